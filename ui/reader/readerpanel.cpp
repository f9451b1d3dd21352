#include "ui/reader/readerpanel.h"

#include "models/capturemodel.h"
#include "models/snapshotmodel.h"
#include "ui/reader/articleview.h"
#include "ui/reader/capturetable.h"
#include "ui/reader/findbar.h"
#include "ui/reader/noteedit.h"
#include "ui/reader/partbar.h"
#include "ui/reader/readertools.h"
#include "ui/reader/snapshotstrip.h"
#include "ui/reader/sourceview.h"
#include "ui/reader/tagedit.h"
#include "ui/widgets/banner.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace ui {

namespace {

constexpr int savePositionAfter = 1'500; // ms without scrolling
constexpr int reloadAfter = 300;         // ms after a change of the library
constexpr int rebuildAfter = 250;        // ms after the column's width changed
constexpr int headingRole = Qt::UserRole;

} // namespace

ReaderPanel::ReaderPanel(library::Library& library, QAbstractItemModel* knownTags, QWidget* parent)
    : QWidget(parent)
    , m_library(library)
    , m_doors(ReaderDoors::system())
    , m_worker(QStringLiteral("documents"))
    , m_loader(library, m_worker)
    , m_links(library)
    , m_tools(new ReaderTools(this))
    , m_snapshots(new models::SnapshotModel(this))
    , m_captures(new models::CaptureModel(this))
    , m_strip(new SnapshotStrip(*m_snapshots, this))
    , m_banner(new Banner(this))
    , m_tags(new TagEdit(knownTags, this))
    , m_middle(new QSplitter(this))
    , m_contents(new QListWidget(this))
    , m_views(new QStackedWidget(this))
    , m_view(new ArticleView(this))
    , m_source(new SourceView(library, m_worker, this))
    , m_captureTable(new CaptureTable(m_captures, this))
    , m_otherFile(new OtherFileView(library, m_worker, this))
    , m_partBar(new PartBar(this))
    , m_find(new FindBar(this))
    , m_search(*m_view, *m_find, m_loader)
    , m_note(new NoteEdit(library, this))
    , m_hovered(new QLabel(this)) {
    setObjectName(QStringLiteral("readerPanel"));
    layOut();
    connectLoader();
    connectWidgets();
    connectTools();
    applyStyle(m_style);
    close();
}

ReaderPanel::~ReaderPanel() {
    savePosition();
    m_loader.stop();
}

void ReaderPanel::layOut() {
    m_banner->setObjectName(QStringLiteral("readerBanner"));
    m_contents->setObjectName(QStringLiteral("contentsList"));
    m_contents->setAccessibleName(tr("Table of contents"));
    m_contents->setFrameShape(QFrame::NoFrame);
    m_contents->setWordWrap(true);
    m_contents->hide();
    m_middle->setObjectName(QStringLiteral("readerSplitter"));
    m_middle->addWidget(m_contents);
    m_middle->addWidget(m_views);
    m_middle->setStretchFactor(1, 1);
    m_middle->setSizes({220, 780});
    m_middle->setChildrenCollapsible(false);
    m_views->addWidget(buildEmpty()); // in the order of View
    m_views->addWidget(m_view);
    m_views->addWidget(m_source);
    m_views->addWidget(m_captureTable);
    m_views->addWidget(m_otherFile);
    m_tags->hide();
    m_note->hide();
    m_note->setMaximumHeight(140);
    m_hovered->setObjectName(QStringLiteral("hoveredLinkLabel"));
    m_hovered->setTextFormat(Qt::PlainText);
    m_hovered->setContentsMargins(16, 2, 16, 2);
    m_hovered->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_hovered->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (QWidget* widget : {static_cast<QWidget*>(m_tools), static_cast<QWidget*>(m_strip),
                            static_cast<QWidget*>(m_tags), static_cast<QWidget*>(m_banner)})
        column->addWidget(widget);
    column->addWidget(m_middle, 1);
    column->addWidget(m_partBar);
    column->addWidget(m_find);
    column->addWidget(m_note);
    column->addWidget(m_hovered);
}

QWidget* ReaderPanel::buildEmpty() {
    m_emptyText = new QLabel(this);
    m_emptyText->setObjectName(QStringLiteral("readerEmptyLabel"));
    m_emptyText->setTextFormat(Qt::PlainText);
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    m_emptyText->setMargin(32);
    m_emptyText->setAutoFillBackground(true);
    m_emptyText->setBackgroundRole(QPalette::Base);
    return m_emptyText;
}

