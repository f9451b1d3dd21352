#include "article/jsontree.h"

#include "article/jsonstring.h"
#include "article/limits.h"

#include <algorithm>

namespace article {
namespace {

constexpr int mostLevels = 3;      // of JSON in strings
constexpr size_t leastNested = 32; // bytes of a string that may hold JSON
constexpr size_t longestKey = 128;
constexpr size_t longestNumber = 8;

bool isName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           c == '-' || c == '+' || c == '.' || quint8(c) >= 0x80;
}

bool holdsJson(std::string_view text) {
    if (text.size() < leastNested)
        return false;
    const bool object = text.front() == '{' && text.back() == '}' && text[1] == '"';
    const bool list = text.front() == '[' && text.back() == ']' && (text[1] == '{' || text[1] == '[' || text[1] == '"');
    return object || list;
}

// A row of what React's server sends, in a string: "2b:[…", "2b:{…".
bool holdsRow(std::string_view text) {
    const size_t colon = text.substr(0, 8).find(':');
    return colon != std::string_view::npos && colon + 1 < text.size() &&
           (text[colon + 1] == '[' || text[colon + 1] == '{') &&
           std::all_of(text.begin(), text.begin() + std::ptrdiff_t(colon),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

} // namespace

// Reads one source, level by level through strings.
class JsonReader {
public:
    JsonReader(JsonTree& tree, std::string_view source, NodeId parent, int level)
        : m_tree(tree)
        , m_source(source)
        , m_level(level)
        , m_open{parent} {}

    void run() {
        while (m_at < m_source.size() && !m_tree.full() && m_open.size() < size_t(jsonDepth.standard))
            step();
    }

private:
    JsonTree& m_tree;
    const std::string_view m_source;
    const int m_level;
    size_t m_at = 0;
    std::vector<NodeId> m_open;
    std::string m_key;
    bool m_commentsEnd = true; // as far as is known: "*/" stands somewhere ahead

    void step() {
        const char c = m_source[m_at];
        switch (c) {
        case '{':
            return open(JsonKind::Object);
        case '[':
        case '(':
            return open(JsonKind::Array);
        case '}':
            return close(JsonKind::Object);
        case ']':
        case ')':
            return close(JsonKind::Array);
        case ',':
        case ';':
            m_key.clear();
            break;
        case '"':
        case '\'':
        case '`':
            return readString();
        case '/':
            return skipComment();
        default:
            if (isName(c))
                return readName();
        }
        ++m_at;
    }

    void open(JsonKind kind) {
        ++m_at;
        m_open.push_back(m_tree.push(m_open.back(), kind, m_key));
        m_key.clear();
    }

    // A bracket closes the nearest one of its kind; without one it is passed over.
    void close(JsonKind kind) {
        ++m_at;
        m_key.clear();
        for (size_t i = m_open.size(); i-- > 1;) {
            if (m_tree.node(m_open[i]).kind == kind)
                return m_open.resize(i);
        }
    }

    void skipComment() {
        const std::string_view rest = m_source.substr(m_at);
        if (rest.starts_with("//")) {
            m_at = std::min(m_source.find('\n', m_at), m_source.size());
        } else if (rest.starts_with("/*")) {
            const size_t end = m_commentsEnd ? m_source.find("*/", m_at + 2) : std::string_view::npos;
            m_commentsEnd = end != std::string_view::npos; // not looked for again and again
            m_at = m_commentsEnd ? end + 2 : m_at + 2;
        } else {
            ++m_at;
        }
    }

    bool isKey() {
        size_t at = m_at;
        while (at < m_source.size() && isSpace(m_source[at]))
            ++at;
        const char next = at < m_source.size() ? m_source[at] : '\0';
        const char after = at + 1 < m_source.size() ? m_source[at + 1] : '\0';
        if (next != ':' && (next != '=' || after == '=' || after == '>'))
            return false;
        m_at = at + 1;
        return true;
    }

    void readName() {
        const size_t begin = m_at;
        while (m_at < m_source.size() && isName(m_source[m_at]))
            ++m_at;
        const std::string_view name = m_source.substr(begin, m_at - begin);
        if (isKey()) {
            m_key = name.substr(name.size() > longestKey ? name.size() - longestKey : 0);
            return;
        }
        const bool digits = name.size() <= longestNumber &&
                            std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
        const bool literal = (name[0] >= '0' && name[0] <= '9') || name[0] == '-' || name == "null" || name == "true" ||
                             name == "false" || name == "undefined";
        if (!literal)
            return;
        const NodeId id = m_tree.push(m_open.back(), digits ? JsonKind::Number : JsonKind::Other, m_key);
        if (digits)
            m_tree.m_nodes[id].number = quint32(std::stoul(std::string(name)));
        m_key.clear();
    }

    void readString() {
        std::string text = decodedString(m_source, m_at);
        if (m_tree.node(m_open.back()).kind == JsonKind::Object && isKey()) {
            m_key = text.substr(0, longestKey);
            return;
        }
        if (text.starts_with("%7B") || text.starts_with("%5B"))
            text = percentDecoded(text);
        if (m_level < mostLevels && (holdsJson(text) || holdsRow(text))) {
            const NodeId id = m_tree.push(m_open.back(), JsonKind::Array, m_key);
            JsonReader(m_tree, text, id, m_level + 1).run();
        } else {
            const NodeId id = m_tree.push(m_open.back(), JsonKind::String, m_key);
            m_tree.m_nodes[id].text = m_tree.keep(text);
        }
        m_key.clear();
    }
};

JsonTree::JsonTree() {
    m_nodes.push_back({});
    m_nodes.front().kind = JsonKind::Array;
}

void JsonTree::add(std::string_view source) {
    if (full())
        return;
    const NodeId id = push(0, JsonKind::Array, {});
    JsonReader(*this, source, id, 1).run();
}

void JsonTree::finish() {
    for (NodeId id = size(); id-- > 0;) {
        m_nodes[id].end = std::max(m_nodes[id].end, id + 1);
        if (id > 0) {
            JsonNode& above = m_nodes[m_nodes[id].parent];
            above.end = std::max(above.end, m_nodes[id].end);
        }
    }
}

NodeId JsonTree::member(NodeId object, std::string_view name) const {
    for (NodeId id = object + 1; id < m_nodes[object].end; id = m_nodes[id].end) {
        if (key(id) == name)
            return id;
    }
    return noNode;
}

Slice JsonTree::keep(std::string_view text) {
    const Slice slice{quint32(m_text.size()), quint32(text.size())};
    m_text.append(text);
    return slice;
}

NodeId JsonTree::push(NodeId parent, JsonKind kind, std::string_view key) {
    JsonNode node;
    node.parent = parent;
    node.kind = kind;
    node.key = keep(key);
    m_nodes.push_back(node);
    return size() - 1;
}

bool JsonTree::full() const {
    return size() >= NodeId(jsonNodes.standard) || m_text.size() >= size_t(stateBytes.standard) * 2;
}

} // namespace article
