#pragma once

#include "bench/breakdownparts.h"
#include "models/resulttables.h"

namespace models {

// How long one part of the requests took, in ms. What too few values tell is nothing.
struct PartSpan {
    QString name;
    qint64 count = 0;
    double mean = 0;
    std::optional<double> p50;
    std::optional<double> p99;

    QString words() const; // "p50 1.2 ms, p99 8.4 ms", or the mean where there is no p50
};
QList<PartSpan> partSpans(const measure::Breakdown& breakdown); // of those that there are, in their order

Rows partRows(const bench::LoadResult& result); // a table of them; empty where the engine saw none
QString noPartsText();                          // then

} // namespace models
