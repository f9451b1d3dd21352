#pragma once

#include "bench/loadresult.h"
#include "library/runstore.h"

namespace bench {

// A run as the library keeps it. `summary` is what a table of runs shows, so that it need not read the rest.
struct RunSummary {
    QString target; // or the file of links, or the built-in server's delay
    QString engine;
    qint64 requests = 0;
    int concurrency = 0;  // as wanted
    int mostInFlight = 0; // as it was: this computer can hold it lower
    qint64 succeeded = 0;
    qint64 failed = 0;    // without those …
    qint64 cancelled = 0; // … that the stop cancelled
    double elapsedS = 0;
    double perMinute = 0; // succeeded
    std::optional<double> possibleShare;
    std::optional<double> p50Ms;
    std::optional<double> p99Ms;
    qint64 peakRssBytes = 0;
    QString verdict;
    bool stopped = false;
};
std::optional<RunSummary> summaryOf(const library::Run& run); // nothing when it cannot be read

struct StoredRun {
    LoadResult result;
    Series series;
};
library::Run toStore(const LoadResult& result, const Series& series); // named as its plan, or by its target
base::Result<StoredRun> fromStore(const library::Run& run);           // badResult

// A run that travels as an object, as `bench --json` writes it: resultToJson() with `kept` beside it, which holds what
// JSON has no numbers for.
QJsonObject runToJson(const LoadResult& result, const Series& series);
base::Result<library::Run> runFromJson(const QJsonObject& json); // badResult

// The link, the file of links, or the built-in server's delay; the same in every language: who shows it puts it into
// words.
QString targetOf(const LoadPlan& plan);

library::StoredPlan toStore(const LoadPlan& plan);                 // under its name
base::Result<LoadPlan> fromStore(const library::StoredPlan& plan); // badPlan

} // namespace bench
