#pragma once

#include "formats/links.h"

#include <QSet>

namespace formats {

// Gathers links and what was none. With `once` each link is kept one time; without, memory stays that of a batch.
class LinkCollector {
public:
    enum class Repeats { Dropped, Kept };
    explicit LinkCollector(Repeats repeats);

    void addLine(qint64 line, QStringView text);  // scans it
    void addWhole(qint64 line, QStringView text); // the text is one link
    void add(const FoundLink& link);
    void refuse(qint64 line, QStringView text, const QByteArray& why);

    FoundLinks& found() { return m_found; }
    QList<FoundLink> takeLinks();

private:
    bool m_once;
    QSet<QString> m_seen;
    FoundLinks m_found;
};

// Cuts text that comes in pieces into lines: \n, \r, \r\n, U+0085, U+2028, U+2029. A line without end is handed on in
// pieces of about maxLinePiece characters, cut at white space.
class LineSplitter {
public:
    using Sink = std::function<bool(qint64 line, QStringView text)>; // false: stop

    explicit LineSplitter(Sink sink);
    bool feed(QStringView text);
    bool end();

private:
    bool handOnLine();
    bool handOnPiece();

    Sink m_sink;
    QString m_line;
    qint64 m_number = 1;
    bool m_afterReturn = false;
    bool m_skipping = false; // the rest of a word that is longer than any link
};

} // namespace formats
