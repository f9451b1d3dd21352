#pragma once

#include "bench/loadresult.h"

#include <QList>
#include <QStringList>

namespace models {

// What the tables of a result show; see TextTable.
struct Rows {
    QStringList header;
    QList<QStringList> rows;
};

Rows latencyRows(const bench::LoadResult& result); // minimum, mean, percentiles, maximum; of failed ones where some did
Rows outcomeRows(const bench::LoadResult& result); // statuses and errors by kind, what was not sent, what waited
Rows resourceRows(const bench::LoadResult& result); // as /usr/bin/time tells them: client, server where it is ours

// Two or more runs: each value of the first, then of every other one its value, the difference and the difference in %.
struct NamedResult {
    QString name;
    bench::LoadResult result;
};
Rows differenceRows(const QList<NamedResult>& runs); // empty for less than two

} // namespace models
