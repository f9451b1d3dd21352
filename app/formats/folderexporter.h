#pragma once

#include "formats/exporter.h"

namespace formats {

// Cached articles, each with its pictures and a person's marks. `options.destination` is a folder that exists.
std::unique_ptr<Exporter> makeFolderExporter(const ExportOptions& options);

// The file for a kept page: an import's own front matter line for line when it still names this link, else the keys
// made anew; in both a person's marks as they are now. Then the article, sanitised once more, its pictures from beside
// it.
// What an import would refuse is never written: `leftOut` says in sentences what had to stay behind.
struct ComposedArticle {
    QByteArray file; // empty where that is all of it
    QStringList leftOut;
};
ComposedArticle composeCachedArticle(const ExportedPage& page);

} // namespace formats
