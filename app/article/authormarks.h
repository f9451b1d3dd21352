#pragma once

#include <string_view>

namespace article {

// Whether a class or an id is one that sites give to the line with the author's name.
bool namesAuthor(std::string_view classes);

// Whether a link leads to where blogs, magazines and forums keep the pages of those who write there.
bool leadsToPerson(std::string_view address);

} // namespace article
