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

QStringList listOf(const QString& value) {
    QString list = value.trimmed();
    if (list.startsWith(u'[') && list.endsWith(u']'))
        list = list.mid(1, list.size() - 2);
    QStringList tags;
    for (const QString& part : list.split(u',')) {
        const QString tag = part.simplified().left(maxTagText);
        if (!tag.isEmpty() && !tags.contains(tag))
            tags << tag;
    }
    return tags;
}

QString remarkOn(const QString& hashUrl, const QString& link, const QString& folderName) {
    const QString hash = QString::fromLatin1(hashOfLink(link));
    if (!hashUrl.isEmpty() && hashUrl.compare(hash, Qt::CaseInsensitive) != 0)
        return Words::tr("Its hash_url is not the md5 of its url, which is %1.").arg(hash);
    if (isHash(folderName) && folderName.compare(hash, Qt::CaseInsensitive) != 0)
        return Words::tr("Its folder is not named by the md5 of its url, which is %1.").arg(hash);
    return {};
}

void fillSnapshot(library::NewSnapshot& snapshot, const FrontMatter& front, const QByteArray& body,
                  const QString& link) {
    const QByteArray html = article::sanitise(body, QUrl(link));
    const QString text = article::textOf(html);
    const article::Article asText = article::articleFromText(text.toUtf8());
    snapshot.finalLink = link;
    snapshot.mediaType = "text/html";
    snapshot.charset = "utf-8";
    snapshot.body = library::pack(body, "text/html");
    snapshot.article = library::pack(html, "text/html");
    snapshot.title = front.value("title").simplified().left(maxTitleText);
    if (snapshot.title.isEmpty())
        snapshot.title = link;
    snapshot.byline = front.value("author").simplified().left(maxTitleText);
    if (const QDate date = QDate::fromString(front.value("date").left(10), Qt::ISODate); date.isValid())
        snapshot.publishedAt = date.toString(Qt::ISODate);
    snapshot.language = asText.language;
    snapshot.direction = asText.direction.isEmpty() ? QStringLiteral("ltr") : asText.direction;
    const QList<article::Image> images = article::imagesOf(html);
    snapshot.mainImage = images.isEmpty() ? QString() : images.first().link;
    snapshot.wordCount = asText.wordCount;
    snapshot.excerpt = asText.excerpt;
    snapshot.extractorVersion = article::extractorVersion;
    snapshot.text = text;
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

base::Result<CachedArticle> readCachedArticle(const QString& path) {
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
    return parseCachedArticle(*bytes, file.lastModified(), folder.path());
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
    entry.link.tags = listOf(front.value("tags"));
    entry.snapshot.capturedAt = isHash(folderName) ? capturedAt(written, year) : capturedAt(written, 0);
    entry.link.addedAt = entry.snapshot.capturedAt;
    // Secrets are kept nowhere but in the credential store.
    entry.snapshot.frontMatter = link->link == url ? front.lines : withValue(front.lines, "url", link->link);
    const QByteArray body = file.mid(front.bodyAt);
    fillSnapshot(entry.snapshot, front, body, link->link);
    entry.link.title = entry.snapshot.title;

    entry.capture.startedAt = entry.capture.finishedAt = entry.snapshot.capturedAt;
    entry.capture.outcome = "stored";
    entry.capture.finalLink = link->link;
    entry.capture.bytes = body.size();
    return entry;
}

QByteArray composeCachedArticle(const QString& title, const QString& link, const QByteArray& frontMatter,
                                const QByteArray& articleHtml, const QString& finalLink) {
    const FrontMatter own = frontMatterOf(frontMatter);
    const bool stillNamesIt = own.lines == frontMatter && own.value("url") == link;
    QByteArray head = stillNamesIt ? frontMatter : composeFrontMatter(title, link);
    if (!head.endsWith('\n'))
        head += head.contains("\r\n") ? "\r\n" : "\n";
    head += head.endsWith("\r\n") ? "\r\n" : "\n";
    return head + article::sanitise(articleHtml, QUrl(finalLink));
}

base::Result<Outcome> writeCachedArticle(const QString& folder, FolderLayout layout, const QString& link,
                                         const QDateTime& captured, const QByteArray& file) {
    const QDateTime time = captured.toUTC();
    const QString hash = QString::fromLatin1(hashOfLink(link));
    const QString year = QStringLiteral("%1").arg(time.date().year(), 4, 10, QLatin1Char('0'));
    const QStringList steps = layout == FolderLayout::ByYear ? QStringList{year, hash} : QStringList{hash};
    QString path = folder;
    for (const QString& step : steps) {
        path += u'/' + step;
        if (QFileInfo(path).isSymLink())
            return wrongFile(path, notAFile);
    }
    const QFileInfo target(QDir(path).filePath(indexName));
    if (target.isSymLink() || (target.exists() && !target.isFile()))
        return wrongFile(target.filePath(), notAFile);
    if (target.exists() && target.size() == file.size()) {
        const auto old = base::readFile(target.filePath(), maxArticleFileBytes);
        if (old && *old == file)
            return Outcome::Unchanged;
    }
    if (!QDir().mkpath(path))
        return base::Error{base::fileUnwritable, Words::tr("%1 cannot be made.").arg(QDir::toNativeSeparators(path))};
    if (const auto written = base::writeFileAtomically(target.filePath(), file); !written)
        return written.error();
    QFile stamped(target.filePath());
    if (stamped.open(QIODevice::ReadWrite))
        stamped.setFileTime(time, QFileDevice::FileModificationTime);
    return Outcome::Done;
}

} // namespace formats
