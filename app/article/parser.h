#pragma once

#include "article/document.h"

#include <chrono>
#include <string_view>

namespace article {

// Parses UTF-8 HTML as browsers do (without scripts) into a Document. Stops at the deadline and at the limits and
// keeps what was read so far (Document::truncated()). Never fails. The one place that knows the parser library.
Document parse(std::string_view utf8, std::chrono::milliseconds deadline);

} // namespace article
