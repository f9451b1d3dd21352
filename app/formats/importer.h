#pragma once

#include "formats/cachedarticles.h"

#include <QFile>

#include <functional>
#include <memory>

namespace library {
struct Stores;
}

namespace formats {

struct ImportOptions {
    QString source;                                 // a file or a folder; "-" is standard input (lists only)
    std::optional<Format> format = std::nullopt;    // none: found by what is there
    library::IfKept ifKept = library::IfKept::Skip; // lists only: links already kept make no jobs
    PictureLimits pictures = {};                    // cached articles only
};

// A part of an import: made ready by Importer::prepare(), brought in by storePart().
struct ImportPart {
    QList<CachedArticle> articles;
    QStringList names; // of the articles
    QList<library::NewJob> jobs;
    QList<FoundLink> logins;    // with credentials cut off their links: for the credential store
    QList<EntryResult> results; // entries that ended already, then those that storePart() ended
    Tally tally;
    double share = 0; // of the whole, 0…1
};

// Reads what is to be imported in parts, so that memory does not grow with it. Cached articles become snapshots, links
// and bookmarks become waiting jobs; nothing is fetched. Used from one thread at a time, any thread.
class Importer {
public:
    static base::Result<std::unique_ptr<Importer>> open(const ImportOptions& options);
    virtual ~Importer() = default;
    Importer(const Importer&) = delete;
    Importer& operator=(const Importer&) = delete;

    virtual Format format() const = 0;
    // Calls `sink` for each part until the end; false from it stops.
    virtual base::Result<void> read(const std::function<bool(ImportPart)>& sink) = 0;

protected:
    Importer() = default;
};

// On the library's writing thread. An Error means that nothing of this part was stored.
base::Result<void> storePart(library::Stores& stores, ImportPart& part, library::IfKept ifKept);

library::NewJob jobOf(const FoundLink& link);

} // namespace formats
