#pragma once

#include "article/signs.h"

namespace article {

// Finds the posts of a discussion: siblings that look alike and have an author, a date and a text each, and whatever
// answers them below. Each gets a head line; the author and the date where the page shows them are left out then, and
// so is what is around them in a line of their own.
void markPosts(const Document& document, const std::vector<bool>& keep, Signs& signs);

} // namespace article
