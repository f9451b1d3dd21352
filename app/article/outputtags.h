#pragma once

#include "article/tags.h"

#include <string_view>

namespace article {

// The allow-list: what an element may become in an article. Its text is kept in any case but Dropped.
enum class Role {
    Dropped,     // with everything in it
    Transparent, // its content only; ends a line when the element is a block
    Inline,      // emphasis, code, links …
    Void,        // img, br, hr, wbr
    Container,   // div, blockquote, figure, details: holds blocks
    Line,        // p, headings, pre, captions, dt: holds inline only
    List,        // ul, ol
    Item,        // li
    Terms,       // dl
    Definition,  // dd
    Table,
    RowGroup,
    Row,
    Cell,
};

Role roleOf(Tag tag);
Tag outputTag(Tag tag);   // what is written for it: strike → s, section → div …
bool holdsSpace(Tag tag); // whether white space alone means anything there
bool allows(Tag tag, Attribute attribute, std::string_view value);

} // namespace article
