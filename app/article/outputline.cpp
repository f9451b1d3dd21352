#include "article/outputline.h"

#include "article/markup.h"
#include "article/outputtags.h"

#include <algorithm>

namespace article {

void OutputLine::leave(NodeId at) {
    while (!m_swallowed.empty() && at >= m_document.end(m_swallowed.back())) {
        putOffLineEnd();
        m_swallowed.pop_back();
    }
    while (!m_around.empty() && at >= m_document.end(m_around.back())) {
        if (!m_open.empty() && m_open.back() == m_around.back())
            closeDownTo(m_open.size() - 1);
        m_around.pop_back();
    }
}

void OutputLine::swallow(NodeId block) {
    putOffLineEnd();
    m_swallowed.push_back(block);
}

void OutputLine::begin(bool preformatted) {
    m_breaks = 0;
    m_space = false;
    m_lineEnd = false;
    m_empty = true;
    m_preformatted = preformatted;
}

void OutputLine::close() {
    closeDownTo(0);
}

void OutputLine::closeDownTo(size_t count) {
    while (m_open.size() > count) {
        m_out.append("</").append(tagName(outputTag(m_document.tag(m_open.back())))).append(">");
        m_open.pop_back();
    }
}

bool OutputLine::isCode() const {
    return m_preformatted || isOpen(Tag::Code);
}

void OutputLine::makeReady() {
    writeLineEnd();
    writeBreaks();
    if (m_plain && m_space && !m_empty)
        m_out.push_back(' ');
    m_space = false;
    openElements();
    m_empty = false;
}

void OutputLine::writeLineEnd() {
    if (m_lineEnd && !m_empty) {
        if (!m_preformatted)
            m_out.push_back(' ');
        else if (m_out.back() != '\n')
            m_out.push_back('\n');
    }
    m_lineEnd = false;
}

void OutputLine::writeBreaks() {
    for (; m_breaks > 0; --m_breaks) {
        if (m_plain && m_preformatted)
            m_out.push_back('\n');
        else if (!m_plain || !m_empty)
            m_out.append("<br>");
        m_space = false;
    }
}

void OutputLine::openElements() {
    size_t next = 0;
    for (const NodeId element : m_around) {
        if (next < m_open.size() && m_open[next] == element)
            ++next;
        else if (next == m_open.size() && open(element))
            next = m_open.size();
    }
}

bool OutputLine::open(NodeId element) {
    const Tag tag = outputTag(m_document.tag(element));
    if (tag == Tag::Span && !keepsSpan(element))
        return false;
    if (isOpen(tag) && tag != Tag::Span && tag != Tag::Sub && tag != Tag::Sup && tag != Tag::Q)
        return false; // a link in a link, bold in bold
    QByteArray link;
    if (tag == Tag::A) {
        link = m_links.link(m_document.attribute(element, Attribute::Href));
        if (link.isEmpty())
            return false;
    }
    m_out.append("<").append(tagName(tag));
    if (tag == Tag::A)
        appendAttribute(m_out, "href", {link.constData(), size_t(link.size())});
    appendAttributes(m_out, m_document, element, tag, isCode());
    m_out.push_back('>');
    m_open.push_back(element);
    return true;
}

bool OutputLine::isOpen(Tag tag) const {
    return std::any_of(m_open.begin(), m_open.end(),
                       [&](NodeId element) { return outputTag(m_document.tag(element)) == tag; });
}

// A span means something in code (its colours), for direction and for language.
bool OutputLine::keepsSpan(NodeId span) const {
    const auto keeps = [&](Attribute name) { return allows(Tag::Span, name, m_document.attribute(span, name)); };
    return (isCode() && keeps(Attribute::Class)) || keeps(Attribute::Dir) || keeps(Attribute::Lang);
}

} // namespace article
