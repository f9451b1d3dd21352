#pragma once

#include "article/article.h"

#include <vector>

namespace article {

// An element of a page that somebody may want instead of what was chosen.
struct Part {
    QByteArray path; // for Override::part
    QString element; // "div.post", for those who know what that is
    QString opening; // its first words
    int words = 0;
    double share = 0;    // of the page's words, 0 … 1
    bool chosen = false; // holds what was chosen, and little else
};

// At most a dozen, the largest first: what was chosen and what stands around it at several levels, and the largest
// parts beside that. Empty for a page without text. As extract(): pure, on any thread.
std::vector<Part> partsOf(const QByteArray& html, const ExtractOptions& options = {});

} // namespace article
