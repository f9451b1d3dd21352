#pragma once

#include <QString>

#include <chrono>
#include <optional>

// Figures of a run as people read them. What is not known is a dash.
namespace models {

QString unknownText();                              // "–"
QString perMinuteText(double perMinute);            // "19,230", "84.5": a decimal below 100
QString latencyText(std::optional<double> ms);      // "1.2 ms", "84 ms", "2.41 s"
QString decadeText(int power);                      // of ms: "0.01 ms", "1 ms", "100 ms", "1 s"
QString secondsText(std::chrono::nanoseconds time); // "0.84 s", "45.5 s", "2 min 45.5 s", "12 min 20 s"
QString ceilingText(std::optional<double> share);   // "99.6 %"
QString shareText(double share);                    // "0.03 %", "0.4 %", "12 %"
QString byteRateText(double perSecond);             // "12.4 MB/s", "2.5 kB/s", "450 kB/s"
QString memoryText(qint64 bytes);                   // "54 MiB"
QString engineText(const QString& engine);          // the stable name in the person's language
QString targetText(const QString& target);          // a run's, as its summary says it: likewise
// Why there is no percentile: it is told once ten answers lie beyond it.
QString percentileReason(double fraction, qint64 answers);
QString verdictText(const QString& verdict, bool stopped); // the stable name in the person's language

} // namespace models
