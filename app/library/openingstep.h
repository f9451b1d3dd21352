#pragma once

#include <QString>

#include <functional>

namespace library {

// How far the opening of an older library is: it may take minutes, where it is large.
struct OpeningStep {
    enum class Kind { Copying, Changing, Checking };
    Kind kind = Kind::Copying;
    double share = -1; // 0…1, less where it cannot be known
};

// Called from the thread that opens, many times a second; false stops, and the library stays as it was.
using OpeningReport = std::function<bool(const OpeningStep&)>;

QString sentenceOf(const OpeningStep& step); // with its share in percent

} // namespace library
