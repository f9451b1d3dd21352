#include "article/hidden.h"

namespace article {
namespace {

// Whether a style attribute sets `property` to `value`; white space and case aside.
bool sets(std::string_view style, std::string_view declaration) {
    std::string tight;
    for (const char c : style) {
        if (!isSpace(c))
            tight.push_back(c >= 'A' && c <= 'Z' ? char(c + 32) : c);
    }
    return tight.find(declaration) != std::string::npos;
}

} // namespace

bool isHidden(const Document& document, NodeId id) {
    if (document.has(id, Attribute::Hidden))
        return true;
    const std::string_view style = document.attribute(id, Attribute::Style);
    return !style.empty() && (sets(style, "display:none") || sets(style, "visibility:hidden"));
}

} // namespace article
