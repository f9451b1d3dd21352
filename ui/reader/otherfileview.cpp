#include "ui/reader/otherfileview.h"

#include "base/file.h"
#include "models/flagwords.h"
#include "models/format.h"

#include <QDesktopServices>
#include <QFileDialog>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr qint64 mostBytes = 64LL * 1024 * 1024;
constexpr qsizetype longestName = 80;

// What the system's programs may be given: documents and pictures, nothing that runs.
bool mayOpenCopy(const QByteArray& mediaType) {
    return mediaType == "application/pdf" || mediaType == "application/epub+zip" || mediaType == "image/png" ||
           mediaType == "image/jpeg" || mediaType == "image/gif" || mediaType == "image/webp" ||
           mediaType == "text/plain";
}

QString ending(const QByteArray& mediaType) {
    static const QHash<QByteArray, QString> endings{
        {"application/pdf", QStringLiteral("pdf")}, {"application/epub+zip", QStringLiteral("epub")},
        {"image/png", QStringLiteral("png")},       {"image/jpeg", QStringLiteral("jpg")},
        {"image/gif", QStringLiteral("gif")},       {"image/webp", QStringLiteral("webp")},
        {"text/plain", QStringLiteral("txt")}};
    return endings.value(mediaType, QStringLiteral("bin"));
}

} // namespace

ReaderDoors ReaderDoors::system() {
    return {[](const QUrl& link) { QDesktopServices::openUrl(link); },
            [](QWidget* parent, const QString& suggested) {
                const QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
                return QFileDialog::getSaveFileName(parent, OtherFileView::tr("Save a copy"),
                                                    QString(folder % QLatin1Char('/') % suggested));
            }};
}

QString fileNameFor(const QUrl& link, const QByteArray& mediaType) {
    static const QRegularExpression unsafe(QStringLiteral("[^A-Za-z0-9._-]+"));
    static const QRegularExpression edges(QStringLiteral("^[.\\-_]+|\\.[A-Za-z0-9]{1,5}$"));
    QString name = link.fileName().replace(unsafe, QStringLiteral("-")).remove(edges).left(longestName);
    if (name.isEmpty())
        name = link.host().replace(unsafe, QStringLiteral("-"));
    if (name.isEmpty())
        name = QStringLiteral("page");
    return QString(name % QLatin1Char('.') % ending(mediaType));
}

OtherFileView::OtherFileView(library::Library& library, Worker& worker, QWidget* parent)
    : QWidget(parent)
    , m_library(library)
    , m_worker(worker)
    , m_doors(ReaderDoors::system())
    , m_text(new QLabel(this))
    , m_open(new QPushButton(tr("Open with the system's program"), this))
    , m_save(new QPushButton(tr("Save a copy…"), this))
    , m_original(new QPushButton(tr("Open the original in the browser"), this))
    , m_source(new QPushButton(tr("Show the received source"), this)) {
    setObjectName(QStringLiteral("otherFileView"));
    m_text->setObjectName(QStringLiteral("otherFileLabel"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter);
    m_text->setFixedWidth(420);
    m_open->setObjectName(QStringLiteral("openCopyButton"));
    m_save->setObjectName(QStringLiteral("saveCopyButton"));
    m_original->setObjectName(QStringLiteral("openInBrowserButton"));
    m_source->setObjectName(QStringLiteral("showSourceButton"));
    auto* column = new QVBoxLayout(this);
    column->addStretch(2);
    auto* middle = new QHBoxLayout; // an alignment would take its height for its width from the text
    middle->addStretch();
    middle->addWidget(m_text);
    middle->addStretch();
    column->addLayout(middle);
    column->addSpacing(16);
    for (QPushButton* button : {m_open, m_save, m_original, m_source})
        column->addWidget(button, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(m_open, &QPushButton::clicked, this, &OtherFileView::openCopy);
    connect(m_save, &QPushButton::clicked, this, &OtherFileView::saveCopy);
    connect(m_original, &QPushButton::clicked, this, &OtherFileView::originalWanted);
    connect(m_source, &QPushButton::clicked, this, &OtherFileView::sourceWanted);
}

OtherFileView::~OtherFileView() = default;

void OtherFileView::showSnapshot(const library::SnapshotRow& snapshot) {
    m_snapshot = snapshot;
    const bool html = snapshot.mediaType == "text/html" || snapshot.mediaType == "application/xhtml+xml";
    const QString size = QLocale().formattedDataSize(snapshot.bodySize);
    const QStringList why{models::flagSentence(snapshot.flag), models::flagAdvice(snapshot.flag)};
    if (html && !why.last().isEmpty())
        m_text->setText(
            QString(why.join(u' ') % QStringLiteral("\n\n") % tr("What was received (%1) is kept.").arg(size)));
    else if (html)
        m_text->setText(tr("No readable text was found in this page. What was received (%1) is kept.").arg(size));
    else if (snapshot.mediaType == "application/pdf")
        m_text->setText(tr("This is a PDF document (%1). It is kept whole; Tidemark does not show PDF.").arg(size));
    else
        m_text->setText(tr("This is a file of the kind %1 (%2). It is kept as it came.")
                            .arg(QString::fromLatin1(snapshot.mediaType), size));
    m_open->setVisible(mayOpenCopy(snapshot.mediaType));
    m_save->setVisible(!html);
    m_original->setVisible(html && !why.last().isEmpty());
    m_source->setVisible(html || snapshot.mediaType.startsWith("text/"));
}

QString OtherFileView::fileName() const {
    return fileNameFor(QUrl(m_snapshot.finalLink), m_snapshot.mediaType);
}

void OtherFileView::write(const QString& path, const std::function<void()>& done) {
    m_library.read(
        library::ReadLane::Reader, this,
        [blob = m_snapshot.bodyBlob](library::Stores& stores) { return stores.blobs.get(blob, mostBytes); },
        [this, path, done](base::Result<QByteArray> body) {
            if (!body) {
                Q_EMIT failed(body.error().message);
                return;
            }
            auto written = std::make_shared<base::Result<void>>();
            m_worker.run(
                this,
                [written, path, bytes = *body](const Stop&) { *written = base::writeFileAtomically(path, bytes); },
                [this, written, done] {
                    if (*written)
                        done();
                    else
                        Q_EMIT failed(written->error().message);
                });
        });
}

void OtherFileView::saveCopy() {
    const QString path = m_doors.askWhereToSave(this, fileName());
    if (!path.isEmpty())
        write(path, [] {});
}

void OtherFileView::openCopy() {
    if (!mayOpenCopy(m_snapshot.mediaType))
        return;
    if (!m_copies)
        m_copies = std::make_unique<QTemporaryDir>();
    if (!m_copies->isValid()) {
        Q_EMIT failed(tr("No copy could be made: %1").arg(models::isolated(m_copies->errorString())));
        return;
    }
    const QString path = m_copies->filePath(fileName());
    write(path, [this, path] { m_doors.openOutside(QUrl::fromLocalFile(path)); });
}

} // namespace ui
