#include "article/outputline.h"

#include "article/markup.h"
#include "article/outputtags.h"

#include <algorithm>

namespace article {

void OutputLine::enter(NodeId element, Tag tag) {
    const Element entered = elementFor(element, outputTag(tag));
    if (!entered.means && !entered.meansInCode)
        return;
    m_around.push_back(entered);
    m_settled = false;
}

// A span means something in code (its colours), for direction and for language. A page may nest hundreds around each of
// 100,000 texts: this is asked once of each.
OutputLine::Element OutputLine::elementFor(NodeId id, Tag tag) const {
    if (tag != Tag::Span)
        return {id, tag};
    const auto keeps = [&](Attribute name) { return allows(tag, name, m_document.attribute(id, name)); };
    const bool means = keeps(Attribute::Dir) || keeps(Attribute::Lang);
    return {id, tag, means, means || keeps(Attribute::Class)};
}

void OutputLine::leave(NodeId at) {
    while (!m_swallowed.empty() && at >= m_document.end(m_swallowed.back().id)) {
        leaveSwallowed(m_swallowed.back());
        m_swallowed.pop_back();
    }
    while (!m_around.empty() && at >= m_document.end(m_around.back().id)) {
        if (!m_open.empty() && m_open.back().id == m_around.back().id)
            closeDownTo(m_open.size() - 1);
        m_around.pop_back();
    }
}

void OutputLine::leaveSwallowed(const Swallowed& block) {
    const bool empty = m_out.size() == block.from && m_breaks == block.breaks;
    if (!empty && m_breaks <= block.breaks)
        putOffLineEnd();
    else if (empty && block.isLine)
        ++m_lineEnds;
}

void OutputLine::swallow(NodeId block, bool isLine) {
    putOffLineEnd();
    m_swallowed.push_back({block, m_out.size(), m_breaks, isLine});
}

// One is enough, and none where a line has just begun.
void OutputLine::putOffLineEnd() {
    if (m_lineEnds == 0 && m_breaks == 0 && !(m_preformatted && m_atLineStart))
        m_lineEnds = 1;
}

void OutputLine::beforeCode(std::string_view text) {
    const bool inLine =
        std::any_of(m_swallowed.begin(), m_swallowed.end(), [](const Swallowed& each) { return each.isLine; });
    if (m_lineEnds > 0 && !inLine && text.starts_with('\n'))
        --m_lineEnds;
}

void OutputLine::begin(bool preformatted) {
    m_breaks = 0;
    m_space = false;
    m_lineEnds = 0;
    m_empty = true;
    m_preformatted = preformatted;
    m_settled = false;
    m_atLineStart = false;
}

void OutputLine::close() {
    closeDownTo(0);
}

void OutputLine::closeDownTo(size_t count) {
    while (m_open.size() > count) {
        m_out.append("</").append(tagName(m_open.back().tag)).append(">");
        m_open.pop_back();
        m_settled = false;
    }
}

bool OutputLine::isCode() const {
    return m_preformatted || isOpen(Tag::Code);
}

void OutputLine::makeReady() {
    writeLineEnds();
    writeBreaks();
    if (m_plain && m_space && !m_empty)
        m_out.push_back(' ');
    m_space = false;
    openElements();
    m_empty = false;
}

void OutputLine::writeLineEnds() {
    if (m_lineEnds > 0 && !m_empty && m_preformatted)
        m_out.append(m_lineEnds, '\n');
    else if (m_lineEnds > 0 && !m_empty)
        m_out.push_back(' ');
    m_lineEnds = 0;
}

void OutputLine::writeBreaks() {
    for (; m_breaks > 0; --m_breaks) {
        if (m_plain && m_preformatted)
            afterCode(m_out.append("\n"));
        else if (!m_plain || !m_empty)
            m_out.append("<br>");
        m_space = false;
    }
}

void OutputLine::openElements() {
    if (m_settled)
        return;
    size_t next = 0;
    bool code = isCode();
    for (const Element& element : m_around) {
        const bool mayOpen = next == m_open.size() && (element.means || (code && element.meansInCode));
        if (next < m_open.size() && m_open[next].id == element.id) {
            ++next;
        } else if (mayOpen && open(element)) {
            ++next;
            code = code || element.tag == Tag::Code;
        }
    }
    m_settled = true;
}

bool OutputLine::open(const Element& element) {
    const Tag tag = element.tag;
    if (isOpen(tag) && tag != Tag::Span && tag != Tag::Sub && tag != Tag::Sup && tag != Tag::Q)
        return false; // a link in a link, bold in bold
    QByteArray link;
    if (tag == Tag::A) {
        link = m_links.link(m_document.attribute(element.id, Attribute::Href));
        if (link.isEmpty())
            return false;
    }
    m_out.append("<").append(tagName(tag));
    if (tag == Tag::A)
        appendAttribute(m_out, "href", {link.constData(), size_t(link.size())});
    appendAttributes(m_out, m_document, element.id, tag, isCode());
    m_out.push_back('>');
    m_open.push_back(element);
    return true;
}

bool OutputLine::isOpen(Tag tag) const {
    return std::any_of(m_open.begin(), m_open.end(), [&](const Element& element) { return element.tag == tag; });
}

} // namespace article
