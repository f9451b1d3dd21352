#pragma once

#include <string>
#include <string_view>

namespace article {

// A frame within <noscript> that is never closed (counters are often pasted so) would take the rest of the page for
// its text: browsers do not see it, because with scripts a noscript's content is text. Returns the page with such
// frames closed; empty where there are none.
std::string withClosedNoscripts(std::string_view html);

} // namespace article
