#pragma once

#include "library/library.h"
#include "ui/reader/articledocument.h"
#include "ui/reader/articlehtml.h"
#include "ui/widgets/worker.h"

#include <QObject>

#include <memory>

namespace ui {

// What the reader shows around the article.
struct PageDetails {
    library::Page page;
    QList<library::SnapshotRow> snapshots; // newest first
    QList<library::CaptureRow> captures;   // newest first
    QByteArray siteChoice;                 // what is remembered for its site
};

struct ReaderAsset {
    QString link;
    QByteArray bytes; // empty: not kept
};

// One snapshot, ready to be shown part by part. Made in the document worker; never changes afterwards.
struct ReadyArticle {
    library::SnapshotRow snapshot;
    PreparedArticle prepared;
    QList<ReaderAsset> pictures; // by number
    QList<QSize> sizes;          // by number, in the column; empty: cannot be shown
    bool rightToLeft = false;
    int missingPictures = 0;
};

// row → library's reading thread → document worker → interface thread. Only the last page asked for is delivered.
class ArticleLoader : public QObject {
    Q_OBJECT

public:
    ArticleLoader(library::Library& library, Worker& worker, QObject* parent = nullptr);

    void setStyle(const ReaderStyle& style, const ReaderColours& colours, qreal pixelRatio);
    void setColumnWidth(int pixels); // pictures are decoded to it
    int columnWidth() const { return m_columnWidth; }
    // `snapshot` 0: the page's current one. details() comes first, then article() unless there is nothing to read.
    void open(library::PageId page, library::SnapshotId snapshot = 0, double position = -1);
    void reload();                 // details alone: the library has changed
    void rebuild(double position); // the same article in another style; positions are 0…1 over all parts
    // Other HTML in the article's place, from its top, with the pictures it has; until endPreview() or open().
    void preview(const QByteArray& html);
    void endPreview(double position);
    bool isPreview() const { return m_beforePreview != nullptr; }
    void openPart(int part, double position = 0); // position within the part
    void stop();

    const std::shared_ptr<const ReadyArticle>& ready() const { return m_ready; }

Q_SIGNALS:
    void detailsRead(const PageDetails& details);
    void articleBuilt(const std::shared_ptr<ArticleDocument>& document, int part, double positionInPart);
    void nothingToRead(const library::SnapshotRow& snapshot); // a PDF or another file; id 0: no snapshot at all
    void pictureDecoded(int number, const QImage& image);
    void failed(const QString& sentence);

private:
    struct Read {
        PageDetails details;
        library::SnapshotRow snapshot;
        QByteArray article;
        QList<ReaderAsset> assets;
    };
    struct Building;

    static base::Result<Read> readPage(library::Stores& stores, library::PageId page, library::SnapshotId wanted);
    DocumentOptions documentOptions(bool rightToLeft) const;
    void take(quint64 serial, double position, base::Result<Read> read);
    void build(double position);
    void decodePictures(int part);

    library::Library& m_library;
    Worker& m_worker;
    ReaderStyle m_style;
    ReaderColours m_colours;
    qreal m_pixelRatio = 1;
    int m_columnWidth = 0; // 0: that of the style
    library::PageId m_page = 0;
    int m_opening = -1; // the part on its way
    quint64 m_serial = 0;
    bool m_reading = false;
    bool m_reloading = false;
    std::shared_ptr<const Read> m_beforePreview;
    std::shared_ptr<const Read> m_read; // kept to build it again in another style
    std::shared_ptr<const ReadyArticle> m_ready;
    QList<Stop> m_works;
};

} // namespace ui
