#pragma once

#include <cstddef>
#include <string_view>

namespace article {

// How much of `html` (not empty) to give the parser library next: at most `bytes` and at most `tags` beginnings of
// tags, at least one byte. It ends where the library may be interrupted: cut within "</textarea" or "&#8217;" it
// forgets what it had begun, and takes the rest of the page for text. Behind any ">", whether of a tag or not, neither
// is open.
size_t pieceLength(std::string_view html, size_t bytes, size_t tags);

} // namespace article
