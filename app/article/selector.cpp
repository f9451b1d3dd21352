#include "article/selector.h"

#include "article/outputtags.h"

namespace article {
namespace {

constexpr double mainShare = 0.6;      // of the page's texty tokens
constexpr double linkShareLimit = 0.6; // from here on a block is navigation

bool isAside(const Document& document, NodeId id) {
    switch (document.tag(id)) {
    case Tag::Nav:
    case Tag::Footer:
    case Tag::Aside:
    case Tag::Form:
        return true;
    default:
        break;
    }
    const std::string_view role = document.attribute(id, Attribute::Role);
    return role == "navigation" || role == "contentinfo" || role == "complementary" || role == "search";
}

bool mayHoldArticle(Tag tag) {
    return !isInline(tag) && roleOf(tag) != Role::Line && roleOf(tag) != Role::Item;
}

// The deepest element with the greater part of the running text.
NodeId findMain(const Document& document, const Blocks& blocks) {
    const auto weigh = [&](NodeId id) { return blocks.textyTokens(blocks.firstBelow(id), blocks.endBelow(id)); };
    const double wanted = mainShare * weigh(0);
    NodeId found = 0;
    for (NodeId child = document.firstChild(0); child != noNode;) {
        if (wanted > 0 && weigh(child) >= wanted && mayHoldArticle(document.tag(child))) {
            found = child;
            child = document.firstChild(child);
        } else {
            child = document.nextSibling(child);
        }
    }
    return found;
}

} // namespace

Selection selectContent(const Document& document, const Blocks& blocks) {
    Selection selection;
    selection.keep.assign(blocks.size(), false);
    selection.reasons.assign(blocks.size(), "outside the main element");
    selection.main = findMain(document, blocks);

    NodeId asideEnd = 0;
    NodeId id = selection.main + 1;
    for (quint32 i = blocks.firstBelow(selection.main); i < blocks.endBelow(selection.main); ++i) {
        for (; id <= blocks[i].first; ++id) {
            if (id >= asideEnd && isAside(document, id))
                asideEnd = document.end(id);
        }
        if (blocks[i].first < asideEnd) {
            selection.reasons[i] = "in navigation, aside, footer or form";
        } else if (blocks[i].linkShare() >= linkShareLimit) {
            selection.reasons[i] = "mostly links";
        } else {
            selection.keep[i] = true;
            selection.reasons[i] = "in the main element";
        }
    }
    return selection;
}

} // namespace article
