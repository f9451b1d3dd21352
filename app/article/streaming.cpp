#include "article/streaming.h"

#include <algorithm>

namespace article {
namespace {

constexpr size_t longestId = 100;

// The call of a function and how its arguments name piece and placeholder.
struct Mover {
    std::string_view call;
    bool pieceFirst; // $RS("S:1","P:1"), but $RC("B:0","S:0")
    bool solid;      // $df("key"): template "key" for template "pl-key"
};
constexpr Mover movers[] = {
    {"$RC(", false, false}, {"$RR(", false, false}, {"$RS(", true, false}, {"$df(", true, true}};

// The string literal at `at`, and `at` behind it; empty when there is none.
std::string_view literal(std::string_view code, size_t& at) {
    while (at < code.size() && (isSpace(code[at]) || code[at] == ','))
        ++at;
    if (at >= code.size() || (code[at] != '"' && code[at] != '\''))
        return {};
    const size_t end = code.substr(0, at + longestId).find(code[at], at + 1);
    if (end == std::string_view::npos)
        return {};
    const std::string_view found = code.substr(at + 1, end - at - 1);
    at = end + 1;
    return found;
}

class Finder {
public:
    explicit Finder(const Document& document)
        : m_document(document) {}

    Placements run() {
        for (NodeId id = 0; id < m_document.size(); ++id)
            note(id);
        for (const NodeId script : m_scripts)
            read(m_document.text(m_document.firstChild(script)));
        for (const NodeId id : m_orders)
            place(std::string(m_document.attribute(id, Attribute::DataSegment)),
                  std::string(m_document.attribute(id, Attribute::DataBoundary)));
        return std::move(m_placements);
    }

private:
    struct Mark {
        NodeId parent;
        NodeId begin;
    };

    const Document& m_document;
    Placements m_placements;
    std::unordered_map<std::string, NodeId> m_byId;
    std::unordered_map<NodeId, NodeId> m_endOf; // mark that begins → mark that ends
    std::vector<Mark> m_open;
    std::vector<NodeId> m_scripts;
    std::vector<NodeId> m_orders;

    void note(NodeId id) {
        const Tag tag = m_document.tag(id);
        if (tag == Tag::Script && m_document.firstChild(id) != noNode)
            m_scripts.push_back(id);
        if (tag != Tag::Template && (tag == Tag::Text || !m_document.has(id, Attribute::Hidden)))
            return;
        const std::string_view name = m_document.attribute(id, Attribute::Id);
        if (!name.empty())
            m_byId.emplace(name, id);
        if (tag != Tag::Template)
            return;
        if (m_document.has(id, Attribute::DataSegment))
            m_orders.push_back(id);
        else if (const std::string_view mark = m_document.attribute(id, Attribute::DataBoundary); !mark.empty())
            pair(id, mark);
    }

    // Marks are paired among siblings; those left open by elements that ended are forgotten.
    void pair(NodeId id, std::string_view mark) {
        while (!m_open.empty() && m_document.end(m_open.back().parent) <= id)
            m_open.pop_back();
        const NodeId parent = m_document.parent(id);
        if (mark != "/$") {
            m_open.push_back({parent, id});
        } else if (!m_open.empty() && m_open.back().parent == parent) {
            m_endOf.emplace(m_open.back().begin, id);
            m_open.pop_back();
        }
    }

    void read(std::string_view code) {
        for (const Mover& mover : movers) {
            for (size_t at = code.find(mover.call); at != std::string_view::npos; at = code.find(mover.call, at)) {
                at += mover.call.size();
                const std::string first(literal(code, at));
                if (mover.solid) {
                    place(first, "pl-" + first);
                    continue;
                }
                const std::string second(literal(code, at));
                place(mover.pieceFirst ? first : second, mover.pieceFirst ? second : first);
            }
        }
    }

    void place(const std::string& pieceId, const std::string& placeholderId) {
        const auto piece = m_byId.find(pieceId);
        const auto placeholder = m_byId.find(placeholderId);
        if (piece == m_byId.end() || placeholder == m_byId.end() || piece == placeholder ||
            m_document.tag(placeholder->second) != Tag::Template || !m_placements.pieces.insert(piece->second).second)
            return;
        const NodeId at = placeholder->second;
        if (!m_placements.pieceAt.emplace(at, piece->second).second)
            return;
        const auto end = m_endOf.find(at - 1); // the mark stands right before the placeholder
        if (end != m_endOf.end())
            m_placements.fallbackEnd.emplace(at, end->second);
    }
};

} // namespace

Placements findPlacements(const Document& document) {
    return Finder(document).run();
}

bool isBoundary(std::string_view comment) {
    return comment == "$" || comment == "$?" || comment == "$!" || comment == "$~" || comment == "/$";
}

bool placesPieces(std::string_view code) {
    return std::any_of(std::begin(movers), std::end(movers),
                       [&](const Mover& mover) { return code.find(mover.call) != std::string_view::npos; });
}

} // namespace article
