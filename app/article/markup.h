#pragma once

#include "article/document.h"

#include <string>
#include <string_view>

namespace article {

// Pieces of HTML, put behind what is written already.

// Text as text: what would be markup is escaped, NULs go, carriage returns become spaces.
void appendText(std::string& out, std::string_view text);
// ` name="value"`
void appendAttribute(std::string& out, std::string_view name, std::string_view value);
// Those of the element's attributes that the allow-list has for `tag`. A span keeps its class in code alone.
void appendAttributes(std::string& out, const Document& document, NodeId id, Tag tag, bool inCode);

// Who wrote a post and when, as its head line shows it.
void appendPostHead(std::string& out, std::string_view author, std::string_view date, std::string_view dateTime);

} // namespace article
