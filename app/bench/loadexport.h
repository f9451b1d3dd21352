#pragma once

#include "bench/loadresult.h"
#include "bench/storedrun.h"

namespace bench {

// What a run can be written as. Stable names: "json", "csv", "hgrm", "report".
enum class RunFormat {
    Json,   // the object of `bench --json`, with the course beside it; runFromJson() reads it
    Csv,    // the course, a row a point; the run's start and latencies in each
    Hgrm,   // latencies of what succeeded: HdrHistogram's percentile text, ms
    Report, // one HTML file that needs nothing else
};
QString runFormatName(RunFormat format);
std::optional<RunFormat> runFormatFromName(const QString& name);
QString runFormatSuffix(RunFormat format); // "html", without a dot

// Several runs in one file: rows under one header, reports under each other. JSON and HdrHistogram hold one run alone.
bool holdsSeveral(RunFormat format);
QByteArray exportRuns(const QList<const StoredRun*>& runs, RunFormat format); // of the first, where it holds one alone
QByteArray exportRun(const LoadResult& result, const Series& series, RunFormat format);

QByteArray percentileText(const measure::Histogram& latency);           // hgrm
QByteArray courseAsCsv(const LoadResult& result, const Series& series); // RFC 4180; no cell is a formula
QByteArray reportAsHtml(const LoadResult& result, const Series& series);
QByteArray reportAsHtml(const QList<const StoredRun*>& runs); // no script, nothing from elsewhere

} // namespace bench
