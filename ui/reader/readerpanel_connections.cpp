// What leads where in the reader: its parts' signals, and the actions above it.
#include "ui/reader/articleview.h"
#include "ui/reader/contentslist.h"
#include "ui/reader/noteedit.h"
#include "ui/reader/otherfileview.h"
#include "ui/reader/readerpanel.h"
#include "ui/reader/readertools.h"
#include "ui/reader/snapshotstrip.h"
#include "ui/reader/sourceview.h"
#include "ui/reader/tagedit.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>

namespace ui {

namespace {

constexpr int reloadAfter = 300; // ms after a change of the library

} // namespace

void ReaderPanel::connectLoader() {
    connect(&m_loader, &ArticleLoader::detailsRead, this, &ReaderPanel::showDetails);
    connect(&m_loader, &ArticleLoader::articleBuilt, this, &ReaderPanel::showArticle);
    connect(&m_loader, &ArticleLoader::nothingToRead, this, &ReaderPanel::showNothingToRead);
    connect(&m_loader, &ArticleLoader::failed, this, &ReaderPanel::showProblem);
    m_changed.setSingleShot(true);
    m_changed.setInterval(reloadAfter);
    connect(&m_changed, &QTimer::timeout, &m_loader, &ArticleLoader::reload);
    connect(&m_library, &library::Library::changed, this, [this] {
        m_stale = !isVisible();
        if (!m_stale && !m_changed.isActive())
            m_changed.start();
    });
}

void ReaderPanel::connectArticle() {
    connect(m_view, &ArticleView::linkClicked, &m_links, &ArticleLinks::open);
    connect(m_view, &ArticleView::linkMenuWanted, &m_links, &ArticleLinks::fillMenu);
    connect(m_view, &ArticleView::linkHovered, this, [this](const QString& link) {
        m_hovered->setText(link);
        m_hovered->setVisible(!link.isEmpty());
    });
    connect(&m_search, &ArticleSearch::partWanted, &m_parts, [this](int part) { m_parts.show(part); });
    connect(&m_links, &ArticleLinks::placeWanted, &m_parts, &ArticleParts::showPlace);
    connect(&m_links, &ArticleLinks::pageWanted, this, [this](library::PageId kept) {
        m_journey.visit({kept, 0, -1});
    });
    connect(&m_links, &ArticleLinks::archiveWanted, this, &ReaderPanel::archiveWanted);
    connect(&m_links, &ArticleLinks::refused, this, &ReaderPanel::showProblem);
    connect(m_contents, &ContentsList::headingWanted, &m_parts, &ArticleParts::showPlace);
}

void ReaderPanel::connectWidgets() {
    connect(m_strip, &SnapshotStrip::chosen, this, [this](library::SnapshotId id) {
        m_journey.visit({page(), id, -1});
    });
    connect(m_views->otherFile(), &OtherFileView::originalWanted, m_tools->openOriginal, &QAction::trigger);
    connect(m_views->otherFile(), &OtherFileView::sourceWanted, m_tools->source, &QAction::trigger);
    connect(m_views->otherFile(), &OtherFileView::failed, this, &ReaderPanel::showProblem);
    connect(m_note, &NoteEdit::saveFailed, this, &ReaderPanel::showProblem);
    connect(m_tags, &TagEdit::tagsAdded, this, [this](const QStringList& tags) { Q_EMIT tagsWanted(page(), tags); });
    connect(m_tags, &TagEdit::tagRemoved, this, [this](const QString& tag) { Q_EMIT tagUnwanted(page(), tag); });
    connect(m_tags, &TagEdit::closed, this, [this] { m_tools->tags->setChecked(false); });
}

void ReaderPanel::connectTools() {
    const ReaderTools& tools = *m_tools;
    connect(&tools, &ReaderTools::styleChosen, this, &ReaderPanel::applyStyle);
    connect(tools.back, &QAction::triggered, &m_journey, &Journey::back);
    connect(tools.forward, &QAction::triggered, &m_journey, &Journey::forward);
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
    for (QAction* action : {tools.findNext, tools.findPrevious}) {
        connect(action, &QAction::triggered, this, [this, backwards = action == m_tools->findPrevious] {
            m_tools->article->trigger();
            m_search.next(backwards);
        });
    }
    connect(tools.article, &QAction::triggered, this, [this] {
        showView(m_loader.ready() ? View::Article : m_snapshot.id != 0 ? View::OtherFile : View::Empty);
    });
    connect(tools.source, &QAction::triggered, this, [this] {
        m_views->source()->showSnapshot(m_snapshot);
        showView(View::Source);
    });
    connect(tools.captures, &QAction::triggered, this, [this] { showView(View::Captures); });
}

} // namespace ui
