#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>

// Values as people read them, in the locale's way. Units are always there.
namespace models {

QString sizeText(qint64 bytes);                                    // "412 kB"; empty below 0
QString durationText(std::chrono::milliseconds time);              // "84 ms", "1.2 s", "3 min 5 s"
QString timeLeftText(std::chrono::seconds time);                   // "less than a minute", "about 12 minutes"
QString countText(qint64 count);                                   // grouped: "5,312"
QString percentText(double share);                                 // 0…1 → "64 %"; never 100 % before the end
QString relativeTime(const QDateTime& when, const QDateTime& now); // "just now", "12 minutes ago", else the date
QString exactTime(const QDateTime& when);                          // local, to the second, for a tooltip

// Text from outside on one line: no control or direction-changing characters, at most `most` characters.
QString oneLine(const QString& text, int most = 500);
// Text from outside that stands beside other words: read in its own direction, and nothing around it is moved by it
// (first strong isolate, UAX #9). oneLine() first, where the text may hold marks of its own. Empty stays empty.
QString isolated(const QString& text);
// Tool tips are drawn as rich text when they look like it: this shows `text` as it is.
QString plainToolTip(const QString& text);

} // namespace models
