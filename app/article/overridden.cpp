#include "article/overridden.h"

#include "article/elementpath.h"
#include "article/hidden.h"

#include <algorithm>

namespace article {
namespace {

void keepOnly(Selection& selection, quint32 first, quint32 end, const char* kept, const char* dropped) {
    for (quint32 i = 0; i < selection.keep.size(); ++i) {
        selection.keep[i] = i >= first && i < end;
        selection.reasons[i] = selection.keep[i] ? kept : dropped;
    }
}

void dropHidden(const Document& document, const Blocks& blocks, Selection& selection) {
    for (NodeId id = 0; id < document.size();) {
        if (document.tag(id) == Tag::Text || isInline(document.tag(id)) || !isHidden(document, id)) {
            ++id;
            continue;
        }
        for (quint32 i = blocks.firstBelow(id); i < blocks.endBelow(id); ++i) {
            selection.keep[i] = false;
            selection.reasons[i] = "the page hides it";
        }
        id = document.end(id);
    }
}

} // namespace

bool applyOverride(const Document& document, const Blocks& blocks, const Override& choice, Selection& selection) {
    if (choice.wholePage) {
        selection.main = 0;
        keepOnly(selection, 0, quint32(blocks.size()), "the whole page is wanted", "");
        dropHidden(document, blocks, selection);
        return true;
    }
    if (choice.part.isEmpty())
        return true;
    const NodeId part = findElement(document, choice.part);
    if (part == noNode || blocks.firstBelow(part) == blocks.endBelow(part))
        return false;
    selection.main = part;
    keepOnly(selection, blocks.firstBelow(part), blocks.endBelow(part), "in the part that is wanted",
             "outside the part that is wanted");
    return true;
}

} // namespace article
