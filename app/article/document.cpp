#include "article/document.h"

#include "article/limits.h"

#include <algorithm>

namespace article {

Document::Document() {
    open(Tag::None);
}

NodeId Document::nextSibling(NodeId id) const {
    const NodeId next = m_nodes[id].end;
    const NodeId above = m_nodes[id].parent;
    return above != noNode && next < m_nodes[above].end ? next : noNode;
}

std::string_view Document::name(NodeId id) const {
    return m_nodes[id].tag == Tag::Unknown ? text(id) : tagName(m_nodes[id].tag);
}

std::string_view Document::attribute(NodeId id, Attribute name) const {
    const Node& node = m_nodes[id];
    for (quint32 i = node.attributesAt; i < node.attributesAt + node.attributes; ++i) {
        if (m_attributes[i].name == name)
            return view(m_attributes[i].value);
    }
    return {};
}

bool Document::has(NodeId id, Attribute name) const {
    const Node& node = m_nodes[id];
    for (quint32 i = node.attributesAt; i < node.attributesAt + node.attributes; ++i) {
        if (m_attributes[i].name == name)
            return true;
    }
    return false;
}

Slice Document::keep(std::string_view text) {
    const Slice slice{quint32(m_text.size()), quint32(text.size())};
    m_text.append(text);
    return slice;
}

// Below the depth limit an element hangs on the last allowed level: its content is kept, its nesting is not.
NodeId Document::add(Tag tag) {
    const auto id = NodeId(m_nodes.size());
    Node node;
    node.tag = tag;
    node.end = id + 1;
    node.attributesAt = quint32(m_attributes.size());
    if (!m_open.empty()) {
        const size_t level = std::min<size_t>(m_open.size(), size_t(treeDepth.standard) - 1);
        node.parent = m_open[level - 1];
        node.depth = quint16(level);
    }
    m_nodes.push_back(node);
    return id;
}

void Document::open(Tag tag, std::string_view unknownName) {
    const NodeId id = add(tag);
    if (tag == Tag::Unknown)
        m_nodes[id].text = keep(unknownName.substr(0, 64));
    m_open.push_back(id);
}

void Document::addAttribute(Attribute name, std::string_view value) {
    Node& node = m_nodes[m_open.back()];
    const base::Limit& limit = name == Attribute::State ? stateBytes : attributeBytes;
    if (node.attributes >= attributeCount.standard || value.size() > size_t(limit.standard))
        return;
    m_attributes.push_back({name, keep(value)});
    ++node.attributes;
}

void Document::addText(std::string_view text) {
    if (!text.empty()) {
        const Slice slice = keep(text);
        m_nodes[add(Tag::Text)].text = slice;
    }
}

void Document::close() {
    m_open.pop_back();
}

void Document::copy(const Document& from, NodeId id) {
    if (from.tag(id) == Tag::Text)
        return addText(from.text(id));
    open(from.tag(id), from.tag(id) == Tag::Unknown ? from.name(id) : std::string_view());
    const Node& node = from.node(id);
    for (quint32 i = node.attributesAt; i < node.attributesAt + node.attributes; ++i)
        addAttribute(from.attributeAt(i).name, from.view(from.attributeAt(i).value));
}

// The ends follow from the parents: walking backwards, each node pushes its own end up.
void Document::finish(bool truncated) {
    m_open.clear();
    m_truncated = truncated;
    for (NodeId id = size() - 1; id > 0; --id) {
        Node& above = m_nodes[m_nodes[id].parent];
        above.end = std::max(above.end, m_nodes[id].end);
    }
}

void Document::reserve(quint64 nodes, size_t textBytes) {
    m_nodes.reserve(size_t(std::min<quint64>(nodes, quint64(treeNodes.standard)) + 16));
    m_text.reserve(textBytes + textBytes / 16);
}

void Document::countScript(quint64 bytes) {
    ++m_scripts;
    m_scriptBytes += bytes;
}

void Document::takeCounts(const Document& from) {
    m_scripts = from.m_scripts;
    m_scriptBytes = from.m_scriptBytes;
}

bool Document::full() const {
    return size() >= NodeId(treeNodes.standard);
}

std::string foldedText(const Document& document, NodeId element, size_t limit) {
    std::string raw;
    for (NodeId id = element; id < document.end(element) && raw.size() < limit;) {
        if (id != element && isUnread(document.tag(id))) {
            id = document.end(id);
            continue;
        }
        if (document.tag(id) == Tag::Text)
            raw.append(document.text(id));
        else if (!isInline(document.tag(id)) || document.tag(id) == Tag::Br)
            raw.push_back(' ');
        ++id;
    }
    size_t end = std::min(limit, raw.size());
    while (end > 0 && end < raw.size() && (quint8(raw[end]) & 0xC0) == 0x80) // no part of a character
        --end;
    return folded(std::string_view(raw).substr(0, end));
}

std::string folded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (size_t i = 0; i < text.size(); ++i) {
        const bool noBreak = text[i] == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0';
        if (noBreak || isSpace(text[i])) {
            if (!out.empty() && out.back() != ' ')
                out.push_back(' ');
            i += noBreak ? 1 : 0;
        } else {
            out.push_back(text[i]);
        }
    }
    if (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

bool equalsIgnoringCase(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; };
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); });
}

bool hasWord(std::string_view list, std::string_view word) {
    const auto isGap = [](char c) { return quint8(c) <= ' ' && isSpace(c); };
    for (size_t at = 0; at + word.size() <= list.size();) {
        const size_t end = at + word.size();
        if (!word.empty() && (end == list.size() || isGap(list[end])) &&
            equalsIgnoringCase(list.substr(at, word.size()), word))
            return true;
        while (at < list.size() && !isGap(list[at]))
            ++at;
        while (at < list.size() && isGap(list[at]))
            ++at;
        if (at == list.size())
            break;
    }
    return false;
}

} // namespace article
