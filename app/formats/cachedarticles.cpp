#include "formats/cachedarticles.h"

#include "article/article.h"
#include "base/file.h"
#include "formats/frontmatter.h"
#include "formats/limits.h"
#include "library/blobstore.h"

#include <QCoreApplication>
#include <QDir>
#include <QUrl>

namespace formats {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(formats)
};

const QString indexName = QStringLiteral("index.md");

// An import says when it was captured by its file's time; the year of its folder is trusted more.
QDateTime capturedAt(const QDateTime& written, int folderYear) {
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QDateTime time = written.isValid() && written <= now ? written.toUTC() : now;
    if (folderYear == 0 || time.date().year() == folderYear)
        return time;
    return QDateTime(QDate(folderYear, 1, 1), QTime(0, 0), Qt::UTC);
}

bool isHash(const QString& name) {
    if (name.size() != 32)
        return false;
    for (const QChar c : name) {
        if (!(c >= u'0' && c <= u'9') && !(c.toLower() >= u'a' && c.toLower() <= u'f'))
            return false;
    }
    return true;
}

int yearOf(const QString& name) {
    bool isNumber = false;
    const int year = name.size() == 4 ? name.toInt(&isNumber) : 0;
    return isNumber && year >= 1000 ? year : 0;
}

QString remarkOn(const QString& hashUrl, const QString& link, const QString& folderName) {
    const QString hash = QString::fromLatin1(hashOfLink(link));
    if (!hashUrl.isEmpty() && hashUrl.compare(hash, Qt::CaseInsensitive) != 0)
        return Words::tr("Its hash_url is not the md5 of its url, which is %1.").arg(hash);
    if (isHash(folderName) && folderName.compare(hash, Qt::CaseInsensitive) != 0)
        return Words::tr("Its folder is not named by the md5 of its url, which is %1.").arg(hash);
    return {};
}

// Those that the article shows, in its order: what else a file names is none of its pictures.
QList<ListedPicture> shownPictures(const QByteArray& body, const QList<article::Image>& images) {
    QHash<QString, ListedPicture> listed;
    for (const ListedPicture& picture : localPicturesIn(body))
        listed.insert(picture.link, picture);
    QList<ListedPicture> shown;
    for (const article::Image& image : images) {
        if (const auto found = listed.constFind(image.link); found != listed.constEnd())
            shown << *found;
    }
    return shown;
}

bool isOwnForm(const QByteArray& body, const QByteArray& html, const QList<ListedPicture>& pictures) {
    QHash<QString, QByteArray> names;
    for (const ListedPicture& picture : pictures)
        names.insert(picture.link, picture.name);
    return withLocalPictures(html, names) == body;
}

void fillSnapshot(CachedArticle& entry, const FrontMatter& front, const QByteArray& body) {
    const QString& link = entry.link.link;
    library::NewSnapshot& snapshot = entry.snapshot;
    const QByteArray html = article::sanitise(withExactLinks(body), QUrl(link));
    const QString text = article::textOf(html);
    const article::Article asText = article::articleFromText(text.toUtf8());
    snapshot.finalLink = link;
    snapshot.mediaType = "text/html";
    snapshot.charset = "utf-8";
    snapshot.body = library::pack(body, "text/html");
    snapshot.article = library::pack(html, "text/html");
    snapshot.title = beginningOf(front.value("title").simplified(), maxTitleText);
    if (snapshot.title.isEmpty())
        snapshot.title = link;
    snapshot.byline = beginningOf(front.value("author").simplified(), maxTitleText);
    if (const QDate date = QDate::fromString(front.value("date").left(10), Qt::ISODate); date.isValid())
        snapshot.publishedAt = date.toString(Qt::ISODate);
    snapshot.language = asText.language;
    snapshot.direction = asText.direction.isEmpty() ? QStringLiteral("ltr") : asText.direction;
    const QList<article::Image> images = article::imagesOf(html);
    snapshot.mainImage = images.isEmpty() ? QString() : images.first().link;
    entry.pictures = shownPictures(body, images);
    entry.isOurs = isOwnForm(body, html, entry.pictures);
    snapshot.wordCount = asText.wordCount;
    snapshot.excerpt = asText.excerpt;
    snapshot.extractorVersion = article::extractorVersion;
    snapshot.text = text;
}

void readPictures(CachedArticle& entry, const QString& folder, const PictureLimits& most) {
    QStringList remarks;
    qint64 room = most.all;
    for (const ListedPicture& picture : std::as_const(entry.pictures)) {
        auto record = readPicture(folder, picture, qMin(most.each, room));
        if (record) {
            room -= record->blob.size;
            entry.snapshot.assets << *std::move(record);
        } else {
            remarks << record.error().message;
        }
    }
    if (remarks.size() > 1)
        remarks = {remarks.first(),
                   Words::tr("%n more picture(s) could not be taken either.", nullptr, int(remarks.size() - 1))};
    if (!entry.remark.isEmpty())
        remarks.prepend(entry.remark);
    entry.remark = remarks.join(u' ');
}

