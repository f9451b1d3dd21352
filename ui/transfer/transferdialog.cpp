#include "ui/transfer/transferdialog.h"

#include "archive/pipeline.h"
#include "archive/settings.h"
#include "models/format.h"
#include "ui/transfer/logins.h"
#include "ui/transfer/transferresults.h"
#include "ui/widgets/mutedlabel.h"
#include "ui/widgets/primarybutton.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>

namespace ui {

TransferDialog::TransferDialog(const Core& core, Kind kind, QWidget* parent)
    : QDialog(parent)
    , m_core(core)
    , m_kind(kind)
    , m_status(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_results(new TransferResults(this))
    , m_start(new PrimaryButton(kind == Kind::Import ? tr("&Import") : tr("&Export"), this))
    , m_stop(new QPushButton(tr("&Stop"), this)) {
    const bool import = kind == Kind::Import;
    setObjectName(import ? QStringLiteral("importDialog") : QStringLiteral("exportDialog"));
    setWindowTitle(import ? tr("Import") : tr("Export"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    if (import)
        buildImport(column);
    else
        buildExport(column);
    buildResults(column);
    resize(720, 520);
    orderKeys();
    showStart();
}

TransferDialog::~TransferDialog() = default;

void TransferDialog::buildImport(QBoxLayout* column) {
    column->addWidget(new MutedLabel(
        tr("A folder of cached articles brings in pages as they were kept, with pictures, tags and notes. "
           "The links of a list or of a bookmarks file are archived as soon as it is read, or once "
           "archiving goes on when it is paused."),
        this));
    QBoxLayout* across = buildPath(tr("Folder or file to import"));
    auto* folder = new QPushButton(tr("&Folder…"), this);
    folder->setObjectName(QStringLiteral("chooseFolderButton"));
    auto* file = new QPushButton(tr("Fi&le…"), this);
    file->setObjectName(QStringLiteral("chooseFileButton"));
    across->addWidget(folder);
    across->addWidget(file);
    column->addLayout(across);
    connect(folder, &QPushButton::clicked, this, [this] { choose(true); });
    connect(file, &QPushButton::clicked, this, [this] { choose(false); });
    m_again = new QCheckBox(tr("Capture links that are &kept already once more"), this);
    m_again->setObjectName(QStringLiteral("captureAgainBox"));
    column->addWidget(m_again);
}

void TransferDialog::buildExport(QBoxLayout* column) {
    column->addWidget(new MutedLabel(
        tr("Every page of the library goes out, those in the bin excepted. Cached articles take the current "
           "snapshot of each with its pictures, tags and note; bookmarks take tags and notes."),
        this));
    m_format = new QComboBox(this);
    m_format->setObjectName(QStringLiteral("formatBox"));
    m_format->setAccessibleName(tr("Format"));
    for (const formats::Format each : formats::allFormats)
        m_format->addItem(formats::formatTitle(each), static_cast<int>(each));
    column->addWidget(m_format);
    QBoxLayout* across = buildPath(tr("Where to"));
    auto* choosing = new QPushButton(tr("C&hoose…"), this);
    choosing->setObjectName(QStringLiteral("chooseFileButton"));
    across->addWidget(choosing);
    column->addLayout(across);
    connect(choosing, &QPushButton::clicked, this, [this] { choose(format() == formats::Format::CachedArticles); });
    m_byYear = new QCheckBox(tr("In a folder for each &year"), this);
    m_byYear->setObjectName(QStringLiteral("byYearBox"));
    column->addWidget(m_byYear);
    connect(m_format, &QComboBox::currentIndexChanged, this, [this] {
        m_byYear->setVisible(format() == formats::Format::CachedArticles);
        setPath({});
    });
}

QBoxLayout* TransferDialog::buildPath(const QString& label) {
    auto* across = new QHBoxLayout;
    m_pathField = new QLineEdit(this);
    m_pathField->setObjectName(QStringLiteral("pathField"));
    m_pathField->setPlaceholderText(label);
    m_pathField->setAccessibleName(label);
    across->addWidget(m_pathField, 1);
    connect(m_pathField, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_path = QDir::fromNativeSeparators(text);
        showStart();
    });
    return across;
}

void TransferDialog::buildResults(QBoxLayout* column) {
    m_status->setObjectName(QStringLiteral("transferStatus"));
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    m_progress->setObjectName(QStringLiteral("transferProgress"));
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->hide();
    column->addWidget(m_progress);
    column->addWidget(m_status);
    column->addWidget(m_results, 1);
    m_start->setObjectName(QStringLiteral("startTransferButton"));
    m_start->setDefault(true);
    m_stop->setObjectName(QStringLiteral("stopTransferButton"));
    m_stop->setAutoDefault(false);
    auto* close = new QPushButton(tr("&Close"), this);
    close->setObjectName(QStringLiteral("closeTransferButton"));
    close->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    for (QPushButton* button : {m_stop, close, static_cast<QPushButton*>(m_start)})
        buttons->addWidget(button);
    column->addLayout(buttons);
    m_stop->hide();
    connect(m_start, &QPushButton::clicked, this, &TransferDialog::start);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
}

// From the top down, beginning where something is to be written.
void TransferDialog::orderKeys() {
    QList<QWidget*> order{m_format,
                          m_pathField,
                          findChild<QPushButton*>(QStringLiteral("chooseFolderButton")),
                          findChild<QPushButton*>(QStringLiteral("chooseFileButton")),
                          m_again,
                          m_byYear};
    order << m_results->keyOrder() << m_stop << findChild<QPushButton*>(QStringLiteral("closeTransferButton"))
          << m_start;
    QWidget* before = nullptr;
    for (QWidget* widget : order) {
        if (before && widget)
            setTabOrder(before, widget);
        before = widget ? widget : before;
    }
    m_pathField->setFocus();
}

formats::Format TransferDialog::format() const {
    return static_cast<formats::Format>(m_format->currentData().toInt());
}

void TransferDialog::setPath(const QString& path) {
    m_pathField->setText(QDir::toNativeSeparators(path));
}

void TransferDialog::choose(bool folder) {
    auto* dialog = new QFileDialog(this, windowTitle(), m_path);
    dialog->setObjectName(QStringLiteral("choosePathDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(m_kind == Kind::Export && !folder ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(folder ? QFileDialog::Directory
                               : (m_kind == Kind::Export ? QFileDialog::AnyFile : QFileDialog::ExistingFile));
    connect(dialog, &QFileDialog::fileSelected, this, &TransferDialog::setPath);
    dialog->open();
}

void TransferDialog::showStart() {
    if (m_transfer)
        return;
    m_status->setText(
        m_path.isEmpty() ? (m_kind == Kind::Import ? tr("Choose what to import.") : tr("Choose where the export goes."))
                         : QString());
}

void TransferDialog::start() {
    if (m_path.isEmpty()) {
        showStart();
        m_pathField->setFocus();
        return;
    }
    m_results->entries().clear();
    delete m_transfer;
    m_transfer = new formats::Transfer(m_core.library, this);
    connect(m_transfer, &formats::Transfer::progressed, this, &TransferDialog::showProgress);
    connect(m_transfer, &formats::Transfer::entriesEnded, &m_results->entries(), &models::EntryListModel::add);
    connect(m_transfer, &formats::Transfer::finished, this, &TransferDialog::showEnd);
    connect(m_transfer, &formats::Transfer::loginsFound, this,
            [this](const QList<formats::FoundLink>& links) { keepLogins(m_core.credentials, links); });
    connect(m_stop, &QPushButton::clicked, m_transfer, &formats::Transfer::cancel);
    m_start->hide();
    m_stop->show();
    m_progress->show();
    showProgress(0, {});
    const auto settings = archive::CaptureSettings::load(m_core.settingsFile);
    if (m_kind == Kind::Import)
        m_transfer->startImport({m_path,
                                 {},
                                 m_again->isChecked() ? library::IfKept::CaptureAgain : library::IfKept::Skip,
                                 {settings.maxAssetBytes, settings.maxAssetsBytes}});
    else
        m_transfer->startExport(
            {format(), m_path, m_byYear->isChecked() ? formats::FolderLayout::ByYear : formats::FolderLayout::Flat});
}

void TransferDialog::showProgress(double share, const formats::Tally& tally) {
    m_progress->setValue(qRound(share * 1000));
    m_status->setText(tr("%1 · %2").arg(models::percentText(share), models::tallyText(tally)));
}

void TransferDialog::showEnd(const formats::TransferSummary& summary) {
    m_stop->hide();
    m_start->show();
    m_progress->setVisible(summary.cancelled || summary.error);
    QStringList lines;
    if (summary.error)
        lines << models::oneLine(summary.error->message);
    lines << (summary.cancelled ? tr("Stopped: %1").arg(models::tallyText(summary.tally))
                                : tr("Ended: %1").arg(models::tallyText(summary.tally)));
    if (m_results->entries().leftOut() > 0)
        lines << tr("%Ln more entries are not listed here.", nullptr, static_cast<int>(m_results->entries().leftOut()));
    if (m_kind == Kind::Import && summary.format != formats::Format::CachedArticles && summary.tally.done > 0)
        archiveLinks(summary, lines);
    m_status->setText(lines.join(QLatin1Char('\n')));
    m_transfer->deleteLater();
    m_transfer = nullptr;
}

void TransferDialog::archiveLinks(const formats::TransferSummary& summary, QStringList& lines) {
    QMetaObject::invokeMethod(&m_core.pipeline, &archive::Pipeline::wake, Qt::QueuedConnection);
    if (archive::loadPaused(m_core.settingsFile))
        lines << tr("Archiving is paused: the links wait until it goes on.");
    else if (const QString held = m_holdSentence(); !held.isEmpty())
        lines << held;
    else
        lines << tr("%Ln links are being archived: see Archive.", nullptr, static_cast<int>(summary.tally.done));
    Q_EMIT linksBroughtIn();
}

} // namespace ui
