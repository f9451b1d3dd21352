#pragma once

#include "article/document.h"

namespace article {

// A place in the page that reads like the name of who wrote something, or like when.
struct PostSign {
    enum Kind { Author, Date } kind = Author;
    NodeId node = 0;      // the element, or the text where a date stands alone
    bool certain = false; // the page's own markup says so
    std::string text;
};

// All of the nodes [first, end), in order; none in quotes. By the names of elements, where links lead and how a text
// reads.
std::vector<PostSign> findPostSigns(const Document& document, NodeId first, NodeId end);

} // namespace article
