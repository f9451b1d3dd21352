#include "ui/reader/readerpanel.h"

#include "models/capturemodel.h"
#include "models/snapshotmodel.h"
#include "ui/reader/articleview.h"
#include "ui/reader/contentslist.h"
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
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace ui {

namespace {

constexpr int savePositionAfter = 1'500; // ms without scrolling
constexpr int reloadAfter = 300;         // ms after a change of the library

} // namespace

ReaderPanel::ReaderPanel(library::Library& library, QAbstractItemModel* knownTags, QWidget* parent)
    : QWidget(parent)
    , m_library(library)
    , m_worker(QStringLiteral("documents"))
    , m_loader(library, m_worker)
    , m_links(library, m_loader)
    , m_places(library)
    , m_tools(new ReaderTools(this))
    , m_snapshots(new models::SnapshotModel(this))
    , m_captures(new models::CaptureModel(this))
    , m_strip(new SnapshotStrip(*m_snapshots, this))
    , m_banner(new Banner(this))
    , m_tags(new TagEdit(knownTags, this))
    , m_middle(new QSplitter(this))
    , m_contents(new ContentsList(this))
    , m_views(new ReaderViews(library, m_worker, m_captures, this))
    , m_view(m_views->article())
    , m_partBar(new PartBar(this))
    , m_parts(m_loader, *m_view, *m_partBar)
    , m_find(new FindBar(this))
    , m_search(*m_view, *m_find, m_loader)
    , m_note(new NoteEdit(library, this))
    , m_hovered(new QLabel(this)) {
    setObjectName(QStringLiteral("readerPanel"));
    layOut();
    connectLoader();
    connectArticle();
    connectWidgets();
    connectTools();
    connectViews();
    applyStyle(m_style);
    close();
}

ReaderPanel::~ReaderPanel() {
    savePosition();
    m_loader.stop();
}

void ReaderPanel::layOut() {
    m_banner->setObjectName(QStringLiteral("readerBanner"));
    m_contents->hide();
    m_middle->setObjectName(QStringLiteral("readerSplitter"));
    m_middle->addWidget(m_contents);
    m_middle->addWidget(m_views);
    m_middle->setStretchFactor(1, 1);
    m_middle->setSizes({220, 780});
    m_middle->setChildrenCollapsible(false);
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

void ReaderPanel::connectLoader() {
    connect(&m_loader, &ArticleLoader::detailsRead, this, &ReaderPanel::showDetails);
    connect(&m_loader, &ArticleLoader::articleBuilt, this, &ReaderPanel::showArticle);
    connect(&m_loader, &ArticleLoader::nothingToRead, this, &ReaderPanel::showNothingToRead);
    connect(&m_loader, &ArticleLoader::failed, this, &ReaderPanel::showProblem);
    m_changed.setSingleShot(true);
    m_changed.setInterval(reloadAfter);
    connect(&m_changed, &QTimer::timeout, &m_loader, &ArticleLoader::reload);
    connect(&m_library, &library::Library::changed, this, [this] {
        if (isVisible() && !m_changed.isActive())
            m_changed.start();
    });
}

void ReaderPanel::connectArticle() {
    m_savePosition.setSingleShot(true);
    m_savePosition.setInterval(savePositionAfter);
    connect(&m_savePosition, &QTimer::timeout, this, &ReaderPanel::savePosition);
    connect(m_view, &ArticleView::scrolled, &m_savePosition, qOverload<>(&QTimer::start));
    connect(m_view, &ArticleView::linkClicked, &m_links, &ArticleLinks::open);
    connect(m_view, &ArticleView::linkMenuWanted, &m_links, &ArticleLinks::fillMenu);
    connect(m_view, &ArticleView::linkHovered, this, [this](const QString& link) {
        m_hovered->setText(link);
        m_hovered->setVisible(!link.isEmpty());
    });
    connect(&m_search, &ArticleSearch::partWanted, &m_parts, [this](int part) { m_parts.show(part); });
    connect(&m_links, &ArticleLinks::placeWanted, &m_parts, &ArticleParts::showPlace);
    connect(&m_links, &ArticleLinks::pageWanted, this, [this](library::PageId kept) { visit({kept, 0, -1}); });
    connect(&m_links, &ArticleLinks::archiveWanted, this, &ReaderPanel::archiveWanted);
    connect(&m_links, &ArticleLinks::refused, this, &ReaderPanel::showProblem);
    connect(m_contents, &ContentsList::headingWanted, &m_parts, &ArticleParts::showPlace);
}

void ReaderPanel::connectWidgets() {
    connect(m_strip, &SnapshotStrip::chosen, this, [this](library::SnapshotId id) { visit({page(), id, -1}); });
    connect(m_views->otherFile(), &OtherFileView::sourceWanted, m_tools->source, &QAction::trigger);
    connect(m_views->otherFile(), &OtherFileView::failed, this, &ReaderPanel::showProblem);
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
        revisit(m_visits.back());
    });
    connect(tools.forward, &QAction::triggered, this, [this] {
        savePosition();
        revisit(m_visits.forward());
    });
    connect(tools.star, &QAction::triggered, this, [this](bool on) { Q_EMIT starWanted(page(), on); });
    connect(tools.read, &QAction::triggered, this, [this](bool on) { Q_EMIT readWanted(page(), on); });
    connect(tools.openOriginal, &QAction::triggered, this, [this] { m_links.openOutside(QUrl(m_details.page.link)); });
    connect(tools.copyLink, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(m_details.page.link); });
    connect(tools.captureAgain, &QAction::triggered, this, [this] { Q_EMIT captureAgainWanted(page()); });
    connect(tools.remove, &QAction::triggered, this, [this] { Q_EMIT removeWanted(page()); });
    connect(tools.restore, &QAction::triggered, this, [this] { Q_EMIT restoreWanted(page()); });
}

