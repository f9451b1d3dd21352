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

// A link somebody handed in, with what came along.
struct FoundLink {
    QString link;                     // exact text, white space around it and user:password@ cut off
    QString title;                    // from an anchor or a bookmark, may be empty
    std::optional<QDateTime> addedAt; // from a bookmark
    QStringList tags;                 // a bookmark's folders
    QString user;                     // from user:password@, empty when none
    QString password;
};

struct BadLine {
    qint64 line = 0;   // 1-based
    QString text;      // at most 200 characters of it
    QByteArray why;    // "not-a-link", "bad-scheme", "too-long", "no-host"
};

struct FoundLinks {
    QList<FoundLink> links;    // in order, each link once
    qint64 duplicates = 0;
    qint64 badLines = 0;
    QList<BadLine> bad;        // the first 100
};

// http(s) links in pasted or dropped text: one a line, or within prose (surrounding punctuation, <…>, [text](…) cut
// off). Empty lines and lines that begin with # are no links and no errors.
FoundLinks linksInText(const QString& text);
FoundLinks linksInUriList(const QByteArray& uriList);    // text/uri-list, RFC 2483 §5
FoundLinks linksInHtml(const QByteArray& html);          // every anchor
FoundLinks linksInBookmarks(const QByteArray& html);     // Netscape bookmark file

// A file of any of these kinds, a batch at a time (≤ 10,000 links), so that a million lines need no memory: `sink`
// returns false to stop. Text in UTF-8 or UTF-16 with BOM, any line ends, NULs are no links; a binary file is refused.
struct LinkFileSummary {
    qint64 links = 0;
    qint64 badLines = 0;
    QList<BadLine> bad;
};
base::Result<LinkFileSummary> readLinkFile(QIODevice& device, const std::function<bool(const QList<FoundLink>&)>& sink);

} // namespace formats
