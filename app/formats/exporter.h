#pragma once

#include "formats/cachedarticles.h"

#include <memory>

namespace library {
struct Stores;
}

namespace formats {

struct ExportOptions {
    Format format = Format::CachedArticles;
    QString destination;                      // a folder, or a file; "-" is standard output (lists only)
    FolderLayout layout = FolderLayout::Flat; // cached articles only
};

// What one page gives to an export, read from the library.
struct ExportedPage {
    QString link;
    QString title;
    QDateTime addedAt;
    QDateTime capturedAt;
    QStringList tags;
    QString finalLink;
    QByteArray frontMatter;
    QByteArray articleHtml;
    QByteArray mediaType;
    QString problem; // why it cannot go out; empty: it can
};

struct ExportPart {
    QList<ExportedPage> pages;
    double share = 0; // of the whole, 0…1
    bool last = false;
};

struct WrittenPart {
    QList<EntryResult> results; // of each entry of a folder; of a list only what went wrong
    Tally tally;
};

// Writes every kept page (not those in the bin), oldest first, the current snapshot alone. read() runs on a reading
// thread of the library, write() on any; they take turns. A list replaces its file only when it is whole.
class Exporter {
public:
    static base::Result<std::unique_ptr<Exporter>> open(const ExportOptions& options);
    virtual ~Exporter() = default;
    Exporter(const Exporter&) = delete;
    Exporter& operator=(const Exporter&) = delete;

    base::Result<ExportPart> read(library::Stores& stores); // the next part
    virtual base::Result<WrittenPart> write(const ExportPart& part) = 0;

protected:
    Exporter() = default;
    virtual qsizetype partPages() const = 0;
    virtual bool wantsArticles() const = 0;

private:
    QList<library::PageId> m_pages;
    qsizetype m_next = 0;
    bool m_begun = false;
};

// One entry of a bookmark file, with its line end.
QByteArray bookmarkEntry(const ExportedPage& page);

} // namespace formats
