#include "article/outputblocks.h"

#include "article/markup.h"

namespace article {

bool OutputBlocks::holdsRightToLeft(const Document& document) {
    for (NodeId id = 0; id < document.size(); ++id) {
        if (equalsIgnoringCase(document.attribute(id, Attribute::Dir), "rtl"))
            return true;
    }
    return false;
}

void OutputBlocks::appendDirection(Tag tag, NodeId within) {
    if (!m_rightToLeft || (!m_blocks.empty() && tag != Tag::Pre))
        return;
    while (within != noNode && !m_document.has(within, Attribute::Dir))
        within = m_document.parent(within);
    if (within != noNode && equalsIgnoringCase(m_document.attribute(within, Attribute::Dir), "rtl"))
        m_out.append(tag == Tag::Pre ? " dir=\"ltr\"" : " dir=\"rtl\""); // code runs one way in every language
}

void OutputBlocks::leave(NodeId at) {
    m_at = at;
    while (!m_blocks.empty() && at >= m_blocks.back().end)
        closeTop();
}

void OutputBlocks::open(Tag tag, NodeId source) {
    m_line.close();
    m_out.append("<").append(tagName(tag));
    appendAttributes(m_out, m_document, source, tag, true);
    if (!allows(tag, Attribute::Dir, m_document.attribute(source, Attribute::Dir)))
        appendDirection(tag, source);
    m_out.push_back('>');
    m_blocks.push_back({tag, m_document.end(source), false});
    ++m_openings;
    m_line.begin(isPreformatted());
}

void OutputBlocks::imply(Tag tag, NodeId end) {
    m_line.close();
    m_out.append("<").append(tagName(tag));
    appendDirection(tag, m_at);
    m_out.push_back('>');
    m_blocks.push_back({tag, end, true});
    m_line.begin(false);
}

void OutputBlocks::closeTop() {
    m_line.close();
    const Tag tag = top();
    m_blocks.pop_back();
    m_out.append("</").append(tagName(tag)).append(">");
    if (m_plain && holdsSpace(top()))
        m_out.push_back('\n');
    m_line.begin(isPreformatted());
}

void OutputBlocks::closeAll() {
    m_line.close();
    while (!m_blocks.empty())
        closeTop();
}

// An item or a cell holds text without a paragraph around it: there a line ends by a break.
void OutputBlocks::endLine() {
    const bool begun = !m_line.isEmpty();
    m_line.close();
    while (holdsLineOnly() && (top() == Tag::P || m_blocks.back().implied))
        closeTop();
    const Role role = roleOf(top());
    if (m_plain && begun && (role == Role::Item || role == Role::Definition || role == Role::Cell))
        m_line.putOffOneBreak();
    else
        m_line.begin(isPreformatted());
}

void OutputBlocks::wantFlow() {
    const NodeId end = topEnd();
    switch (roleOf(top())) {
    case Role::List:
        imply(Tag::Li, end);
        break;
    case Role::Terms:
        imply(Tag::Dd, end);
        break;
    case Role::Table:
        imply(Tag::Tbody, end);
        [[fallthrough]];
    case Role::RowGroup:
        imply(Tag::Tr, end);
        [[fallthrough]];
    case Role::Row:
        imply(Tag::Td, end);
        break;
    default:
        break;
    }
}

void OutputBlocks::wantRows() {
    if (roleOf(top()) == Role::Table)
        imply(Tag::Tbody, topEnd());
}

void OutputBlocks::wantLine() {
    if (holdsLineOnly())
        return;
    wantFlow();
    if (m_plain && (m_blocks.empty() || roleOf(top()) == Role::Container))
        imply(Tag::P, topEnd());
}

void OutputBlocks::splitParagraph() {
    const NodeId end = topEnd();
    closeTop();
    imply(Tag::P, end);
}

bool OutputBlocks::backTo(Role parent) {
    size_t depth = m_blocks.size();
    while (depth > 0 && m_blocks[depth - 1].implied && roleOf(m_blocks[depth - 1].tag) != parent)
        --depth;
    if (depth == 0 || roleOf(m_blocks[depth - 1].tag) != parent)
        return false;
    while (m_blocks.size() > depth)
        closeTop();
    return true;
}

} // namespace article
