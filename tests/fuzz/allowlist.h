#pragma once

#include <string>
#include <string_view>

namespace fuzz {

// What is wrong with a sanitised fragment, empty when nothing is. Written against the promise (only these elements and
// attributes, only http, https and mailto, every element closed), not against the sanitiser's own tables, and stricter
// than HTML: each "<" must begin a tag spelled exactly as the writer spells it.
std::string complaintAbout(std::string_view html);
bool isAllowedElement(std::string_view name);
bool isAllowedAttribute(std::string_view name);

} // namespace fuzz
