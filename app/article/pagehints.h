#pragma once

#include "article/document.h"

#include <string>
#include <vector>

namespace article {

// What a page's head says of it, as far as the classifier asks.
struct PageHints {
    std::vector<quint32> titleWords;       // sorted hashes, of <title> and og:title
    std::vector<quint32> descriptionWords; // sorted, of the description
    // og:type and the types of JSON-LD and microdata
    bool saysArticle = false;
    bool saysProduct = false;
    bool saysList = false;
    bool saysThread = false;
    bool saysQuestions = false;
    bool saysWebsite = false;
    bool hasPublished = false; // article:published_time and its like
    quint32 pathDepth = 0;     // of the canonical address
    quint32 pathLength = 0;
    quint32 pathDigits = 0;
    quint32 pathHyphens = 0;
    quint32 inputs = 0;
    quint32 buttons = 0;
    quint32 images = 0;
    quint32 anchors = 0;
    quint32 times = 0;
};
PageHints readHints(const Document& document);

} // namespace article
