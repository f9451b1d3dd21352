#include "ui/reader/readerpanel.h"

#include "archive/advice.h"
#include "models/capturemodel.h"
#include "models/snapshotmodel.h"
#include "ui/reader/articleview.h"
#include "ui/reader/choicebar.h"
#include "ui/reader/contentslist.h"
#include "ui/reader/findbar.h"
#include "ui/reader/linkline.h"
#include "ui/reader/noteedit.h"
#include "ui/reader/partbar.h"
#include "ui/reader/partchooser.h"
#include "ui/reader/readertools.h"
#include "ui/reader/snapshotstrip.h"
#include "ui/reader/sourceview.h"
#include "ui/reader/tagedit.h"
#include "ui/widgets/banner.h"

#include <QAction>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace ui {

ReaderPanel::ReaderPanel(library::Library& library, QAbstractItemModel* knownTags, QWidget* parent)
    : QWidget(parent)
    , m_library(library)
    , m_worker(QStringLiteral("documents"))
    , m_loader(library, m_worker)
    , m_links(library, m_loader)
    , m_choice(library, m_worker)
    , m_tools(new ReaderTools(this))
    , m_snapshots(new models::SnapshotModel(this))
    , m_captures(new models::CaptureModel(this))
    , m_link(new LinkLine({m_tools->copyLink, m_tools->openOriginal}, this))
    , m_strip(new SnapshotStrip(*m_snapshots, this))
    , m_banner(new Banner(this))
    , m_choiceBar(new ChoiceBar(this))
    , m_partChooser(new PartChooser(this))
    , m_newer(new Banner(this))
    , m_tags(new TagEdit(knownTags, this))
    , m_middle(new QSplitter(this))
    , m_contents(new ContentsList(this))
    , m_views(new ReaderViews(library, m_worker, m_captures, this))
    , m_view(m_views->article())
    , m_partBar(new PartBar(this))
    , m_parts(m_loader, *m_view, *m_partBar)
    , m_journey(library, m_loader, *m_view, m_parts)
    , m_find(new FindBar(this))
    , m_search(*m_view, *m_find, m_loader, m_worker)
    , m_note(new NoteEdit(library, this))
    , m_hovered(new QLabel(this)) {
    setObjectName(QStringLiteral("readerPanel"));
    layOut();
    connectLoader();
    connectArticle();
    connectWidgets();
    connectTools();
    connectViews();
    connectChoice();
    applyStyle(m_style);
    close();
}

ReaderPanel::~ReaderPanel() {
    m_journey.savePlace();
    m_loader.stop();
}

void ReaderPanel::layOut() {
    m_banner->setObjectName(QStringLiteral("readerBanner"));
    m_newer->setObjectName(QStringLiteral("newerCaptureLine"));
    m_newer->setMessage(Banner::Tone::Calm, tr("A newer capture of this page was kept."));
    m_newer->setClosable(true);
    connect(m_newer->addButton(QStringLiteral("showNewerButton"), tr("Show it")), &QPushButton::clicked, &m_journey,
            &Journey::showNewest);
    m_contents->hide();
    m_middle->setObjectName(QStringLiteral("readerSplitter"));
    m_middle->addWidget(m_contents);
    m_middle->addWidget(m_views);
    m_middle->setStretchFactor(1, 1);
    m_middle->setSizes({220, 780});
    m_middle->setChildrenCollapsible(false);
    m_tags->hide();
    m_note->hide();
    m_note->setMaximumHeight(160);
    m_hovered->setObjectName(QStringLiteral("hoveredLinkLabel"));
    m_hovered->setTextFormat(Qt::PlainText);
    m_hovered->setContentsMargins(16, 2, 16, 2);
    m_hovered->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_hovered->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (QWidget* widget :
         {static_cast<QWidget*>(m_tools), static_cast<QWidget*>(m_link), static_cast<QWidget*>(m_strip),
          static_cast<QWidget*>(m_tags), static_cast<QWidget*>(m_newer), static_cast<QWidget*>(m_banner),
          static_cast<QWidget*>(m_choiceBar), static_cast<QWidget*>(m_partChooser)})
        column->addWidget(widget);
    column->addWidget(m_middle, 1);
    column->addWidget(m_partBar);
    column->addWidget(m_find);
    column->addWidget(m_note);
    column->addWidget(m_hovered);
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
    m_journey.savePlace();
    m_note->save();
    m_loader.stop();
    m_details = {};
    m_journey.setPage({});
    m_snapshot = {};
    m_snapshots->setSnapshots({}, 0);
    m_captures->setCaptures({});
    m_tools->setPage(m_details.page);
    m_link->setLink({});
    m_tools->back->setEnabled(m_journey.canGoBack());
    m_tools->forward->setEnabled(m_journey.canGoForward());
    m_tools->contents->setEnabled(false);
    m_contents->clear();
    m_tags->setTags({});
    m_note->setNote(0, {});
    m_view->showNothing();
    m_views->source()->clear();
    m_banner->hide();
    m_newer->hide();
    showChoice();
    m_views->setEmptyText(tr("Choose a page in the list to read it here."));
    showView(View::Empty);
}

