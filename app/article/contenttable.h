#pragma once

#include "article/forest.h"
#include "article/pathmodel.h"

#include "base/result.h"

#include <memory>

namespace article {

// What was learnt from labelled pages (resources/extraction): the weights of names and the trees over the features. It
// holds no text of any page.
struct ContentTable {
    PathModel paths;
    Forest forest;
    float temperature = 1; // above 1: the trees are too sure, their log-odds are divided by it where F1 is expected
    std::vector<float> typical; // of each feature, its median: what a reason is compared with

    // Errors: "table-invalid" when the bytes are no table or were made for other features.
    static base::Result<ContentTable> read(const QByteArray& bytes);
    // The one that Tidemark ships; read once.
    static const ContentTable& shipped();
};

} // namespace article
