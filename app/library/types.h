#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

// The values that go in and out of the library. All times are UTC; all byte sizes are bytes.
namespace library {

using JobId = qint64;
using PageId = qint64;
using CaptureId = qint64;
using SnapshotId = qint64;
using RunId = qint64;
using ExtractionId = qint64;

enum class JobState { Waiting, Running, Done, Failed, Cancelled };
const char* jobStateName(JobState state); // "waiting" …

// ---- jobs -----------------------------------------------------------------------------------------------------------

struct NewJob {
    QString link;                     // exact text, credentials already cut off
    QString title;                    // a hint from a bookmark or an anchor, may be empty
    std::optional<QDateTime> addedAt; // from a bookmark file
    QStringList tags;                 // bookmark folders: given to the page when it is made, or now when it exists
    QString note = {};                // a bookmark's description: the same; a note that the page has stays
};

enum class IfKept { CaptureAgain, Skip };

enum class JobFate : quint8 { Added, AlreadyWaiting, AlreadyKept };

struct JobStanding {
    JobId id = 0;
    JobState state{};
    std::optional<QDateTime> notBefore;
};

struct AddedJobs {
    qint64 added = 0;
    qint64 alreadyWaiting = 0; // waiting or running already: nothing to do
    qint64 alreadyKept = 0;    // skipped because of IfKept::Skip
    QList<JobId> ids;          // of what was added, in order; empty when more than 100,000 were added
    QList<JobFate> fates;      // of each job that was handed in; empty when those were more than 100,000
    JobId first = 0;           // first and last id of what was added, 0 when nothing was
    JobId last = 0;
};

struct Job {
    JobId id = 0;
    QString link;
    QString host;
    JobState state = JobState::Waiting;
    int attempts = 0;
    std::optional<QDateTime> notBefore; // Retry-After or backoff; waits until then
    QDateTime addedAt;
    std::optional<QDateTime> finishedAt;
    QString title;   // the snapshot's, or the hint
    PageId page = 0; // 0 before the first capture
    int status = 0;
    QByteArray errorKind; // of the last capture when it failed; of the last attempt while it waits for another
    QString errorText;
    qint64 bytes = 0; // received by the last capture
    qint64 durationMs = 0;
    QStringList tags; // as in NewJob
    std::optional<QDateTime> linkAddedAt;
    QString note;
    QByteArray flag;   // of the snapshot it made (see NewSnapshot)
    QByteArray choice; // of a job that was claimed: what is remembered for its site (see SiteChoice)
};

// Why a job waits for a time: what its last attempt came to.
struct Setback {
    int status = 0;
    QByteArray errorKind;
    QString errorText;
};

struct JobCounts {
    qint64 waiting = 0;
    qint64 running = 0;
    qint64 done = 0;
    qint64 failed = 0;
    qint64 cancelled = 0;
    qint64 all() const { return waiting + running + done + failed + cancelled; }
    bool operator==(const JobCounts&) const = default;
};

enum class JobSort { Added, Link, Host, State, Size, Duration, Finished };

struct JobQuery {
    std::optional<JobState> state; // none: all
    QString text;                  // part of link or title, empty: all
    JobSort sort = JobSort::Added;
    bool descending = false;
};

// ---- what a capture stores
// --------------------------------------------------------------------------------------------

// Bytes made ready for the library on any thread: addressed by SHA-256 and compressed (see pack() in blobstore.h).
struct PackedBlob {
    QByteArray sha256; // 32 bytes; empty: no blob
    qint64 size = 0;   // of the original
    int codec = 0;     // 0 stored, 1 zstd
    QByteArray data;
};

struct CaptureRecord {
    QDateTime startedAt;
    QDateTime finishedAt;
    QByteArray outcome; // "stored", "failed" or "cancelled"
    int status = 0;
    QByteArray errorKind;
    QString errorText;
    QString finalLink;
    QStringList redirects; // "301 http://…" in order
    int attempts = 1;
    qint64 bytes = 0;
    QByteArray timings;     // JSON object, ms
    qint64 durationMs = -1; // by the monotonic clock; −1: finishedAt − startedAt
};

struct AssetRecord {
    QString link;
    QByteArray mediaType;
    PackedBlob blob; // empty when missing; then `error` says why (an error kind)
    QByteArray error;
};

// What a person wants instead of what was chosen for them (article::Override as JSON), as an article was made with it.
struct Choice {
    QByteArray json;     // empty: none
    bool ofSite = false; // remembered for the site, not made for this page
    bool met = true;     // false: what is wanted is not on this page
    bool operator==(const Choice&) const = default;
};

// What the extractor makes of a page's bytes.
struct NewArticle {
    QByteArray charset;
    PackedBlob article; // its HTML
    QString title;
    QString byline;
    QString publishedAt; // ISO 8601
    QString language;
    QString direction; // "ltr" or "rtl"
    QString mainImage;
    int wordCount = 0;
    QString excerpt;
    QByteArray flag; // "" or login, challenge, needs-browser, truncated
    int extractorVersion = 0;
    QString text; // searched
    Choice choice;
};

struct NewSnapshot : NewArticle {
    QDateTime capturedAt;
    QString finalLink;
    QByteArray mediaType;
    QByteArray head;        // status line and header lines, CRLF, as received; empty for imports
    PackedBlob body;        // as received, decoded
    QByteArray frontMatter; // of an import, line for line; empty else
    QList<AssetRecord> assets;
};

// ---- pages
// ------------------------------------------------------------------------------------------------------------

// One row of the library's list; everything it needs without touching body or text.
struct PageRow {
    PageId id = 0;
    QString link;
    QString title;
    QString site; // host without "www.", with the port where it is not the scheme's own
    QDateTime addedAt;
    QDateTime capturedAt; // of the current snapshot
    std::optional<QDateTime> readAt;
    std::optional<QDateTime> deletedAt;
    bool starred = false;
    QString byline;
    QString publishedAt;
    QString language;
    QString excerpt;
    int wordCount = 0;
    QByteArray flag;
    QByteArray mediaType;
    int snapshots = 0;
    QStringList tags;
    QString note;
    QByteArray lastError; // error kind of the last capture when it failed, else empty
    int lastStatus = 0;   // these two: of that capture
    QString lastErrorText;
};

struct Page : PageRow {
    QByteArray hashUrl;      // lower-case hex md5 of link
    double readPosition = 0; // 0…1
    SnapshotId currentSnapshot = 0;
    QString direction;
};

enum class PageSort { Added, Captured, Published, Title, Site, Length };

// Flagged: something else stands in the page's place (a sign-in, a check of the browser, a frame for scripts).
enum class PageShelf { Kept, Unread, Starred, Failed, Bin, Flagged };

struct PageQuery {
    PageShelf shelf = PageShelf::Kept;
    QString site;
    QString tag;
    QString search; // full-text query as typed; empty: all
    PageSort sort = PageSort::Added;
    bool descending = true;
};

enum class SnippetOf { Text, Note, Tags };

struct SearchHit {
    PageId page = 0;
    QString snippet; // plain text; matches between U+E000 and U+E001
    SnippetOf of = SnippetOf::Text;
};

struct TagCount {
    QString tag;
    qint64 pages = 0;
};

struct SnapshotRow {
    SnapshotId id = 0;
    PageId page = 0;
    CaptureId capture = 0;
    QDateTime capturedAt;
    QString finalLink;
    QByteArray mediaType;
    QByteArray charset;
    QByteArray head;
    QByteArray bodyBlob; // sha256, 32 bytes
    QByteArray articleBlob;
    qint64 bodySize = 0;
    QString title;
    QString byline;
    QString publishedAt;
    QString language;
    QString direction;
    QString mainImage;
    int wordCount = 0;
    QString excerpt;
    QByteArray flag;
    int extractorVersion = 0;
    QByteArray frontMatter;
    Choice choice;
};

struct AssetRow {
    QString link;
    QByteArray mediaType;
    QByteArray blob; // sha256; empty when missing
    QByteArray error;
    qint64 size = 0;
};

struct CaptureRow : CaptureRecord {
    CaptureId id = 0;
    SnapshotId snapshot = 0; // 0 when it failed
};

// ---- extracting again
// ----------------------------------------------------------------------------------------------

// What is remembered for all pages of a site.
struct SiteChoice {
    QString site; // as PageRow::site
    QByteArray json;
    QDateTime chosenAt;
    qint64 pages = 0; // kept of that site
};

enum class ExtractionKind {
    Library, // over many pages
    Choice,  // of one snapshot, as a person wants it
};

// One time that articles were made again from the bytes that were kept.
struct Extraction {
    ExtractionId id = 0;
    QDateTime startedAt;
    qint64 articles = 0; // that can be put back as they were
};

struct PutBack {
    int restored = 0;
    int left = 0; // made anew once more since: stay as they are
};

// ---- results
// ------------------------------------------------------------------------------------------------------------

struct Committed {
    PageId page = 0;
    CaptureId capture = 0;
    SnapshotId snapshot = 0; // 0 when the capture failed
    bool current = false;    // it became the page's current snapshot
    bool firstOfPage = false;
};

struct Damage {
    QByteArray what; // "blob", "reference", "search", "database"
    QString detail;  // names the row
};

} // namespace library
