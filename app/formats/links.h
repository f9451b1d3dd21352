#pragma once

#include "base/result.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

class QIODevice;

namespace formats {

// Why something is no link: BadLine::why and the error kinds of linkOf().
inline constexpr char notALink[] = "not-a-link";
inline constexpr char badScheme[] = "bad-scheme";   // neither http nor https
inline constexpr char tooLong[] = "too-long";       // over 8 KiB
inline constexpr char noHost[] = "no-host";         // no host, or one that cannot be
inline constexpr char badPort[] = "bad-port";       // a port that is no number from 0 to 65535
inline constexpr char noScheme[] = "no-scheme";     // www.example.org, example.org/x: only https:// is wanting
inline constexpr char binaryFile[] = "binary-file"; // error kind of readLinkFile()

// A link somebody handed in, with what came along.
struct FoundLink {
    QString link;                     // exact text, white space around it and user:password@ cut off
    QString title;                    // from an anchor or a bookmark, may be empty
    std::optional<QDateTime> addedAt; // from a bookmark, UTC
    QStringList tags;                 // a bookmark's folders
    QString user;                     // from user:password@, decoded; empty when none
    QString password;
    QString note = {}; // a bookmark's description, its lines kept
};

struct BadLine {
    qint64 line = 0; // 1-based
    QString text;    // at most 200 characters of it, without credentials
    QByteArray why;  // one of the texts above
};

struct FoundLinks {
    QList<FoundLink> links; // in order, each link once
    qint64 duplicates = 0;
    qint64 badLines = 0;
    QList<BadLine> bad; // the first 100
};

// One link as it was typed, for example on a command line: nothing but white space and credentials is cut off.
base::Result<FoundLink> linkOf(const QString& text);

// http(s) links in pasted or dropped text: one a line, or within prose (surrounding punctuation, <…>, [text](…) cut
// off). A line that is one link as a whole keeps its full stop. Empty lines and lines that begin with # are no links
// and no errors.
FoundLinks linksInText(const QString& text);
FoundLinks linksInUriList(const QByteArray& uriList); // text/uri-list, RFC 2483 §5
FoundLinks linksInHtml(const QByteArray& html);       // every anchor with a scheme; addresses as they stand there
FoundLinks linksInBookmarks(const QByteArray& html);  // Netscape bookmark file

// A file of any of these kinds, a batch at a time (≤ 10,000 links), so that a million lines need no memory: `sink`
// returns false to stop. Text in UTF-8 or UTF-16 with BOM, any line ends, NULs are no links; a binary file is refused.
// A link that stands twice comes twice.
struct LinkFileSummary {
    qint64 links = 0;
    qint64 badLines = 0;
    QList<BadLine> bad;
};
base::Result<LinkFileSummary> readLinkFile(QIODevice& device, const std::function<bool(const QList<FoundLink>&)>& sink);

// A sentence for people: why a text is no link, and what to write instead where that can be said.
QString badLinkSentence(const QByteArray& why, const QString& text = {});

} // namespace formats
