#pragma once

#include "article/document.h"

namespace article {

enum class JsonKind : quint8 { Other, Number, String, Array, Object };

// A value and, by `end`, all that is below it, in the order of the source: as Node is for elements.
struct JsonNode {
    NodeId parent = noNode;
    NodeId end = 0;
    Slice key;          // the name in its object, or what it was assigned to
    Slice text;         // String: decoded
    quint32 number = 0; // Number: a whole one, as __NUXT_DATA__ points with them
    JsonKind kind = JsonKind::Other;
};

// Values read from scripts: JSON, and what JavaScript has instead (names without quotes, single quotes, calls,
// assignments), never executed. Strings that hold JSON are read as JSON. Forgiving: what is not understood is passed
// over. Depth, nodes and bytes are bounded; reading ends there and what was read is kept.
class JsonTree {
public:
    JsonTree();
    void add(std::string_view source);
    void finish(); // once, after the last add()

    NodeId size() const { return NodeId(m_nodes.size()); }
    const JsonNode& node(NodeId id) const { return m_nodes[id]; }
    std::string_view text(NodeId id) const { return view(m_nodes[id].text); }
    std::string_view key(NodeId id) const { return view(m_nodes[id].key); }
    // The value of that name in an object; noNode when there is none.
    NodeId member(NodeId object, std::string_view name) const;

private:
    friend class JsonReader;
    std::vector<JsonNode> m_nodes; // the first is the root, an array
    std::string m_text;

    std::string_view view(Slice slice) const { return std::string_view(m_text).substr(slice.at, slice.length); }
    Slice keep(std::string_view text);
    NodeId push(NodeId parent, JsonKind kind, std::string_view key);
    bool full() const;
};

} // namespace article
