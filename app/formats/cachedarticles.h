#pragma once

#include "base/result.h"
#include "formats/format.h"
#include "formats/links.h"
#include "formats/marks.h"
#include "formats/pictures.h"
#include "library/types.h"

#include <QByteArrayList>
#include <QDateTime>
#include <QString>

namespace formats {

// The cached articles folder: `<md5 of the link>/index.md` or `<year>/<md5>/index.md`; a file is front matter (with a
// person's marks, see marks.h), a blank line and the article's HTML. Pictures stand beside it (see pictures.h).

// Error kinds of one entry.
inline constexpr char noArticleFile[] = "no-index-file";
inline constexpr char notAFile[] = "not-a-file"; // a symbolic link, a device, a folder
inline constexpr char noLink[] = "no-url";       // its front matter names no link

// One entry read and made ready for the library; reading and sanitising happen on the caller's thread.
struct CachedArticle {
    library::NewJob link;
    library::CaptureRecord capture;
    library::NewSnapshot snapshot;
    QString user; // from user:password@ in its link: for the credential store, kept nowhere else
    QString password;
    Marks marks;                   // its tags stand in `link` too
    QList<ListedPicture> pictures; // that its article shows from beside it
    bool isOurs = false;           // its body is, byte for byte, what an export of this article writes
    QString remark;                // what is odd about it, in sentences; empty when nothing is

    qint64 heldBytes() const; // what it takes in memory, about
};

// How much of an entry's pictures is read.
struct PictureLimits {
    qint64 each = 16LL * 1024 * 1024;
    qint64 all = 64LL * 1024 * 1024;
};

// Where entries are below `folder` (itself one entry, a folder of them, or of years), relative to it and in order.
// Symbolic links are listed, so that readCachedArticle() can say that they are not followed.
base::Result<QByteArrayList> findCachedArticles(const QString& folder);

// `path` is an entry's folder or its index.md, of which at most 32 MiB are read, with the pictures beside it; what is
// wrong with one of those is remarked. Symbolic links are never followed.
base::Result<CachedArticle> readCachedArticle(const QString& path, const PictureLimits& most = {});
// The same from its bytes, without the pictures. `written` is the file's time, `folderPath` where it stands (year and
// hash, or anything).
base::Result<CachedArticle> parseCachedArticle(const QByteArray& file, const QDateTime& written,
                                               const QString& folderPath);

} // namespace formats
