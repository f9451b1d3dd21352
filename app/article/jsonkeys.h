#pragma once

#include <string_view>

namespace article {

// What the names in a page's data say of their values. Names are taken apart: "articleBody" is "article" and "body".

bool namesText(std::string_view key);    // body, content, html, answer …
bool namesBody(std::string_view key);    // of schema.org: articleBody, text …, and nothing that sums up
bool namesHeading(std::string_view key); // title, headline, question …
// Whatever is below is not what the page is about: translations, styles, navigation, other pages. `map`: the value
// is an object, where a list would be something else ("messages" of a forum, of a translation).
bool leadsAway(std::string_view key, bool map);
// Whether a value of "type", "nodeType" … says that the object is one paragraph or heading of rich text.
bool namesParagraph(std::string_view type);
// "h2" … for "heading-2", "h2", "Heading"; empty when it is no heading.
std::string_view headingTag(std::string_view type);

} // namespace article