void ReaderPanel::connectLoader() {
    connect(&m_loader, &ArticleLoader::detailsRead, this, &ReaderPanel::showDetails);
    connect(&m_loader, &ArticleLoader::articleBuilt, this, &ReaderPanel::showArticle);
    connect(&m_loader, &ArticleLoader::nothingToRead, this, &ReaderPanel::showNothingToRead);
    connect(&m_loader, &ArticleLoader::failed, this, &ReaderPanel::showProblem);
    connect(&m_loader, &ArticleLoader::pictureDecoded, this, [this](int number, const QImage& image) {
        m_view->article()->addPicture(number, image);
        m_view->viewport()->update();
    });
    m_changed.setSingleShot(true);
    m_changed.setInterval(reloadAfter);
    connect(&m_changed, &QTimer::timeout, &m_loader, &ArticleLoader::reload);
    connect(&m_library, &library::Library::changed, this, [this] {
        if (isVisible() && !m_changed.isActive())
            m_changed.start();
    });
    m_rebuild.setSingleShot(true);
    m_rebuild.setInterval(rebuildAfter);
    connect(&m_rebuild, &QTimer::timeout, this, [this] {
        if (m_loader.columnWidth() == m_view->columnWidth())
            return;
        m_loader.setColumnWidth(m_view->columnWidth());
        m_loader.rebuild(articlePosition());
    });
}

void ReaderPanel::connectWidgets() {
    m_savePosition.setSingleShot(true);
    m_savePosition.setInterval(savePositionAfter);
    connect(&m_savePosition, &QTimer::timeout, this, &ReaderPanel::savePosition);
    connect(m_view, &ArticleView::scrolled, &m_savePosition, qOverload<>(&QTimer::start));
    connect(m_view, &ArticleView::linkClicked, this, &ReaderPanel::openLink);
    connect(m_view, &ArticleView::linkMenuWanted, this, &ReaderPanel::fillLinkMenu);
    connect(m_view, &ArticleView::linkHovered, this, [this](const QString& link) {
        m_hovered->setText(link);
        m_hovered->setVisible(!link.isEmpty());
    });
    connect(m_view, &ArticleView::columnChanged, &m_rebuild, qOverload<>(&QTimer::start));
    connect(m_view, &ArticleView::nextPartWanted, this, [this] { showPart(m_part + 1, 0); });
    connect(m_view, &ArticleView::previousPartWanted, this, [this] { showPart(m_part - 1, 1); });
    connect(m_partBar, &PartBar::partWanted, this, [this](int part) { showPart(part, 0); });
    connect(&m_search, &ArticleSearch::partWanted, this, [this](int part) { showPart(part, 0); });
    connect(m_strip, &SnapshotStrip::chosen, this, [this](library::SnapshotId id) { visit({page(), id, -1}); });
    connect(m_contents, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        const Heading heading = m_loader.ready()->prepared.headings.at(item->data(headingRole).toInt());
        m_wantedAnchor = heading.anchor;
        showPart(heading.part, 0);
    });
    connect(m_contents, &QListWidget::itemClicked, m_contents, &QListWidget::itemActivated);
    connect(m_otherFile, &OtherFileView::sourceWanted, m_tools->source, &QAction::trigger);
    connect(m_otherFile, &OtherFileView::failed, this, &ReaderPanel::showProblem);
    connect(m_note, &NoteEdit::saveFailed, this, &ReaderPanel::showProblem);
    connect(m_tags, &TagEdit::tagAdded, this, [this](const QString& tag) { Q_EMIT tagWanted(page(), tag, true); });
    connect(m_tags, &TagEdit::tagRemoved, this, [this](const QString& tag) { Q_EMIT tagWanted(page(), tag, false); });
    connect(m_tags, &TagEdit::closed, this, [this] { m_tools->tags->setChecked(false); });
}