void ReaderPanel::connectViews() {
    const ReaderTools& tools = *m_tools;
    connect(tools.contents, &QAction::toggled, m_contents, &QWidget::setVisible);
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
    connect(tools.article, &QAction::triggered, this, [this] {
        showView(m_loader.ready() ? View::Article : m_snapshot.id != 0 ? View::OtherFile : View::Empty);
    });
    connect(tools.source, &QAction::triggered, this, [this] {
        m_views->source()->showSnapshot(m_snapshot);
        showView(View::Source);
    });
    connect(tools.captures, &QAction::triggered, this, [this] { showView(View::Captures); });
}

void ReaderPanel::setDoors(const ReaderDoors& doors) {
    m_links.setDoors(doors);
    m_views->otherFile()->setDoors(doors);
}

void ReaderPanel::showView(View view) {
    m_views->setView(view);
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
    m_views->source()->clear();
    m_banner->hide();
    m_views->setEmptyText(tr("Choose a page in the list to read it here."));
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
    const auto left = m_places.left(next.page);
    m_loader.open(next.page, next.snapshot, left && next.snapshot == 0 ? *left : next.position);
}

void ReaderPanel::revisit(const std::optional<Visit>& visit) {
    if (visit)
        m_loader.open(visit->page, visit->snapshot, visit->position);
}

void ReaderPanel::showDetails(const PageDetails& details) {
    const bool other = details.page.id != m_details.page.id;
    m_details = details;
    const bool sameSnapshots = m_snapshots->rowCount() == details.snapshots.size();
    if (other || !sameSnapshots)
        m_snapshots->setSnapshots(details.snapshots, details.page.currentSnapshot);
    m_captures->setCaptures(details.captures);
    m_links.setPage(details.page.id, details.page.link);
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
    m_view->showDocument(document);
    if (m_tools->article->isChecked() || another) {
        m_tools->article->setChecked(true);
        showView(View::Article);
    }
    if (std::exchange(m_wantsFocus, false))
        m_view->setFocus(Qt::OtherFocusReason);
    describe(ready);
    m_parts.arrived(part, position, m_search.partShown(part));
}

void ReaderPanel::showNothingToRead(const library::SnapshotRow& snapshot) {
    m_snapshot = snapshot;
    m_strip->setShown(snapshot.id);
    m_contents->clear();
    if (snapshot.id != 0) {
        m_views->otherFile()->showSnapshot(snapshot);
        showView(View::OtherFile);
        return;
    }
    const bool captured = !m_details.captures.isEmpty();
    const QString why = captured ? m_details.captures.first().errorText : QString();
    m_views->setEmptyText(QString(tr("This page could not be archived yet.") % QStringLiteral("\n\n") %
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

// What stands around the article: headings, the snapshot's dot, and what is not as it should be.
void ReaderPanel::describe(const ReadyArticle& ready) {
    m_contents->setHeadings(ready.prepared.headings);
    m_tools->contents->setEnabled(!ready.prepared.headings.isEmpty());
    m_strip->setShown(ready.snapshot.id);
    QStringList notes{models::flagSentence(ready.snapshot.flag)};
    if (ready.missingPictures > 0)
        notes.append(tr("%n picture(s) of this page could not be kept.", nullptr, ready.missingPictures));
    notes.removeAll(QString());
    m_banner->setMessage(Banner::Tone::Warning, notes.join(QLatin1Char(' ')));
    m_banner->setVisible(!notes.isEmpty());
}

void ReaderPanel::savePosition() {
    m_savePosition.stop();
    if (!m_loader.ready() || page() == 0 || m_snapshot.id == 0)
        return;
    const double position = m_parts.position();
    m_visits.now().position = position;
    m_places.save(m_details.page, position);
}

void ReaderPanel::applyStyle(const ReaderStyle& style) {
    m_style = style;
    m_parts.setStyle(style, readerColours(style.theme, palette()), devicePixelRatioF());
    m_tools->setStyle(style);
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
