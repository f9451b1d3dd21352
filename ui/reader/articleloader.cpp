#include "ui/reader/articleloader.h"

#include "library/errors.h"
#include "ui/reader/articlehead.h"
#include "ui/reader/pictures.h"

#include <QThread>

namespace ui {

namespace {

constexpr qint64 mostArticleBytes = 64LL * 1024 * 1024;
constexpr qint64 mostAssetBytes = 16LL * 1024 * 1024;
constexpr qint64 mostAssetsBytes = 64LL * 1024 * 1024;

bool isPicture(const library::SnapshotRow& snapshot) {
    return snapshot.mediaType.startsWith("image/");
}

int partAt(const ReadyArticle& article, double position) {
    const auto parts = static_cast<int>(article.prepared.parts.size());
    return qBound(0, static_cast<int>(position * parts + 1e-6), parts - 1);
}

// The last holder may be the worker: the document goes on its own thread.
std::shared_ptr<ArticleDocument> movedTo(QThread* home, std::unique_ptr<ArticleDocument> document) {
    document->moveToThread(home);
    return {document.release(), [](ArticleDocument* old) { old->deleteLater(); }};
}

} // namespace

struct ArticleLoader::Building {
    std::shared_ptr<ReadyArticle> article = std::make_shared<ReadyArticle>();
    std::shared_ptr<ArticleDocument> document;
    int part = 0;
    double position = 0; // within the part
};

ArticleLoader::ArticleLoader(library::Library& library, Worker& worker, QObject* parent)
    : QObject(parent)
    , m_library(library)
    , m_worker(worker) {}

void ArticleLoader::setStyle(const ReaderStyle& style, const ReaderColours& colours, qreal pixelRatio) {
    m_style = style;
    m_colours = colours;
    m_pixelRatio = pixelRatio;
}

void ArticleLoader::setColumnWidth(int pixels) {
    m_columnWidth = pixels;
}

void ArticleLoader::stop() {
    ++m_serial;
    m_opening = -1;
    for (const Stop& work : std::as_const(m_works))
        work->store(true);
    m_works.clear();
    if (m_reading)
        m_library.interrupt(library::ReadLane::Reader);
    m_reading = false;
}

base::Result<ArticleLoader::Read> ArticleLoader::readPage(library::Stores& stores, library::PageId page,
                                                          library::SnapshotId wanted) {
    Read read;
    auto found = stores.pages.page(page);
    if (!found)
        return found.error();
    read.details.page = std::move(*found);
    auto snapshots = stores.snapshots.ofPage(page);
    auto captures = stores.snapshots.captures(page);
    if (!snapshots || !captures)
        return snapshots ? captures.error() : snapshots.error();
    read.details.snapshots = std::move(*snapshots);
    read.details.captures = std::move(*captures);
    auto siteChoice = stores.choices.ofSite(read.details.page.site);
    if (!siteChoice)
        return siteChoice.error();
    read.details.siteChoice = std::move(*siteChoice);
    const library::SnapshotId id = wanted > 0 ? wanted : read.details.page.currentSnapshot;
    for (const library::SnapshotRow& snapshot : std::as_const(read.details.snapshots)) {
        if (snapshot.id == id)
            read.snapshot = snapshot;
    }
    if (read.snapshot.id == 0 && !read.details.snapshots.isEmpty())
        read.snapshot = read.details.snapshots.first();
    if (read.snapshot.id == 0)
        return read;
    if (isPicture(read.snapshot)) {
        if (auto body = stores.blobs.get(read.snapshot.bodyBlob, mostAssetBytes * 2))
            read.assets.append({read.snapshot.finalLink, std::move(*body)});
        return read;
    }
    if (!read.snapshot.articleBlob.isEmpty()) {
        auto article = stores.blobs.get(read.snapshot.articleBlob, mostArticleBytes);
        if (!article)
            return article.error();
        read.article = std::move(*article);
    }
    auto assets = stores.snapshots.assets(read.snapshot.id);
    if (!assets)
        return assets.error();
    qint64 room = mostAssetsBytes;
    for (const library::AssetRow& asset : std::as_const(*assets)) {
        // A damaged or missing picture is a picture that is not shown, not an article that cannot be read.
        auto bytes = asset.blob.isEmpty() || room <= 0 ? base::Result<QByteArray>(QByteArray())
                                                       : stores.blobs.get(asset.blob, mostAssetBytes);
        read.assets.append({asset.link, bytes ? std::move(*bytes) : QByteArray()});
        room -= read.assets.last().bytes.size();
    }
    return read;
}

void ArticleLoader::open(library::PageId page, library::SnapshotId snapshot, double position) {
    Q_ASSERT(thread() == QThread::currentThread());
    stop();
    m_page = page;
    m_read.reset();
    m_beforePreview.reset();
    m_ready.reset();
    m_reading = true;
    const quint64 serial = m_serial;
    m_library.read(
        library::ReadLane::Reader, this,
        [page, snapshot](library::Stores& stores) { return readPage(stores, page, snapshot); },
        [this, serial, position](base::Result<Read> read) { take(serial, position, std::move(read)); });
}

void ArticleLoader::take(quint64 serial, double position, base::Result<Read> read) {
    if (serial != m_serial)
        return;
    m_reading = false;
    if (!read) {
        Q_EMIT failed(read.error().message);
        return;
    }
    m_read = std::make_shared<const Read>(std::move(*read));
    Q_EMIT detailsRead(m_read->details);
    if (serial != m_serial) // the listener opened something else
        return;
    const bool readable =
        m_read->snapshot.id != 0 && (isPicture(m_read->snapshot) || !m_read->article.trimmed().isEmpty());
    if (!readable) {
        Q_EMIT nothingToRead(m_read->snapshot);
        return;
    }
    build(position >= 0 ? position : m_read->details.page.readPosition);
}

void ArticleLoader::reload() {
    if (m_page == 0 || m_reloading || m_reading)
        return;
    m_reloading = true;
    m_library.read(
        library::ReadLane::Reader, this,
        [page = m_page](library::Stores& stores) -> base::Result<PageDetails> {
            auto found = stores.pages.page(page);
            auto snapshots = stores.snapshots.ofPage(page);
            auto captures = stores.snapshots.captures(page);
            if (!found || !snapshots || !captures)
                return base::Error{library::notFound, {}};
            auto siteChoice = stores.choices.ofSite(found->site);
            if (!siteChoice)
                return siteChoice.error();
            return PageDetails{std::move(*found), std::move(*snapshots), std::move(*captures), std::move(*siteChoice)};
        },
        [this, page = m_page](const base::Result<PageDetails>& details) {
            m_reloading = false;
            if (details && page == m_page)
                Q_EMIT detailsRead(*details);
        });
}

DocumentOptions ArticleLoader::documentOptions(bool rightToLeft) const {
    return {m_style, m_colours, m_style.font(), m_style.codeFont(), m_style.linePercent(), rightToLeft};
}

void ArticleLoader::rebuild(double position) {
    if (!m_read || m_reading || m_read->snapshot.id == 0 || !m_ready)
        return;
    const auto parts = static_cast<double>(m_ready->prepared.parts.size());
    const double wanted = m_opening >= 0 ? m_opening / parts : position;
    stop();
    build(wanted);
}

void ArticleLoader::build(double position) {
    auto building = std::make_shared<Building>();
    const int column = m_columnWidth > 0 ? m_columnWidth : m_style.columnWidth();
    const QString missing = tr("Picture not kept");
    const QString empty = tr("This picture cannot be shown.");
    const quint64 serial = m_serial;
    DocumentOptions options = documentOptions(m_read->snapshot.direction == QLatin1String("rtl"));
    m_works.append(m_worker.run(
        this,
        [building, read = m_read, column, missing, empty, options, position, home = thread()](const Stop& stop) {
            ReadyArticle& article = *building->article;
            article.snapshot = read->snapshot;
            article.rightToLeft = options.rightToLeft;
            article.pictures = read->assets;
            QHash<QString, int> numbers;
            for (const ReaderAsset& asset : read->assets) {
                const QSize size = pictureSize(asset.bytes);
                numbers.insert(asset.link, static_cast<int>(article.sizes.size()));
                article.sizes.append(size.isEmpty() ? QSize() : sizeInColumn(size, column));
            }
            PrepareOptions prepare;
            prepare.direction = read->snapshot.direction;
            prepare.missingPicture = missing;
            prepare.picture = [&](const QString& link) -> std::optional<ShownPicture> {
                const int number = numbers.value(link, -1);
                if (number < 0 || article.sizes.at(number).isEmpty()) {
                    ++article.missingPictures;
                    return std::nullopt;
                }
                return ShownPicture{number, article.sizes.at(number)};
            };
            QString html = QString::fromUtf8(read->article);
            if (isPicture(read->snapshot)) {
                html = article.sizes.isEmpty() || article.sizes.first().isEmpty()
                           ? empty
                           : QString(QStringLiteral("<img src=\"") % read->assets.first().link.toHtmlEscaped() %
                                     QStringLiteral("\">"));
            }
            article.prepared = prepareArticle(html, prepare);
            putHead(article.prepared, read->snapshot, read->details.page.site);
            building->part = partAt(article, position);
            building->position = position * static_cast<double>(article.prepared.parts.size()) - building->part;
            if (stop->load())
                return;
            building->document = movedTo(home, buildDocument(article.prepared.parts.at(building->part).html, options));
        },
        [this, serial, building] {
            if (serial != m_serial || !building->document)
                return;
            m_ready = building->article;
            Q_EMIT articleBuilt(building->document, building->part, building->position);
            building->document.reset();
            if (serial == m_serial)
                decodePictures(building->part);
        }));
}

void ArticleLoader::openPart(int part, double position) {
    if (!m_ready || part < 0 || part >= m_ready->prepared.parts.size())
        return;
    stop();
    m_opening = part;
    auto building = std::make_shared<Building>();
    m_works.append(m_worker.run(
        this,
        [building, ready = m_ready, part, options = documentOptions(m_ready->rightToLeft),
         home = thread()](const Stop&) {
            building->document = movedTo(home, buildDocument(ready->prepared.parts.at(part).html, options));
        },
        [this, serial = m_serial, building, part, position] {
            if (serial != m_serial || !building->document)
                return;
            m_opening = -1;
            Q_EMIT articleBuilt(building->document, part, position);
            building->document.reset();
            if (serial == m_serial)
                decodePictures(part);
        }));
}

void ArticleLoader::decodePictures(int part) {
    for (const int number : m_ready->prepared.parts.at(part).pictures) {
        auto image = std::make_shared<QImage>();
        m_works.append(m_worker.run(
            this,
            [image, ready = m_ready, number, ratio = m_pixelRatio](const Stop&) {
                *image = decodePicture(ready->pictures.at(number).bytes, ready->sizes.at(number), ratio);
            },
            [this, serial = m_serial, image, number] {
                if (serial == m_serial && !image->isNull())
                    Q_EMIT pictureDecoded(number, *image);
            }));
    }
}

} // namespace ui
