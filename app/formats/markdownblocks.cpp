#include "formats/markdownblocks.h"

namespace formats {

void MarkdownBlocks::open(const QString& first, const QString& rest) {
    m_levels.push_back({first, rest});
    m_afterList = false;
}

void MarkdownBlocks::block(const QString& text) {
    separate();
    for (const QString& part : text.split(u'\n'))
        line(part);
    m_gap = true;
    m_afterList = false;
}

void MarkdownBlocks::separate() {
    if (!m_gap || m_text.isEmpty())
        return;
    // The blank line belongs to the levels that go on; a level that begins brings its own first line.
    QString prefix;
    for (const Level& level : m_levels) {
        if (!level.begun)
            break;
        prefix += level.rest;
    }
    while (prefix.endsWith(u' '))
        prefix.chop(1);
    m_text += prefix + u'\n';
}

void MarkdownBlocks::line(const QString& text) {
    QString prefix;
    for (Level& level : m_levels) {
        prefix += level.begun ? level.rest : level.first;
        level.begun = true;
    }
    QString whole = prefix + text;
    if (text.isEmpty()) {
        while (whole.endsWith(u' '))
            whole.chop(1);
    }
    m_text += whole + u'\n';
}

void MarkdownBlocks::closeLevel() {
    if (m_levels.empty())
        return;
    if (!m_levels.back().begun) {
        separate();
        line({});
    }
    m_levels.pop_back();
    m_gap = true;
    m_afterList = false;
}

void MarkdownBlocks::openList(bool isOrdered, int start, bool isTight) {
    if (m_afterList)
        block(QStringLiteral("<!-- -->"));
    if (!m_lists.empty() && m_lists.back().isTight && !m_levels.empty() && m_levels.back().begun)
        m_gap = false;
    m_lists.push_back({isOrdered, isTight, false, start});
}

void MarkdownBlocks::openItem() {
    if (m_lists.empty())
        m_lists.push_back({});
    List& list = m_lists.back();
    if (list.isTight && list.hasItems)
        m_gap = false;
    list.hasItems = true;
    const QString marker = list.isOrdered ? QString(QString::number(list.next++) % u". ") : QStringLiteral("- ");
    open(marker, QString(marker.size(), u' '));
}

void MarkdownBlocks::closeList() {
    if (!m_lists.empty())
        m_lists.pop_back();
    m_gap = true;
    m_afterList = true;
}

QString MarkdownBlocks::take() {
    return m_text;
}

} // namespace formats
