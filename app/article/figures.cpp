#include "article/figures.h"

#include "article/blocks.h"

namespace article {
namespace {

constexpr size_t longestCaption = 800; // bytes
constexpr size_t mostBeside = 20;      // bytes of other text in what is to be a figure
constexpr int mostSteps = 3;           // up from the caption to what holds the picture too
constexpr NodeId mostNodes = 300;      // of a figure

bool holdsImage(const Document& document, NodeId element) {
    for (NodeId id = element; id < document.end(element); ++id) {
        if (document.tag(id) == Tag::Img)
            return true;
    }
    return false;
}

bool mayBeFigure(Tag tag) {
    return tag == Tag::Div || tag == Tag::P || tag == Tag::Section || tag == Tag::Aside || tag == Tag::Dl ||
           tag == Tag::Figure || tag == Tag::Unknown;
}

bool mayBeCaption(const Document& document, NodeId id) {
    const Tag tag = document.tag(id);
    return (tag == Tag::Div || tag == Tag::P || tag == Tag::Span || tag == Tag::Dd || tag == Tag::Small) &&
           document.has(id, Attribute::Class) && classHolds(document, id, {"caption"}) &&
           !classHolds(document, id, {"captioned"}) && document.end(id) - id < mostNodes;
}

} // namespace

void markFigures(const Document& document, Signs& signs) {
    for (NodeId id = 1; id < document.size(); ++id) {
        if (!mayBeCaption(document, id) || holdsImage(document, id))
            continue;
        const std::string caption = shortText(document, id, longestCaption);
        NodeId around = document.parent(id);
        for (int step = 0; step < mostSteps && !caption.empty(); ++step, around = document.parent(around)) {
            if (document.end(around) - around > mostNodes || !mayBeFigure(document.tag(around)))
                break;
            if (!holdsImage(document, around))
                continue;
            const std::string all = shortText(document, around, longestCaption + mostBeside);
            if (!all.empty() && all.size() <= caption.size() + mostBeside) {
                signs.writeAs(around, Tag::Figure);
                signs.writeAs(id, Tag::Figcaption);
            }
            break;
        }
    }
}

} // namespace article
