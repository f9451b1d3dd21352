#include "article/selector.h"

#include "article/outputtags.h"

#include <algorithm>

namespace article {
namespace {

constexpr double mainShare = 0.65;       // of the page's running text
constexpr double listingMainShare = 0.7; // of all its words, where there is hardly any running text
constexpr double listingShare = 0.15;    // less running text than this makes a page a listing
constexpr double linkShareLimit = 0.6;   // from here on a block among running text is navigation
constexpr double mainShareStep = 0.1;    // these two: for each step of leaning
constexpr double linkShareStep = 0.15;
constexpr double asideMost = 0.5; // a "footer" or form around half of the page is the page

// What a page puts around its content by the names of the elements.
bool isAside(const Document& document, NodeId id) {
    switch (document.tag(id)) {
    case Tag::Nav:
    case Tag::Footer:
    case Tag::Aside:
    case Tag::Form:
    case Tag::Dialog:
        return true;
    default:
        break;
    }
    const std::string_view role = document.attribute(id, Attribute::Role);
    return role == "navigation" || role == "contentinfo" || role == "complementary" || role == "search" ||
           role == "dialog" || role == "alert";
}

bool mayHoldArticle(Tag tag) {
    return !isInline(tag) && roleOf(tag) != Role::Line && roleOf(tag) != Role::Item;
}

class Chooser {
public:
    Chooser(const Document& document, const Blocks& blocks, double leaning)
        : m_document(document)
        , m_blocks(blocks)
        , m_leaning(leaning)
        , m_all(quint32(blocks.size()))
        , m_aside(blocks.size(), false)
        , m_weights(blocks.size() + 1, 0) {}

    Selection run() {
        markAsides();
        weigh();
        m_selection.main = findMain();
        decide();
        return std::move(m_selection);
    }

private:
    const Document& m_document;
    const Blocks& m_blocks;
    const double m_leaning;
    const quint32 m_all;
    Selection m_selection;
    std::vector<bool> m_aside;
    std::vector<quint32> m_weights; // prefix sums of what counts when the main element is looked for
    bool m_listing = false;         // a page of short pieces rather than of running text

    void markAsides() {
        const double most = m_blocks.tokens(0, m_all);
        for (NodeId id = 0; id < m_document.size();) {
            const Tag tag = m_document.tag(id);
            const quint32 first = m_blocks.firstBelow(id);
            const quint32 end = m_blocks.endBelow(id);
            const bool named =
                tag != Tag::Text && (isAside(m_document, id) || (tag == Tag::Header && !insideArticle(id)));
            if (!named || m_blocks.tokens(first, end) > asideMost * most) {
                ++id;
                continue;
            }
            std::fill(m_aside.begin() + first, m_aside.begin() + end, true);
            id = m_document.end(id);
        }
    }

    bool insideArticle(NodeId id) const {
        for (NodeId above = m_document.parent(id); above != noNode; above = m_document.parent(above)) {
            const Tag tag = m_document.tag(above);
            if (tag == Tag::Main || tag == Tag::Article || tag == Tag::Section)
                return true;
        }
        return false;
    }

    void weigh() {
        double texty = 0, other = 0;
        for (quint32 i = 0; i < m_all; ++i) {
            if (m_aside[i])
                continue;
            (m_blocks[i].texty() ? texty : other) += m_blocks[i].tokens;
        }
        m_listing = texty < listingShare * (texty + other);
        for (quint32 i = 0; i < m_all; ++i) {
            const bool counts = !m_aside[i] && (m_listing || m_blocks[i].texty());
            m_weights[i + 1] = m_weights[i] + (counts ? m_blocks[i].tokens : 0);
        }
    }

    // The deepest element with the greater part of the weight.
    NodeId findMain() const {
        const auto weight = [&](NodeId id) {
            return m_weights[m_blocks.endBelow(id)] - m_weights[m_blocks.firstBelow(id)];
        };
        const double wanted =
            std::clamp((m_listing ? listingMainShare : mainShare) + m_leaning * mainShareStep, 0.3, 1.0) * weight(0);
        NodeId found = 0;
        for (NodeId child = m_document.firstChild(0); child != noNode;) {
            if (wanted > 0 && weight(child) >= wanted && mayHoldArticle(m_document.tag(child))) {
                found = child;
                child = m_document.firstChild(child);
            } else {
                child = m_document.nextSibling(child);
            }
        }
        return found;
    }

    void decide() {
        m_selection.keep.assign(m_all, false);
        m_selection.reasons.assign(m_all, "outside the main element");
        for (quint32 i = m_blocks.firstBelow(m_selection.main); i < m_blocks.endBelow(m_selection.main); ++i) {
            if (m_aside[i]) {
                m_selection.reasons[i] = "in navigation, aside, header, footer or form";
            } else if (!m_listing &&
                       m_blocks[i].linkShare() >= std::max(linkShareStep, linkShareLimit + m_leaning * linkShareStep)) {
                m_selection.reasons[i] = "mostly links";
            } else {
                m_selection.keep[i] = true;
                m_selection.reasons[i] = "in the main element";
            }
        }
    }
};

} // namespace

Selection selectContent(const Document& document, const Blocks& blocks, double leaning) {
    return Chooser(document, blocks, leaning).run();
}

} // namespace article