base::Error wrongFile(const QString& path, const char* kind) {
    if (qstrcmp(kind, noArticleFile) == 0)
        return {kind, Words::tr("%1 holds no index.md.").arg(QDir::toNativeSeparators(path))};
    return {
        kind,
        Words::tr("%1 is a symbolic link or no plain file, and is not followed.").arg(QDir::toNativeSeparators(path))};
}

} // namespace

base::Result<QByteArrayList> findCachedArticles(const QString& folder) {
    const QDir root(folder);
    if (!QFileInfo(folder).isDir() || !root.isReadable())
        return base::Error{base::fileUnreadable,
                           Words::tr("%1 cannot be read as a folder.").arg(QDir::toNativeSeparators(folder))};
    const auto filter = QDir::AllEntries | QDir::System | QDir::Hidden | QDir::NoDotAndDotDot;
    QByteArrayList entries;
    for (const QString& name : root.entryList(filter, QDir::Name)) {
        if (isHash(name)) {
            entries << name.toLatin1();
        } else if (yearOf(name) > 0) {
            const QFileInfo year(root.filePath(name));
            if (year.isSymLink())
                entries << name.toLatin1();
            else if (year.isDir()) {
                for (const QString& inner : QDir(year.filePath()).entryList(filter, QDir::Name)) {
                    if (isHash(inner))
                        entries << name.toLatin1() + '/' + inner.toLatin1();
                }
            }
        }
    }
    if (entries.isEmpty() && root.exists(indexName))
        entries << QByteArray(".");
    return entries;
}

base::Result<CachedArticle> readCachedArticle(const QString& path, const PictureLimits& most) {
    const QFileInfo given(path);
    if (given.isSymLink())
        return wrongFile(path, notAFile);
    const QFileInfo file(given.isDir() ? QDir(path).filePath(indexName) : path);
    if (!file.exists() && !file.isSymLink())
        return wrongFile(path, noArticleFile);
    if (file.isSymLink() || !file.isFile())
        return wrongFile(file.filePath(), notAFile);
    const auto bytes = base::readFile(file.filePath(), maxArticleFileBytes);
    if (!bytes)
        return bytes.error();
    const QDir folder = QFileInfo(file.absoluteFilePath()).dir();
    auto entry = parseCachedArticle(*bytes, file.lastModified(), folder.path());
    if (entry)
        readPictures(*entry, folder.path(), most);
    return entry;
}

base::Result<CachedArticle> parseCachedArticle(const QByteArray& file, const QDateTime& written,
                                               const QString& folderPath) {
    const FrontMatter front = frontMatterOf(file);
    const QString url = front.lines.size() > maxFrontMatterBytes ? QString() : front.value("url");
    if (url.isEmpty())
        return base::Error{noLink, Words::tr("Its front matter names no url.")};
    const auto link = linkOf(url);
    if (!link)
        return base::Error{link.error().kind, Words::tr("Its url is no link: %1").arg(link.error().message)};

    const QString folderName = folderPath.section(u'/', -1);
    const int year = yearOf(folderPath.section(u'/', -2, -2));
    CachedArticle entry;
    entry.user = link->user;
    entry.password = link->password;
    entry.remark = remarkOn(front.value("hash_url"), link->link, folderName);
    entry.link.link = link->link;
    entry.marks = marksOf(front);
    entry.link.tags = entry.marks.tags;
    entry.snapshot.capturedAt = isHash(folderName) ? capturedAt(written, year) : capturedAt(written, 0);
    entry.link.addedAt = entry.snapshot.capturedAt;
    // Secrets are kept nowhere but in the credential store.
    entry.snapshot.frontMatter = link->link == url ? front.lines : withValue(front.lines, "url", link->link);
    const QByteArray body = file.mid(front.bodyAt);
    fillSnapshot(entry, front, body);
    entry.link.title = entry.snapshot.title;

    entry.capture.startedAt = entry.capture.finishedAt = entry.snapshot.capturedAt;
    entry.capture.outcome = "stored";
    entry.capture.finalLink = link->link;
    entry.capture.bytes = body.size();
    return entry;
}

qint64 CachedArticle::heldBytes() const {
    qint64 bytes = snapshot.body.data.size() + snapshot.article.data.size() + 2 * snapshot.text.size();
    for (const library::AssetRecord& asset : snapshot.assets)
        bytes += asset.blob.data.size();
    return bytes;
}

} // namespace formats
