#include "formats/pictures.h"

#include "article/article.h"
#include "base/file.h"
#include "formats/limits.h"
#include "formats/tagreader.h"
#include "library/blobstore.h"

#include <QCoreApplication>
#include <QDir>
#include <QSet>

namespace formats {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(formats)
};

struct Shown {
    const char* mediaType;
    const char* suffix;
};
constexpr Shown shownTypes[] = {
    {"image/png", "png"}, {"image/jpeg", "jpg"}, {"image/gif", "gif"}, {"image/webp", "webp"}};

// What the sanitiser writes: src is an image's first attribute, and quotation marks within values are escaped.
constexpr char imageBegin[] = "<img src=\"";
constexpr char localBegin[] = "<img src=\"images/";
constexpr char linkBegin[] = "\" data-srcset=\"";
constexpr char exactBegin[] = "\" data-src=\""; // after it, where a srcset cannot say the link as it is
constexpr qsizetype hashSize = 64;              // hexadecimal digits of a SHA-256

QByteArray suffixOf(const QByteArray& mediaType) {
    for (const Shown& shown : shownTypes) {
        if (mediaType == shown.mediaType)
            return shown.suffix;
    }
    return {};
}

bool isPictureName(QByteArrayView name) {
    if (name.size() <= hashSize + 1 || name[hashSize] != '.')
        return false;
    for (const char c : name.first(hashSize)) {
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f'))
            return false;
    }
    for (const Shown& shown : shownTypes) {
        if (name.sliced(hashSize + 1) == QByteArrayView(shown.suffix))
            return true;
    }
    return false;
}

QString valueOf(QByteArrayView escaped) {
    return decodeReferences(QString::fromUtf8(escaped));
}

// Candidates of a srcset are parted by white space and commas; an address may hold commas, but not end with one. Such
// a link stands there with %2C for them, and once more as it is.
QByteArray linkAttributes(const QByteArray& escapedLink) {
    QByteArray candidate = escapedLink;
    while (candidate.endsWith(','))
        candidate.chop(1);
    const qsizetype commas = escapedLink.size() - candidate.size();
    candidate = linkBegin + candidate + QByteArray("%2C").repeated(commas);
    return commas == 0 ? candidate : QByteArray(candidate + exactBegin + escapedLink);
}

// A picture of a cached article as it stands in the file, its values still escaped.
struct LocalImage {
    QByteArrayView name;
    QByteArrayView link;
    bool isExact = false;  // the link stands in an attribute of its own
    qsizetype linkEnd = 0; // at the quotation mark after it
};

// The value that begins at `from`, up to its quotation mark; null where there is none.
QByteArrayView valueAt(QByteArrayView html, qsizetype from) {
    const qsizetype end = from <= html.size() ? html.indexOf('"', from) : -1;
    return end < 0 ? QByteArrayView() : html.sliced(from, end - from);
}

// What localBegin at `at` begins.
std::optional<LocalImage> localImageAt(QByteArrayView html, qsizetype at) {
    const auto endOf = [&](QByteArrayView value) { return value.data() + value.size() - html.data(); };
    LocalImage image;
    image.name = valueAt(html, at + qsizetype(qstrlen(localBegin)));
    if (image.name.isNull() || !isPictureName(image.name) || !html.sliced(endOf(image.name)).startsWith(linkBegin))
        return std::nullopt;
    image.link = valueAt(html, endOf(image.name) + qsizetype(qstrlen(linkBegin)));
    if (image.link.isNull())
        return std::nullopt;
    image.isExact = html.sliced(endOf(image.link)).startsWith(exactBegin);
    if (image.isExact)
        image.link = valueAt(html, endOf(image.link) + qsizetype(qstrlen(exactBegin)));
    if (image.link.isNull())
        return std::nullopt;
    image.linkEnd = endOf(image.link);
    return image;
}

bool canBeCandidate(QByteArrayView escapedLink) {
    for (const char c : escapedLink) {
        if (static_cast<unsigned char>(c) <= 0x20)
            return false;
    }
    return !escapedLink.isEmpty() && escapedLink[0] != ',';
}