void ReaderPanel::focusArticle() {
    m_wantsFocus = !m_view->isVisible();
    m_views->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void ReaderPanel::open(library::PageId page, library::SnapshotId snapshot) {
    if (page == this->page() && snapshot == 0 && m_journey.now().page == page)
        return;
    m_journey.visit({page, snapshot, -1});
}

void ReaderPanel::showDetails(const PageDetails& details) {
    const bool other = details.page.id != m_details.page.id;
    const library::SnapshotId before = m_details.page.currentSnapshot;
    m_details = details;
    m_journey.setPage(details.page);
    const bool sameSnapshots = m_snapshots->rowCount() == details.snapshots.size();
    if (other || !sameSnapshots)
        m_snapshots->setSnapshots(details.snapshots, details.page.currentSnapshot);
    m_captures->setCaptures(details.captures);
    m_links.setPage(details.page.id, details.page.link);
    m_tools->setPage(details.page);
    m_link->setLink(details.page.link);
    m_tools->back->setEnabled(m_journey.canGoBack());
    m_tools->forward->setEnabled(m_journey.canGoForward());
    m_tags->setTags(details.page.tags);
    m_note->setNote(details.page.id, details.page.note);
    if (!other) {
        m_strip->setShown(m_snapshot.id); // how long ago that is now
        if (showMadeAnew())
            return;
        if (m_loader.ready() && !m_choice.isAwaiting()) // else it is told with the article
            showChoice();                               // what is remembered for the site may be another
        followNewest(before);
        return;
    }
    m_banner->hide();
    m_newer->hide();
    m_snapshot = {};
    showChoice();
    m_tools->note->setChecked(!details.page.note.isEmpty());
    m_tools->article->setChecked(true);
    Q_EMIT pageShown(details.page.id);
}

void ReaderPanel::showArticle(const std::shared_ptr<ArticleDocument>& document, int part, double position) {
    const ReadyArticle& ready = *m_loader.ready();
    const bool another = m_snapshot.id != ready.snapshot.id;
    m_snapshot = ready.snapshot;
    if (m_snapshot.id == m_details.page.currentSnapshot)
        m_newer->hide();
    const bool same = !another && part == m_parts.shown();
    m_view->showDocument(document, same ? ArticleView::Selection::Keep : ArticleView::Selection::Drop);
    if (another)
        m_partChooser->hide(); // its parts are those of the one before
    if (m_tools->article->isChecked() || another) {
        m_tools->article->setChecked(true);
        showView(View::Article);
    }
    if (std::exchange(m_wantsFocus, false))
        m_view->setFocus(Qt::OtherFocusReason);
    describe(ready);
    showChoice();
    m_parts.arrived(part, position, m_search.partShown(part));
}

void ReaderPanel::showNothingToRead(const library::SnapshotRow& snapshot) {
    m_snapshot = snapshot;
    showChoice();
    m_newer->hide();
    m_strip->setShown(snapshot.id);
    m_contents->clear();
    if (snapshot.id != 0) {
        m_banner->hide(); // it says itself what is amiss
        m_views->otherFile()->showSnapshot(snapshot);
        showView(View::OtherFile);
        return;
    }
    const bool captured = !m_details.captures.isEmpty();
    const library::CaptureRow last = captured ? m_details.captures.first() : library::CaptureRow();
    const QString why =
        last.errorKind.isEmpty() ? last.errorText : archive::failureText(last.errorKind, last.status, last.errorText);
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

void ReaderPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (std::exchange(m_stale, false))
        m_changed.start();
}

void ReaderPanel::hideEvent(QHideEvent* event) {
    m_journey.savePlace();
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
