#include "article/assembly.h"

#include "article/blocks.h"
#include "article/shadowroots.h"
#include "article/streaming.h"

#include <algorithm>

namespace article {
namespace {

constexpr quint32 runLength = 8;         // words of a text that reads like running text
constexpr quint32 leastInTemplates = 80; // words
constexpr quint32 templatesOutweigh = 2; // times the words in sight

bool hasTemplates(const Document& document) {
    for (NodeId id = 0; id < document.size(); ++id) {
        if (document.tag(id) == Tag::Template)
            return true;
    }
    return false;
}

// What a script would still fill in is no text.
bool isPattern(std::string_view text) {
    return text.find("{{") != std::string_view::npos || text.find("${") != std::string_view::npos ||
           text.find("<%") != std::string_view::npos;
}

// Builds the new tree by one walk over the old one that jumps where the page says so.
class Assembler {
public:
    explicit Assembler(const Document& from)
        : m_from(from)
        , m_roots(findShadowRoots(from))
        , m_placements(findPlacements(from))
        , m_used(from.size(), false)
        , m_layOpen(templatesHoldThePage()) {}

    Document run() {
        m_out.reserve(m_from.size(), 0);
        walk(1, m_from.size());
        // Pieces without a place, or only within each other, come last.
        for (NodeId id = 1; id < m_from.size(); ++id) {
            if (m_placements.pieces.contains(id) && !m_used[id])
                takePiece(id);
        }
        m_out.takeCounts(m_from);
        m_out.finish(m_from.truncated());
        return std::move(m_out);
    }

private:
    struct Range {
        NodeId next; // siblings still to be visited
        NodeId end;
        bool closes; // an element of the new tree
    };

    const Document& m_from;
    const ShadowRoots m_roots;
    const Placements m_placements;
    Document m_out;
    std::vector<bool> m_used;
    std::vector<Range> m_ranges;
    const bool m_layOpen;

    void walk(NodeId first, NodeId end) {
        m_ranges.push_back({first, end, false});
        while (!m_ranges.empty()) {
            Range& range = m_ranges.back();
            if (range.next < range.end) {
                const NodeId id = range.next;
                range.next = m_from.end(id);
                visit(id);
                continue;
            }
            if (range.closes)
                m_out.close();
            m_ranges.pop_back();
        }
    }

    void below(NodeId id, bool closes) { m_ranges.push_back({id + 1, m_from.end(id), closes}); }

    void visit(NodeId id) {
        if (m_used[id] || m_placements.pieces.contains(id))
            return;
        m_used[id] = true;
        const Tag tag = m_from.tag(id);
        if (tag == Tag::Template)
            return visitTemplate(id);
        if (tag == Tag::Slot && visitSlot(id))
            return;
        m_out.copy(m_from, id);
        if (tag == Tag::Text)
            return;
        const auto root = m_roots.rootOf.find(id);
        if (root == m_roots.rootOf.end() || m_roots.hollow.contains(id))
            return below(id, true);
        m_ranges.push_back({id, id, true});
        m_used[root->second] = true;
        below(root->second, false);
    }

    bool visitSlot(NodeId id) {
        const auto assigned = m_roots.assigned.find(id);
        if (assigned == m_roots.assigned.end())
            return false;
        for (auto each = assigned->second.rbegin(); each != assigned->second.rend(); ++each)
            m_ranges.push_back({*each, m_from.end(*each), false});
        return true;
    }

    void visitTemplate(NodeId id) {
        const auto piece = m_placements.pieceAt.find(id);
        if (piece == m_placements.pieceAt.end()) {
            if (m_layOpen)
                below(id, false);
            return;
        }
        const auto fallback = m_placements.fallbackEnd.find(id);
        if (fallback != m_placements.fallbackEnd.end() && m_ranges.back().end > fallback->second)
            m_ranges.back().next = fallback->second;
        if (!m_used[piece->second]) {
            m_used[piece->second] = true;
            below(piece->second, false);
        }
    }

    void takePiece(NodeId id) {
        m_used[id] = true;
        walk(id + 1, m_from.end(id));
    }

    bool templatesHoldThePage() const {
        quint32 inTemplates = 0, inSight = 0;
        NodeId templateEnd = 0;
        for (NodeId id = 0; id < m_from.size();) {
            const Tag tag = m_from.tag(id);
            if (tag == Tag::Template) {
                if (!m_placements.pieces.contains(id) && !isShadowRoot(m_from, id))
                    templateEnd = std::max(templateEnd, m_from.end(id));
            } else if (tag == Tag::A || isUnread(tag)) {
                id = m_from.end(id);
                continue;
            } else if (tag == Tag::Text && !isPattern(m_from.text(id))) {
                const quint32 words = countWords(m_from.text(id)).tokens;
                (id < templateEnd ? inTemplates : inSight) += words >= runLength ? words : 0;
            }
            ++id;
        }
        return inTemplates >= leastInTemplates && inTemplates > templatesOutweigh * inSight;
    }
};

} // namespace

Document assembled(Document document) {
    return hasTemplates(document) ? Assembler(document).run() : std::move(document);
}

} // namespace article