base::Error refused(const QString& sentence, const ListedPicture& picture) {
    return {pictureRefused, sentence.arg(QString::fromLatin1(picture.name))};
}

} // namespace

QByteArray pictureName(const QByteArray& sha256, const QByteArray& mediaType) {
    const QByteArray suffix = suffixOf(mediaType);
    return suffix.isEmpty() || sha256.isEmpty() ? QByteArray() : QByteArray(sha256.toHex() + '.' + suffix);
}

QByteArray withLocalPictures(const QByteArray& cleanHtml, const QHash<QString, QByteArray>& names) {
    if (names.isEmpty())
        return cleanHtml;
    QByteArray html;
    qsizetype copied = 0;
    for (qsizetype at = cleanHtml.indexOf(imageBegin); at >= 0; at = cleanHtml.indexOf(imageBegin, at + 1)) {
        const qsizetype from = at + qsizetype(qstrlen(imageBegin));
        const qsizetype to = cleanHtml.indexOf('"', from);
        if (to < 0)
            break;
        const QByteArray escapedLink = cleanHtml.mid(from, to - from);
        const QByteArray name = names.value(valueOf(escapedLink));
        if (name.isEmpty() || !canBeCandidate(escapedLink))
            continue;
        html += QByteArrayView(cleanHtml).sliced(copied, at - copied);
        html += localBegin + name + linkAttributes(escapedLink);
        copied = to;
    }
    return html + cleanHtml.mid(copied);
}

QList<ListedPicture> localPicturesIn(const QByteArray& html) {
    QList<ListedPicture> pictures;
    QSet<QString> links;
    for (qsizetype at = html.indexOf(localBegin); at >= 0 && pictures.size() < maxPictures;
         at = html.indexOf(localBegin, at + 1)) {
        const auto image = localImageAt(html, at);
        const QString link = image ? valueOf(image->link) : QString();
        if (!image || link.size() > maxLinkBytes || links.contains(link))
            continue;
        links.insert(link);
        pictures << ListedPicture{link, image->name.toByteArray()};
    }
    return pictures;
}

QByteArray withExactLinks(const QByteArray& html) {
    QByteArray exact;
    qsizetype copied = 0;
    for (qsizetype at = html.indexOf(localBegin); at >= 0; at = html.indexOf(localBegin, at + 1)) {
        const auto image = localImageAt(html, at);
        if (!image || !image->isExact)
            continue;
        exact += QByteArrayView(html).sliced(copied, at - copied);
        exact += imageBegin + image->link.toByteArray();
        copied = image->linkEnd;
    }
    return exact + html.mid(copied);
}

base::Result<library::AssetRecord> readPicture(const QString& entryFolder, const ListedPicture& picture,
                                               qint64 maxBytes) {
    const QString folder = QDir(entryFolder).filePath(QLatin1String(picturesFolder));
    const QFileInfo file(QDir(folder).filePath(QString::fromLatin1(picture.name)));
    const bool isOdd = QFileInfo(folder).isSymLink() || file.isSymLink() || (file.exists() && !file.isFile());
    if (!isPictureName(picture.name) || isOdd)
        return refused(Words::tr("The picture %1 is a symbolic link or no plain file, and is not followed."), picture);
    if (!file.exists())
        return base::Error{pictureMissing,
                           Words::tr("The picture %1 is not there.").arg(QString::fromLatin1(picture.name))};
    if (file.size() > maxBytes)
        return refused(Words::tr("The picture %1 is larger than what is taken."), picture);
    const auto bytes = base::readFile(file.filePath(), maxBytes);
    if (!bytes)
        return bytes.error();
    const QByteArray mediaType = article::sniffMediaType(*bytes, {});
    if (suffixOf(mediaType).isEmpty())
        return refused(Words::tr("The picture %1 is neither png, jpeg, gif nor webp."), picture);
    library::AssetRecord record{.link = picture.link, .mediaType = mediaType, .blob = {}, .error = {}};
    record.blob = library::pack(*bytes, mediaType);
    if (record.blob.sha256.toHex() != picture.name.first(hashSize))
        return refused(Words::tr("The picture %1 has changed since it was written."), picture);
    return record;
}

} // namespace formats
