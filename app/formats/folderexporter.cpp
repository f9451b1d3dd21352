#include "formats/folderexporter.h"

#include "article/article.h"
#include "base/file.h"
#include "formats/limits.h"
#include "library/errors.h"
#include "library/stores.h"

#include <QCoreApplication>
#include <QSet>
#include <QUrl>

namespace formats {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(formats)
};

constexpr qint64 mebibyte = 1024 * 1024;
constexpr qint64 leastRoom = mebibyte;

// A page that is a picture and nothing else.
QByteArray pictureHtml(const ExportedPage& page) {
    if (!page.mediaType.startsWith("image/") || page.pictures.isEmpty())
        return {};
    return QString(u"<p><img src=\"" % page.pictures.first().named.link.toHtmlEscaped() % u"\" alt=\"" %
                   page.title.toHtmlEscaped() % u"\"></p>")
        .toUtf8();
}

// The front matter and the blank line after it.
QByteArray headOf(const ExportedPage& page, QStringList& leftOut) {
    const FrontMatter own = frontMatterOf(page.frontMatter);
    const bool stillNamesIt = own.lines == page.frontMatter && own.value("url") == page.link;
    const auto anew = [&] {
        if (page.title.size() > maxTitleText)
            leftOut << Words::tr("Its title is very long and was cut.");
        if (page.byline.size() > maxTitleText)
            leftOut << Words::tr("The names of its authors are very long and were cut.");
        return composeFrontMatter(beginningOf(page.title, maxTitleText), page.link,
                                  beginningOf(page.byline, maxTitleText), beginningOf(page.publishedAt, maxTitleText));
    };
    auto head = withMarksThatFit(stillNamesIt ? page.frontMatter : anew(), page.marks);
    if (!head) {
        leftOut << Words::tr("The front matter it came with is too long and was written anew.");
        head = withMarksThatFit(anew(), page.marks);
    }
    Q_ASSERT(head); // a link and a few titles leave room
    if (head->tagsLeftOut > 0)
        leftOut << Words::tr("%n tag(s) of it do not fit into the front matter and were left out.", nullptr,
                             int(head->tagsLeftOut));
    if (head->noteLeftOut)
        leftOut << Words::tr("Its note is too long to stand in the front matter and was left out.");
    const QByteArray lineEnd = head->lines.contains("\r\n") ? "\r\n" : "\n";
    return head->lines + (head->lines.endsWith('\n') ? QByteArray() : lineEnd) + lineEnd;
}

class FolderExporter final : public Exporter {
public:
    explicit FolderExporter(ExportOptions options)
        : m_options(std::move(options)) {}

    base::Result<WrittenPart> write(const ExportPart& part) override;
    void abandon() override { m_folder.reset(); }

protected:
    qsizetype partPages() const override { return maxPartArticles; }
    base::Result<ExportedPage> readPage(library::Stores& stores, const library::PageRow& row, qint64& room) override;

private:
    base::Result<void> readPictures(library::Stores& stores, library::SnapshotId snapshot, ExportedPage& page,
                                    qint64& room);
    EntryResult writePage(const ExportedPage& page, bool& full);

    ExportOptions m_options;
    // Reading: the page that is not whole yet, and what of its pictures was handed on.
    library::SnapshotId m_snapshot = 0;
    qsizetype m_nextPicture = 0;
    QSet<QByteArray> m_damaged;
    // Writing: the entry that is not whole yet.
    std::unique_ptr<ArticleFolder> m_folder;
    QString m_folderLink;
    std::optional<base::Error> m_failure;
};

base::Result<ExportedPage> FolderExporter::readPage(library::Stores& stores, const library::PageRow& row,
                                                    qint64& room) {
    const auto whole = stores.pages.page(row.id);
    if (!whole)
        return whole.error();
    const auto snapshot = stores.snapshots.snapshot(whole->currentSnapshot);
    if (!snapshot)
        return snapshot.error();
    ExportedPage page;
    page.link = row.link;
    page.title = row.title;
    page.addedAt = row.addedAt;
    page.marks = {row.tags, whole->note, row.starred, row.readAt};
    page.capturedAt = snapshot->capturedAt;
    page.byline = snapshot->byline;
    page.publishedAt = snapshot->publishedAt;
    page.finalLink = snapshot->finalLink;
    page.frontMatter = snapshot->frontMatter;
    page.mediaType = snapshot->mediaType;
    if (m_options.pictures == Pictures::Written) {
        if (const auto read = readPictures(stores, snapshot->id, page, room); !read)
            return read.error();
    }
    if (snapshot->articleBlob.isEmpty() || !page.whole)
        return page;
    const auto html = stores.blobs.get(snapshot->articleBlob);
    if (!html)
        return html.error();
    page.articleHtml = *html;
    room -= html->size();
    return page;
}

