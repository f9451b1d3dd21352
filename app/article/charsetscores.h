#pragma once

#include <QByteArray>

#include <string_view>
#include <vector>

namespace article {

enum class Script { Latin, Cyrillic, Greek, Hebrew, Arabic, Thai, ShiftJis, EucJp, Gb18030, Big5, EucKr };

// An encoding a page without a (true) name for it may be in.
struct Candidate {
    const char* label;
    Script script;
    std::u32string_view frequent; // letters that make up most of the text in its languages
    std::u32string_view usual;    // letters that are no surprise
    double prior;                 // how much more often it is met
};

const std::vector<Candidate>& candidates();
const Candidate* candidateFor(const QByteArray& encodingName); // nullptr for encodings that are never guessed

// How much `sample` reads like text in this encoding: the mean over its characters beyond ASCII, from about -10
// (ill-formed) to 2 (all of them frequent letters in sensible places).
double scoreAs(std::string_view sample, const Candidate& candidate);

} // namespace article
