#pragma once

#include "base/result.h"
#include "library/types.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

namespace formats {

// The pictures of a cached article: `images/<sha256 of the bytes>.<ext>` beside its index.md. In the article
//
//     <img src="https://example.org/boat.png" alt="A boat">
//
// stands as
//
//     <img src="images/<sha256>.png" data-srcset="https://example.org/boat.png" alt="A boat">
//
// A browser shows the file and asks for nothing. The sanitiser reads data-srcset as what scripts load later, and
// prefers it: what is read back is the first form again, here and wherever pictures are not understood. A link that
// ends in a comma cannot stand there, which parts addresses: it has %2C for it, and data-src behind it says it exactly.

inline constexpr char picturesFolder[] = "images";

// Error kinds of one picture.
inline constexpr char pictureMissing[] = "picture-missing";
inline constexpr char pictureRefused[] = "picture-refused"; // a symbolic link, too large, changed, no picture

struct ListedPicture {
    QString link;    // what the article shows
    QByteArray name; // of its file within images/
    bool operator==(const ListedPicture&) const = default;
};

// The file's name for these bytes; empty for a type that is not shown (png, jpeg, gif and webp are).
QByteArray pictureName(const QByteArray& sha256, const QByteArray& mediaType);

// `cleanHtml` (from the sanitiser) with the pictures that `names` knows by their links taken from images/.
QByteArray withLocalPictures(const QByteArray& cleanHtml, const QHash<QString, QByteArray>& names);

// An article in this form, its pictures that have a data-src in the first form again: to be sanitised next.
QByteArray withExactLinks(const QByteArray& html);

// The pictures that an article in this form names, each link once, at most maxPictures.
QList<ListedPicture> localPicturesIn(const QByteArray& html);

// One of them, from below the entry's folder. Its bytes must be those its name says, and a picture; symbolic links are
// not followed; at most `maxBytes` are read.
base::Result<library::AssetRecord> readPicture(const QString& entryFolder, const ListedPicture& picture,
                                               qint64 maxBytes);

} // namespace formats
