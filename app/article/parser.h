#pragma once

#include "article/document.h"

#include <chrono>
#include <string_view>

namespace article {

inline constexpr size_t wholePiece = 64 * 1024;

// Parses UTF-8 HTML as browsers do (without scripts) into a Document. Stops at the deadline, in processor time of this
// thread, and at the limits and keeps what was read so far (Document::truncated()). Never fails. The one place that
// knows the parser library, which gets the page in pieces of at most `piece` bytes; the tree does not depend on their
// size.
Document parse(std::string_view utf8, std::chrono::milliseconds deadline, size_t piece = wholePiece);

} // namespace article
