#include "formats/linkcollector.h"

#include "formats/limits.h"
#include "formats/linkscanner.h"

#include <QRegularExpression>

namespace formats {

namespace {

// What is shown of a bad line must not show a password.
QString shownText(QStringView text) {
    static const QRegularExpression userInfo(QStringLiteral("://[^/?#\\s]*@"));
    QString shown = text.left(2 * maxLinkBytes).trimmed().toString();
    shown.replace(userInfo, QStringLiteral("://…@"));
    shown.replace(QChar::Null, QChar(0x2400));
    return shown.left(maxBadLineText);
}

bool isLineEnd(QChar c) {
    return c == u'\n' || c == u'\r' || c == QChar(0x85) || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
}

bool endsWord(QChar c) {
    return c.isSpace() || c == u'"' || c == u'<' || c == u'>';
}

} // namespace

LinkCollector::LinkCollector(Repeats repeats)
    : m_once(repeats == Repeats::Dropped) {}

void LinkCollector::addLine(qint64 line, QStringView text) {
    const ScannedLine scanned = scanLine(text);
    for (const FoundLink& link : scanned.links)
        add(link);
    if (!scanned.why.isEmpty())
        refuse(line, text, scanned.why);
}

void LinkCollector::addWhole(qint64 line, QStringView text) {
    const CheckedLink checked = checkLink(text);
    if (checked.why.isEmpty())
        add(checked.found);
    else
        refuse(line, text, checked.why);
}

void LinkCollector::add(const FoundLink& link) {
    if (m_once) {
        if (m_seen.contains(link.link)) {
            ++m_found.duplicates;
            return;
        }
        m_seen.insert(link.link);
    }
    m_found.links << link;
}

void LinkCollector::refuse(qint64 line, QStringView text, const QByteArray& why) {
    if (++m_found.badLines <= maxBadLines)
        m_found.bad << BadLine{line, shownText(text), why};
}

QList<FoundLink> LinkCollector::takeLinks() {
    return std::exchange(m_found.links, {});
}

LineSplitter::LineSplitter(Sink sink)
    : m_sink(std::move(sink)) {}

bool LineSplitter::feed(QStringView text) {
    qsizetype start = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool secondHalf = m_afterReturn && c == u'\n';
        m_afterReturn = c == u'\r';
        if (secondHalf) {
            start = i + 1;
        } else if (isLineEnd(c)) {
            m_line += text.mid(start, i - start);
            start = i + 1;
            if (!handOnLine())
                return false;
        } else if (m_skipping) {
            m_skipping = !endsWord(c);
            start = i + 1;
        }
    }
    m_line += text.mid(start);
    return m_line.size() <= maxLinePiece || handOnPiece();
}

bool LineSplitter::end() {
    return m_line.isEmpty() || handOnLine();
}

bool LineSplitter::handOnLine() {
    const bool goOn = m_line.isEmpty() || m_sink(m_number, m_line);
    m_line.clear();
    m_skipping = false;
    ++m_number;
    return goOn;
}

bool LineSplitter::handOnPiece() {
    qsizetype cut = m_line.size();
    while (cut > 0 && !endsWord(m_line[cut - 1]))
        --cut;
    m_skipping = cut == 0; // one word, longer than any link: its beginning says enough
    const bool goOn = m_sink(m_number, QStringView(m_line).left(m_skipping ? maxLinePiece : cut));
    m_line.remove(0, m_skipping ? m_line.size() : cut);
    return goOn;
}

} // namespace formats
