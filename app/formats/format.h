#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace formats {

// What comes in and goes out, by the name that the command line and the window use.
enum class Format { CachedArticles, Links, Bookmarks };

inline constexpr Format allFormats[] = {Format::CachedArticles, Format::Links, Format::Bookmarks};

const char* formatName(Format format); // "cached-articles" …
std::optional<Format> formatFromName(const QString& name);
QString formatTitle(Format format); // for people: "Cached articles (a folder)" …

// What became of one entry of an import or export.
enum class Outcome {
    Done,      // stored or written
    Noted,     // stored or written, and something about it is worth saying
    Unchanged, // it was there already
    Skipped,   // nothing to do with it
    Failed,
};
const char* outcomeName(Outcome outcome); // "done" …

struct EntryResult {
    QString name; // the entry's folder, line or link
    QString link; // empty when unknown
    Outcome outcome = Outcome::Done;
    QString message; // a sentence for people, empty when there is nothing to say

    bool ok() const { return outcome != Outcome::Failed; }
    bool operator==(const EntryResult&) const = default;
};

struct Tally {
    qint64 done = 0; // Noted ones too
    qint64 unchanged = 0;
    qint64 skipped = 0;
    qint64 failed = 0;

    void count(Outcome outcome, qint64 entries = 1);
    void add(const Tally& other);
    qint64 all() const { return done + unchanged + skipped + failed; }
    bool operator==(const Tally&) const = default;
};

// Error kinds of import and export.
inline constexpr char unknownFormat[] = "unknown-format";
inline constexpr char nothingToImport[] = "nothing-to-import";
inline constexpr char cancelled[] = "cancelled";

} // namespace formats