void ReaderPanel::connectTools() {
    const ReaderTools& tools = *m_tools;
    connect(&tools, &ReaderTools::styleChosen, this, &ReaderPanel::applyStyle);
    connect(tools.back, &QAction::triggered, this, [this] {
        savePosition();
        if (const auto before = m_visits.back())
            m_loader.open(before->page, before->snapshot, before->position);
    });
    connect(tools.forward, &QAction::triggered, this, [this] {
        savePosition();
        if (const auto next = m_visits.forward())
            m_loader.open(next->page, next->snapshot, next->position);
    });
    connect(tools.contents, &QAction::toggled, m_contents, &QWidget::setVisible);
    connect(tools.star, &QAction::triggered, this, [this](bool on) { Q_EMIT starWanted(page(), on); });
    connect(tools.read, &QAction::triggered, this, [this](bool on) { Q_EMIT readWanted(page(), on); });
    connect(tools.tags, &QAction::toggled, this, [this](bool on) {
        m_tags->setVisible(on);
        if (on)
            m_tags->focusField();
    });
    connect(tools.note, &QAction::toggled, this, [this](bool on) {
        m_note->setVisible(on);
        if (on)
            m_note->setFocus(Qt::ShortcutFocusReason);
    });
    connect(tools.find, &QAction::triggered, this, [this] {
        m_tools->article->trigger();
        m_search.open();
    });
    connect(tools.openOriginal, &QAction::triggered, this, [this] { openOutside(QUrl(m_details.page.link)); });
    connect(tools.copyLink, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(m_details.page.link); });
    connect(tools.captureAgain, &QAction::triggered, this, [this] { Q_EMIT captureAgainWanted(page()); });
    connect(tools.remove, &QAction::triggered, this, [this] { Q_EMIT removeWanted(page()); });
    connect(tools.restore, &QAction::triggered, this, [this] { Q_EMIT restoreWanted(page()); });
    connect(tools.article, &QAction::triggered, this, [this] {
        showView(m_loader.ready() ? View::Article : m_snapshot.id != 0 ? View::OtherFile : View::Empty);
    });
    connect(tools.source, &QAction::triggered, this, [this] {
        m_source->showSnapshot(m_snapshot);
        showView(View::Source);
    });
    connect(tools.captures, &QAction::triggered, this, [this] { showView(View::Captures); });
}

void ReaderPanel::setDoors(const ReaderDoors& doors) {
    m_doors = doors;
    m_otherFile->setDoors(doors);
}

void ReaderPanel::showView(View view) {
    m_views->setCurrentIndex(static_cast<int>(view));
    m_partBar->setVisible(view == View::Article && m_loader.ready() && m_loader.ready()->prepared.parts.size() > 1);
    m_strip->setVisible(view != View::Empty && m_snapshots->rowCount() > 0);
    if (view != View::Article)
        m_find->hide();
}

void ReaderPanel::close() {
    savePosition();
    m_note->save();
    m_loader.stop();
    m_details = {};
    m_snapshot = {};
    m_snapshots->setSnapshots({}, 0);
    m_captures->setCaptures({});
    m_tools->setPage(m_details.page);
    m_tools->back->setEnabled(m_visits.canGoBack());
    m_tools->forward->setEnabled(m_visits.canGoForward());
    m_tools->contents->setEnabled(false);
    m_contents->clear();
    m_tags->setTags({});
    m_note->setNote(0, {});
    m_view->showNothing();
    m_source->clear();
    m_banner->hide();
    m_emptyText->setText(tr("Choose a page on the left to read it here."));
    showView(View::Empty);
}

