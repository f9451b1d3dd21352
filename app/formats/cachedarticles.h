#pragma once

#include "base/result.h"
#include "formats/format.h"
#include "formats/links.h"
#include "library/types.h"

#include <QByteArrayList>
#include <QDateTime>
#include <QString>

namespace formats {

// The cached articles folder: `<md5 of the link>/index.md` or `<year>/<md5>/index.md`; a file is front matter, a blank
// line and the article's HTML.

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
    QString remark; // what is odd about it, a sentence; empty when nothing is
};

// Where entries are below `folder` (itself one entry, a folder of them, or of years), relative to it and in order.
// Symbolic links are listed, so that readCachedArticle() can say that they are not followed.
base::Result<QByteArrayList> findCachedArticles(const QString& folder);

// `path` is an entry's folder or its index.md. At most 32 MiB are read; links are never followed.
base::Result<CachedArticle> readCachedArticle(const QString& path);
// The same from its bytes. `written` is the file's time, `folderPath` where it stands (year and hash, or anything).
base::Result<CachedArticle> parseCachedArticle(const QByteArray& file, const QDateTime& written,
                                               const QString& folderPath);

// The file for a kept page: an import's own front matter line for line when it still names this link, else the three
// keys; then the article, sanitised once more.
QByteArray composeCachedArticle(const QString& title, const QString& link, const QByteArray& frontMatter,
                                const QByteArray& articleHtml, const QString& finalLink);

enum class FolderLayout { Flat, ByYear };

// Writes an entry below `folder`; Unchanged when the very bytes are there. The file's time becomes `captured`.
base::Result<Outcome> writeCachedArticle(const QString& folder, FolderLayout layout, const QString& link,
                                         const QDateTime& captured, const QByteArray& file);

} // namespace formats
