#pragma once

#include "formats/articlefolder.h"
#include "formats/cachedarticles.h"

#include <memory>

namespace library {
struct Stores;
}

namespace formats {

enum class Pictures { Written, LeftOut };

struct ExportOptions {
    Format format = Format::CachedArticles;
    QString destination;                      // a folder, or a file; "-" is standard output (lists only)
    FolderLayout layout = FolderLayout::Flat; // cached articles only
    Pictures pictures = Pictures::Written;    // cached articles only
};

struct ExportedPicture {
    ListedPicture named;
    QByteArray bytes; // empty: they came with an earlier part
};

// What one page gives to an export, read from the library.
struct ExportedPage {
    QString link;
    QString title;
    QDateTime addedAt;
    QDateTime capturedAt;
    Marks marks;
    QString byline;
    QString publishedAt;
    QString finalLink;
    QByteArray frontMatter;
    QByteArray articleHtml;
    QByteArray mediaType;
    QList<ExportedPicture> pictures;
    qint64 damagedPictures = 0; // could not be read from the library
    bool whole = true;          // false: more of its pictures come with the next part, and the page ends there
    QString problem;            // why it cannot go out; empty: it can
};

struct ExportPart {
    QList<ExportedPage> pages;
    double share = 0; // of the whole, 0…1
    bool last = false;
};

struct WrittenPart {
    QList<EntryResult> results; // of each entry of a folder; of a list only what went wrong
    Tally tally;
    std::optional<base::Error> end; // nothing more can be written
};

// Writes every kept page (not those in the bin), oldest first, the current snapshot alone. read() runs on a reading
// thread of the library, write() on any; they take turns. A list replaces its file only when it is whole, and a
// folder's entry appears only when it is.
class Exporter {
public:
    static base::Result<std::unique_ptr<Exporter>> open(const ExportOptions& options);
    virtual ~Exporter() = default;
    Exporter(const Exporter&) = delete;
    Exporter& operator=(const Exporter&) = delete;

    base::Result<ExportPart> read(library::Stores& stores); // the next part
    virtual base::Result<WrittenPart> write(const ExportPart& part) = 0;
    virtual void abandon() {} // no more comes: what is not whole goes

protected:
    Exporter() = default;
    virtual qsizetype partPages() const = 0;
    // Reads on about this page, at most `room` bytes of pictures; one that is not whole is asked for again.
    virtual base::Result<ExportedPage> readPage(library::Stores& stores, const library::PageRow& row, qint64& room) = 0;

private:
    base::Result<void> begin(library::Stores& stores);

    QList<library::PageId> m_pages;
    qsizetype m_next = 0;
    bool m_begun = false;
};

// One entry of a bookmark file, with its line end.
QByteArray bookmarkEntry(const ExportedPage& page);

} // namespace formats
