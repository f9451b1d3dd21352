#pragma once

#include "article/tags.h"

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace article {

using NodeId = quint32;
inline constexpr NodeId noNode = std::numeric_limits<NodeId>::max();

// A piece of Document's one text buffer.
struct Slice {
    quint32 at = 0;
    quint32 length = 0;
};

// A node and, by `end`, all that is below it: nodes lie in document order, so that the subtree of n is [n, end) and
// every question about it is a question about a range.
struct Node {
    NodeId parent = noNode;
    NodeId end = 0;
    Slice text; // Text: its characters; Unknown: the element's name
    quint32 attributesAt = 0;
    quint16 attributes = 0;
    quint16 depth = 0;
    Tag tag = Tag::None;
};

struct NamedValue {
    Attribute name = Attribute::None;
    Slice value;
};

// A parsed page: our own flat tree, valid UTF-8 throughout, without comments and without the text of styles
// and of scripts that hold no data. Node 0 is the root. Walk it with an index, never by recursion: depth is whatever a
// page chose (at most 512).
class Document {
public:
    NodeId size() const { return NodeId(m_nodes.size()); }
    const Node& node(NodeId id) const { return m_nodes[id]; }
    Tag tag(NodeId id) const { return m_nodes[id].tag; }
    NodeId parent(NodeId id) const { return m_nodes[id].parent; }
    NodeId end(NodeId id) const { return m_nodes[id].end; }
    NodeId firstChild(NodeId id) const { return id + 1 < m_nodes[id].end ? id + 1 : noNode; }
    NodeId nextSibling(NodeId id) const;
    bool contains(NodeId ancestor, NodeId id) const { return id >= ancestor && id < m_nodes[ancestor].end; }

    std::string_view view(Slice slice) const { return std::string_view(m_text).substr(slice.at, slice.length); }
    std::string_view text(NodeId id) const { return view(m_nodes[id].text); }
    std::string_view name(NodeId id) const;
    std::string_view attribute(NodeId id, Attribute name) const; // "" when absent
    bool has(NodeId id, Attribute name) const;

    const NamedValue& attributeAt(quint32 index) const { return m_attributes[index]; } // Node::attributesAt …

    bool truncated() const { return m_truncated; }
    quint32 scripts() const { return m_scripts; } // script elements with code or an address
    quint64 scriptBytes() const { return m_scriptBytes; }

    // Building, in document order: open an element or add a text below the last opened one, then close.
    Document();
    void reserve(quint64 nodes, size_t textBytes);
    void open(Tag tag, std::string_view unknownName = {});
    void addAttribute(Attribute name, std::string_view value);
    void addText(std::string_view text);
    void close();
    void copy(const Document& from, NodeId id); // a text, or an element that is then open; nothing below it
    void finish(bool truncated);
    void countScript(quint64 bytes);
    void takeCounts(const Document& from);
    bool full() const;

private:
    std::vector<Node> m_nodes;
    std::vector<NamedValue> m_attributes;
    std::string m_text;
    std::vector<NodeId> m_open;
    quint64 m_scriptBytes = 0;
    quint32 m_scripts = 0;
    bool m_truncated = false;

    Slice keep(std::string_view text);
    NodeId add(Tag tag);
};

// The element's text with white space folded, at most `limit` bytes; unread elements left out.
std::string foldedText(const Document& document, NodeId element, size_t limit = 4096);
// White space runs become one space, ends trimmed.
std::string folded(std::string_view text);
// Whether `word` is among the space-separated words of `list`, ASCII case ignored.
bool hasWord(std::string_view list, std::string_view word);
bool equalsIgnoringCase(std::string_view a, std::string_view b);
inline bool isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

} // namespace article