void ReaderPanel::focusArticle() {
    m_wantsFocus = !m_view->isVisible();
    m_views->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void ReaderPanel::open(library::PageId page, library::SnapshotId snapshot) {
    if (page == this->page() && snapshot == 0 && m_visits.now().page == page)
        return;
    visit({page, snapshot, -1});
}

void ReaderPanel::visit(const Visit& next) {
    savePosition();
    m_visits.visit(next);
    m_loader.setColumnWidth(m_view->columnWidth());
    const double* left = m_left.object(next.page);
    m_loader.open(next.page, next.snapshot, left && next.snapshot == 0 ? *left : next.position);
}

void ReaderPanel::showDetails(const PageDetails& details) {
    const bool other = details.page.id != m_details.page.id;
    m_details = details;
    const bool sameSnapshots = m_snapshots->rowCount() == details.snapshots.size();
    if (other || !sameSnapshots)
        m_snapshots->setSnapshots(details.snapshots, details.page.currentSnapshot);
    m_captures->setCaptures(details.captures);
    m_tools->setPage(details.page);
    m_tools->back->setEnabled(m_visits.canGoBack());
    m_tools->forward->setEnabled(m_visits.canGoForward());
    m_tags->setTags(details.page.tags);
    m_note->setNote(details.page.id, details.page.note);
    if (!other)
        return;
    m_banner->hide();
    m_snapshot = {};
    m_tools->note->setChecked(!details.page.note.isEmpty());
    m_tools->article->setChecked(true);
    Q_EMIT pageShown(details.page.id);
}

void ReaderPanel::showArticle(const std::shared_ptr<ArticleDocument>& document, int part, double position) {
    const ReadyArticle& ready = *m_loader.ready();
    const bool another = m_snapshot.id != ready.snapshot.id;
    m_snapshot = ready.snapshot;
    m_part = part;
    m_view->showDocument(document);
    if (m_tools->article->isChecked() || another) {
        m_tools->article->setChecked(true);
        showView(View::Article);
    }
    if (std::exchange(m_wantsFocus, false))
        m_view->setFocus(Qt::OtherFocusReason);
    showHeadings();
    m_strip->setShown(m_snapshot.id);
    const auto parts = static_cast<int>(ready.prepared.parts.size());
    m_partBar->setPart(part, parts);
    QStringList notes{models::flagSentence(m_snapshot.flag)};
    if (ready.missingPictures > 0)
        notes.append(tr("%n picture(s) of this page could not be kept.", nullptr, ready.missingPictures));
    notes.removeAll(QString());
    m_banner->setMessage(Banner::Tone::Calm, notes.join(QLatin1Char(' ')));
    m_banner->setVisible(!notes.isEmpty());
    const bool found = m_search.partShown(part);
    if (!m_wantedAnchor.isEmpty())
        m_view->scrollTo(m_wantedAnchor);
    else if (!found)
        m_view->setPosition(position);
    m_wantedAnchor.clear();
}

void ReaderPanel::showNothingToRead(const library::SnapshotRow& snapshot) {
    m_snapshot = snapshot;
    m_strip->setShown(snapshot.id);
    m_contents->clear();
    if (snapshot.id != 0) {
        m_otherFile->showSnapshot(snapshot);
        showView(View::OtherFile);
        return;
    }
    const bool captured = !m_details.captures.isEmpty();
    const QString why = captured ? m_details.captures.first().errorText : QString();
    m_emptyText->setText(QString(tr("This page could not be archived yet.") % QStringLiteral("\n\n") %
                                 m_details.page.link % QStringLiteral("\n\n") % why));
    m_tools->captures->setChecked(captured);
    showView(captured ? View::Captures : View::Empty);
    m_banner->setMessage(Banner::Tone::Warning, why.isEmpty() ? tr("This page could not be archived yet.") : why);
    m_banner->setVisible(captured);
}

void ReaderPanel::showProblem(const QString& sentence) {
    m_banner->setMessage(Banner::Tone::Warning, sentence);
    m_banner->show();
}

void ReaderPanel::showHeadings() {
    const QList<Heading>& headings = m_loader.ready()->prepared.headings;
    m_contents->clear();
    for (int at = 0; at < headings.size() && at < 2'000; ++at) {
        const Heading& heading = headings.at(at);
        auto* item =
            new QListWidgetItem(QString(QString((heading.level - 1) * 3, QLatin1Char(' ')) % heading.text), m_contents);
        item->setData(headingRole, at);
    }
    m_tools->contents->setEnabled(!headings.isEmpty());
}

void ReaderPanel::showPart(int part, double position) {
    if (!m_loader.ready() || part < 0 || part >= m_loader.ready()->prepared.parts.size())
        return;
    if (part != m_part) {
        m_loader.openPart(part, position);
        return;
    }
    if (!m_wantedAnchor.isEmpty())
        m_view->scrollTo(m_wantedAnchor);
    else
        m_view->setPosition(position);
    m_wantedAnchor.clear();
}

double ReaderPanel::articlePosition() const {
    if (!m_loader.ready())
        return 0;
    const auto parts = static_cast<double>(m_loader.ready()->prepared.parts.size());
    return qMin((m_part + m_view->position()) / parts, 1.0);
}

void ReaderPanel::savePosition() {
    m_savePosition.stop();
    if (!m_loader.ready() || page() == 0 || m_snapshot.id == 0)
        return;
    const double position = articlePosition();
    m_visits.now().position = position;
    if (m_library.readOnly() || qAbs(position - m_details.page.readPosition) < 0.001)
        return;
    m_details.page.readPosition = position;
    m_left.insert(page(), new double(position));
    // Read to its end is read; that is no doing of the person's, so it is not in the way of undo.
    const bool ended = position >= 1 && !m_details.page.readAt;
    m_library.write(
        this,
        [page = page(), position, ended](library::Stores& stores) -> base::Result<void> {
            auto placed = stores.pages.setReadPosition(page, position);
            return placed && ended ? stores.pages.setRead({page}, QDateTime::currentDateTimeUtc()) : placed;
        },
        [](const base::Result<void>&) {}); // a place that is not kept is no loss worth a message
}

void ReaderPanel::applyStyle(const ReaderStyle& style) {
    const double position = articlePosition();
    m_style = style;
    const ReaderColours colours = readerColours(style.theme, palette());
    m_view->setColours(colours);
    m_loader.setStyle(style, colours, devicePixelRatioF());
    m_view->setColumn(style.columnWidth());
    m_loader.setColumnWidth(m_view->columnWidth());
    m_loader.rebuild(position);
    m_tools->setStyle(style);
}

void ReaderPanel::openLink(const QUrl& link) {
    if (scrollToFragment(link))
        return;
    m_links.lookUp(this, link, [this, link](library::PageId kept) {
        if (kept != 0 && kept != page())
            visit({kept, 0, -1});
        else
            openOutside(link);
    });
}

bool ReaderPanel::scrollToFragment(const QUrl& link) {
    if (!link.hasFragment() || !m_loader.ready())
        return false;
    const QUrl bare = link.adjusted(QUrl::RemoveFragment);
    const bool here = bare.isEmpty() || bare == QUrl(m_snapshot.finalLink).adjusted(QUrl::RemoveFragment) ||
                      bare == QUrl(m_details.page.link).adjusted(QUrl::RemoveFragment);
    if (!here)
        return false;
    const QString anchor = link.fragment(QUrl::FullyDecoded);
    const int part = m_loader.ready()->prepared.anchors.value(anchor, -1);
    if (part >= 0) {
        m_wantedAnchor = anchor;
        showPart(part, 0);
    }
    return true;
}

void ReaderPanel::openOutside(const QUrl& link) {
    if (mayOpenOutside(link))
        m_doors.openOutside(link);
    else
        showProblem(tr("Links of the kind “%1” are not opened.").arg(link.scheme()));
}

void ReaderPanel::fillLinkMenu(const QUrl& link, QMenu* menu) {
    QAction* inside = menu->addAction(tr("Open in the &library"), this, [this, link] { openLink(link); });
    inside->setObjectName(QStringLiteral("openInLibraryAction"));
    inside->setEnabled(false);
    m_links.lookUp(inside, link, [inside](library::PageId kept) { inside->setEnabled(kept != 0); });
    QAction* outside = menu->addAction(tr("Open in the &browser"), this, [this, link] { openOutside(link); });
    outside->setEnabled(mayOpenOutside(link));
    QAction* archive = menu->addAction(tr("&Archive this link"), this,
                                       [this, link] { Q_EMIT archiveWanted({link.toString(QUrl::FullyEncoded)}); });
    archive->setObjectName(QStringLiteral("archiveLinkAction"));
    archive->setEnabled(link.scheme().startsWith(QLatin1String("http")) && mayOpenOutside(link));
    QAction* copy = menu->addAction(tr("Copy the &link"), this, [link] {
        QGuiApplication::clipboard()->setText(link.toString(QUrl::FullyEncoded));
    });
    copy->setObjectName(QStringLiteral("copyThisLinkAction"));
}

void ReaderPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_style.theme == ReaderStyle::Theme::Automatic)
        applyStyle(m_style);
}

void ReaderPanel::hideEvent(QHideEvent* event) {
    savePosition();
    m_note->save();
    QWidget::hideEvent(event);
}

void ReaderPanel::saveState(QSettings& settings) const {
    m_style.save(settings);
    settings.setValue(QStringLiteral("reader/contents"), m_tools->contents->isChecked());
    settings.setValue(QStringLiteral("reader/splitter"), m_middle->saveState());
}

void ReaderPanel::restoreState(const QSettings& settings) {
    m_middle->restoreState(settings.value(QStringLiteral("reader/splitter")).toByteArray());
    m_tools->contents->setChecked(settings.value(QStringLiteral("reader/contents"), false).toBool());
    applyStyle(ReaderStyle::load(settings));
}

} // namespace ui