base::Result<void> FolderExporter::readPictures(library::Stores& stores, library::SnapshotId snapshot,
                                                ExportedPage& page, qint64& room) {
    const auto assets = stores.snapshots.assets(snapshot);
    if (!assets)
        return assets.error();
    const qsizetype begin = m_snapshot == snapshot ? m_nextPicture : 0;
    if (begin == 0)
        m_damaged.clear();
    for (qsizetype i = 0; i < assets->size(); ++i) {
        const library::AssetRow& asset = assets->at(i);
        const QByteArray name = pictureName(asset.blob, asset.mediaType);
        if (name.isEmpty() || (i < begin && m_damaged.contains(name)))
            continue;
        ExportedPicture picture{{asset.link, name}, {}};
        if (i >= begin) {
            if (room <= 0) {
                page.whole = false;
                m_snapshot = snapshot;
                m_nextPicture = i;
                return {};
            }
            auto bytes = stores.blobs.get(asset.blob, maxPictureBytes);
            if (!bytes && bytes.error().kind == library::interrupted)
                return bytes.error();
            if (!bytes) {
                m_damaged.insert(name);
                continue;
            }
            picture.bytes = *std::move(bytes);
            room -= picture.bytes.size();
        }
        page.pictures << picture;
    }
    page.damagedPictures = m_damaged.size();
    m_snapshot = 0;
    return {};
}

base::Result<WrittenPart> FolderExporter::write(const ExportPart& part) {
    WrittenPart written;
    for (const ExportedPage& page : part.pages) {
        if (!m_folder || m_folderLink != page.link) {
            m_folder =
                std::make_unique<ArticleFolder>(m_options.destination, m_options.layout, page.link, page.capturedAt);
            m_folderLink = page.link;
            m_failure.reset();
        }
        for (const ExportedPicture& picture : page.pictures) {
            if (m_failure || picture.bytes.isEmpty())
                continue;
            if (const auto added = m_folder->addPicture(picture.named.name, picture.bytes); !added)
                m_failure = added.error();
        }
        if (!page.whole)
            continue;
        bool full = false;
        written.results << writePage(page, full);
        written.tally.count(written.results.last().outcome);
        m_folder.reset(); // what was not finished goes
        if (full) {
            written.end = base::Error{base::fileUnwritable, written.results.last().message};
            break;
        }
    }
    if (part.last)
        m_folder.reset();
    return written;
}

EntryResult FolderExporter::writePage(const ExportedPage& page, bool& full) {
    EntryResult result{page.title, page.link, Outcome::Failed, page.problem};
    if (!page.problem.isEmpty())
        return result;
    const bool isPicture = page.mediaType.startsWith("image/") && !page.pictures.isEmpty();
    if (page.articleHtml.isEmpty() && page.frontMatter.isEmpty() && !isPicture) {
        result.outcome = Outcome::Skipped;
        result.message = Words::tr("It has no article (%1).").arg(QString::fromLatin1(page.mediaType));
        return result;
    }
    const ComposedArticle composed = m_failure ? ComposedArticle() : composeCachedArticle(page);
    if (!m_failure && composed.file.isEmpty()) {
        result.message = composed.leftOut.join(u' ');
        return result;
    }
    const auto outcome = m_failure ? base::Result<Outcome>(*m_failure) : m_folder->finish(composed.file);
    if (!outcome) {
        result.message = outcome.error().message;
        full = base::freeBytes(m_options.destination) < leastRoom;
        return result;
    }
    QStringList remarks;
    if (page.damagedPictures > 0)
        remarks << Words::tr("%n picture(s) of it are damaged in the library and were left out.", nullptr,
                             int(page.damagedPictures));
    remarks << composed.leftOut;
    result.outcome = remarks.isEmpty() ? *outcome : Outcome::Noted;
    result.message = remarks.join(u' ');
    return result;
}

} // namespace

ComposedArticle composeCachedArticle(const ExportedPage& page) {
    ComposedArticle composed;
    const QByteArray head = headOf(page, composed.leftOut);
    const QByteArray html = page.articleHtml.isEmpty() ? pictureHtml(page) : page.articleHtml;
    const QByteArray clean = article::sanitise(html, QUrl(page.finalLink));
    QHash<QString, QByteArray> names;
    for (const ExportedPicture& picture : page.pictures)
        names.insert(picture.named.link, picture.named.name);
    composed.file = head + withLocalPictures(clean, names);
    if (composed.file.size() > maxArticleFileBytes) { // one picture, shown a hundred thousand times
        composed.file = head + clean;
        composed.leftOut << Words::tr("It shows its pictures too often: they stay links to where they came from.");
    }
    if (composed.file.size() > maxArticleFileBytes) // one endless text
        return {{},
                {Words::tr("Its article is longer than an import reads (%1 MiB) and was not written.")
                     .arg(maxArticleFileBytes / mebibyte)}};
    return composed;
}

std::unique_ptr<Exporter> makeFolderExporter(const ExportOptions& options) {
    return std::make_unique<FolderExporter>(options);
}

} // namespace formats
