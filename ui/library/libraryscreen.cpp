#include "ui/library/libraryscreen.h"

#include "archive/pipeline.h"
#include "library/errors.h"
#include "ui/library/choicepopup.h"
#include "ui/library/emptystate.h"
#include "ui/library/filterbar.h"
#include "ui/library/libraryactions.h"
#include "ui/library/pagelistview.h"
#include "ui/library/pagerowdelegate.h"
#include "ui/reader/articleview.h"
#include "ui/reader/readerpanel.h"
#include "ui/reader/readertools.h"
#include "ui/widgets/banner.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int openAfter = 90;      // ms after the last arrow key
constexpr int countsAfter = 1'500; // ms after a change of the library
constexpr int lineStays = 15'000;  // ms
constexpr int mostSites = 2'000;
constexpr qsizetype mostCopied = 100'000;

} // namespace

LibraryScreen::LibraryScreen(const Core& core, QWidget* parent)
    : Screen(parent)
    , m_core(core)
    , m_model(core.library)
    , m_commands(core.library)
    , m_actions(new LibraryActions(this))
    , m_splitter(new QSplitter(this))
    , m_tagPopup(new ChoicePopup(QStringLiteral("addTagPopup"), &m_tags, tr("Tag the selected pages"), this))
    , m_reader(new ReaderPanel(core.library, &m_tags, this)) {
    setObjectName(QStringLiteral("libraryScreen"));
    m_model.setActive(false);
    m_tagPopup->setTakesNew(true);
    m_splitter->setObjectName(QStringLiteral("librarySplitter"));
    m_splitter->addWidget(buildSide());
    m_splitter->addWidget(m_reader);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({400, 800});
    m_splitter->setChildrenCollapsible(false);
    auto* row = new QVBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_splitter);
    for (QAction* action : m_reader->tools()->all()) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
    }
    connectList();
    connectReader();
    connectActions();
    setTabOrder(m_filters->searchEdit(), m_list);
    setTabOrder(m_list, m_reader->view());
    runQuery();
}

LibraryScreen::~LibraryScreen() = default;

QWidget* LibraryScreen::buildSide() {
    auto* side = new QWidget(this);
    side->setMinimumWidth(280);
    m_filters = new FilterBar(&m_sites, &m_tags, side);
    m_list = new PageListView(m_model, side);
    m_empty = new EmptyState(side);
    m_listOrEmpty = new QStackedWidget(side);
    m_listOrEmpty->addWidget(m_list);
    m_listOrEmpty->addWidget(m_empty);
    m_line = new Banner(side);
    m_line->setObjectName(QStringLiteral("libraryLine"));
    m_line->setClosable(true);
    m_undoButton = m_line->addButton(QStringLiteral("libraryUndoButton"), tr("&Undo"));
    m_line->hide();
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_filters);
    column->addWidget(buildSelectionBar(side));
    column->addWidget(m_listOrEmpty, 1);
    column->addWidget(m_line);
    return side;
}

QWidget* LibraryScreen::buildSelectionBar(QWidget* parent) {
    auto* bar = new QWidget(parent);
    m_count = new QLabel(bar);
    m_count->setObjectName(QStringLiteral("pageCountLabel"));
    m_count->setTextFormat(Qt::PlainText);
    m_selectionBar = new QWidget(bar);
    m_selectionBar->setObjectName(QStringLiteral("selectionBar"));
    auto* buttons = new QHBoxLayout(m_selectionBar);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(0);
    for (QAction* action : {m_actions->star, m_actions->read, m_actions->tag, m_actions->captureAgain,
                            m_actions->remove, m_actions->restore}) {
        auto* button = new QToolButton(m_selectionBar);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setIconSize({18, 18});
        button->setAccessibleName(action->text());
        buttons->addWidget(button);
        connect(action, &QAction::changed, button, [button, action] { button->setVisible(action->isVisible()); });
    }
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(16, 0, 10, 4);
    row->addWidget(m_count, 1);
    row->addWidget(m_selectionBar);
    bar->setFixedHeight(32);
    return bar;
}

void LibraryScreen::connectList() {
    connect(m_filters, &FilterBar::queryChanged, this, &LibraryScreen::runQuery);
    connect(m_filters, &FilterBar::listWanted, this, [this] {
        m_list->setFocus(Qt::TabFocusReason);
        if (!m_list->currentIndex().isValid() && m_model.rowCount() > 0)
            m_list->selectPage(m_model.pageAt(0));
    });
    connect(&m_model, &models::PageListModel::found, this, &LibraryScreen::listFound);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &LibraryScreen::describeCount);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &LibraryScreen::describeCount);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &LibraryScreen::describeCount);
    connect(&m_model, &models::PageListModel::readingFailed, this,
            [this](const QString& sentence) { tell(sentence, false, true); });
    m_open.setSingleShot(true);
    m_open.setInterval(openAfter);
    connect(&m_open, &QTimer::timeout, this, [this] {
        if (const library::PageId page = m_list->currentPage(); page != 0)
            m_reader->open(page);
    });
    connect(m_list, &PageListView::currentPageChanged, &m_open, qOverload<>(&QTimer::start));
    connect(m_list, &PageListView::opened, this, [this](library::PageId page) {
        m_reader->open(page);
        m_reader->focusArticle();
    });
    connect(m_list, &PageListView::selectionCountChanged, this, [this](int pages) {
        m_selected = pages;
        describeCount();
    });
    connect(m_list, &QWidget::customContextMenuRequested, this, &LibraryScreen::showListMenu);
    connect(&m_list->rows(), &PageRowDelegate::starClicked, this,
            [this](library::PageId page, bool starred) { m_commands.setStarred({page}, starred); });
    connect(m_empty, &EmptyState::pressed, m_filters, &FilterBar::clearAll);
    m_counts.setSingleShot(true);
    connect(&m_counts, &QTimer::timeout, this, &LibraryScreen::readCounts);
    connect(&m_core.library, &library::Library::changed, this, [this] {
        if (isVisible() && !m_counts.isActive())
            m_counts.start(countsAfter);
    });
}

void LibraryScreen::connectReader() {
    connect(m_reader, &ReaderPanel::starWanted, this,
            [this](library::PageId page, bool on) { m_commands.setStarred({page}, on); });
    connect(m_reader, &ReaderPanel::readWanted, this,
            [this](library::PageId page, bool on) { m_commands.setRead({page}, on); });
    connect(m_reader, &ReaderPanel::tagWanted, this, [this](library::PageId page, const QString& tag, bool added) {
        added ? m_commands.addTag({page}, tag) : m_commands.removeTag({page}, tag);
    });
    connect(m_reader, &ReaderPanel::removeWanted, this, [this](library::PageId page) { m_commands.remove({page}); });
    connect(m_reader, &ReaderPanel::restoreWanted, this, [this](library::PageId page) { m_commands.restore({page}); });
    connect(m_reader, &ReaderPanel::captureAgainWanted, this, [this](library::PageId page) { captureAgain({page}); });
    connect(m_reader, &ReaderPanel::archiveWanted, this, &Screen::archiveWanted);
    connect(m_reader, &ReaderPanel::pageShown, this, [this](library::PageId page) {
        if (page != m_list->currentPage())
            m_list->selectPage(page);
    });
}

void LibraryScreen::connectActions() {
    connect(m_actions->star, &QAction::triggered, this, &LibraryScreen::toggleStar);
    connect(m_actions->read, &QAction::triggered, this, &LibraryScreen::toggleRead);
    connect(m_actions->tag, &QAction::triggered, this, [this] { m_tagPopup->openBelow(m_count); });
    connect(m_tagPopup, &ChoicePopup::chosen, this, [this](const QString& tag) { m_commands.addTag(targets(), tag); });
    connect(m_actions->captureAgain, &QAction::triggered, this, [this] { captureAgain(targets()); });
    connect(m_actions->copyLinks, &QAction::triggered, this, &LibraryScreen::copyLinks);
    connect(m_actions->remove, &QAction::triggered, this, [this] { m_commands.remove(targets()); });
    connect(m_actions->restore, &QAction::triggered, this, [this] { m_commands.restore(targets()); });
    connect(m_actions->search, &QAction::triggered, m_filters, &FilterBar::focusSearch);
    connect(&m_commands, &PageCommands::done, this, [this](const QString& sentence, bool worthALine) {
        if (worthALine)
            tell(sentence, true);
    });
    connect(&m_commands, &PageCommands::failed, this, [this](const QString& sentence) { tell(sentence, false, true); });
    connect(&m_commands.stack(), &QUndoStack::indexChanged, this, &Screen::undoChanged);
    connect(m_undoButton, &QPushButton::clicked, this, &LibraryScreen::undo);
    m_lineAway.setSingleShot(true);
    m_lineAway.setInterval(lineStays);
    connect(&m_lineAway, &QTimer::timeout, m_line, &QWidget::hide);
}

void LibraryScreen::enter() {
    if (m_model.rowCount() > 0)
        m_list->setFocus(Qt::OtherFocusReason);
    else
        m_filters->focusSearch();
}

void LibraryScreen::showEvent(QShowEvent* event) {
    Screen::showEvent(event);
    m_model.setActive(true);
    readCounts();
}

void LibraryScreen::hideEvent(QHideEvent* event) {
    m_model.setActive(false);
    Screen::hideEvent(event);
}

void LibraryScreen::runQuery() {
    m_model.setQuery(m_filters->query(), m_filters->byRank());
    m_actions->setSelection(m_selected, m_filters->query().shelf == library::PageShelf::Bin);
}

void LibraryScreen::listFound() {
    describeEmpty();
    m_listOrEmpty->setCurrentWidget(m_model.rowCount() > 0 ? static_cast<QWidget*>(m_list) : m_empty);
    describeCount();
    if (m_wanted != 0 && m_model.rowOf(m_wanted) >= 0)
        m_list->selectPage(m_wanted);
    m_wanted = 0;
}

void LibraryScreen::describeCount() {
    const int pages = m_model.rowCount();
    const QString all = tr("%n page(s)", nullptr, pages);
    m_count->setText(m_selected > 1 ? tr("%1 of %2 selected").arg(locale().toString(m_selected), all) : all);
    m_selectionBar->setVisible(m_selected > 0);
    m_actions->setSelection(m_selected, m_filters->query().shelf == library::PageShelf::Bin);
}

void LibraryScreen::describeEmpty() {
    const library::PageQuery query = m_filters->query();
    if (m_filters->narrows()) {
        const QString search = m_filters->searchEdit()->text().trimmed();
        m_empty->setWords(search.isEmpty() ? tr("No page here") : tr("Nothing found for “%1”").arg(search),
                          tr("All words are wanted. Fewer words, or no filters, find more."),
                          tr("Clear search and filters"));
        return;
    }
    switch (query.shelf) {
    case library::PageShelf::Kept:
        m_empty->setWords(tr("Nothing is kept yet"),
                          tr("Go to Archive (Ctrl+1), paste or drop links, and press Archive."));
        break;
    case library::PageShelf::Unread:
        m_empty->setWords(tr("Everything is read"), tr("Pages you have not read yet stand here."),
                          tr("Show all pages"));
        break;
    case library::PageShelf::Starred:
        m_empty->setWords(tr("No page has a star"), tr("Press S on a page to find it here again."),
                          tr("Show all pages"));
        break;
    case library::PageShelf::Failed:
        m_empty->setWords(tr("No page failed"), tr("Pages whose last capture failed stand here."),
                          tr("Show all pages"));
        break;
    case library::PageShelf::Bin:
        m_empty->setWords(tr("The bin is empty"), tr("Pages moved to the bin can be brought back for 30 days."),
                          tr("Show all pages"));
        break;
    }
}

void LibraryScreen::showListMenu(const QPoint& place) {
    if (m_selected == 0)
        return;
    QMenu menu(this);
    menu.setObjectName(QStringLiteral("pageListMenu"));
    menu.addActions({m_actions->star, m_actions->read, m_actions->tag});
    menu.addSeparator();
    menu.addActions({m_actions->captureAgain, m_actions->copyLinks});
    menu.addSeparator();
    menu.addActions({m_actions->remove, m_actions->restore});
    menu.exec(m_list->viewport()->mapToGlobal(place));
}

void LibraryScreen::readCounts() {
    struct Counts {
        QList<library::TagCount> sites;
        QList<library::TagCount> tags;
    };
    m_core.library.read(
        library::ReadLane::Lists, this,
        [](library::Stores& stores) -> base::Result<Counts> {
            auto sites = stores.pages.sites(mostSites);
            auto tags = stores.pages.tags();
            if (!sites || !tags)
                return sites ? tags.error() : sites.error();
            return Counts{std::move(*sites), std::move(*tags)};
        },
        [this](const base::Result<Counts>& counts) {
            if (!counts) {
                if (counts.error().kind == library::interrupted)
                    m_counts.start(countsAfter);
                return;
            }
            m_sites.setCounts(counts->sites);
            m_tags.setCounts(counts->tags);
        });
}

void LibraryScreen::tell(const QString& sentence, bool undoable, bool warning) {
    m_line->setMessage(warning ? Banner::Tone::Warning : Banner::Tone::Calm, sentence);
    m_undoButton->setVisible(undoable);
    m_line->show();
    m_lineAway.start();
}

QString LibraryScreen::undoText() const {
    return m_commands.stack().canUndo() ? m_commands.stack().undoText() : QString();
}

void LibraryScreen::undo() {
    m_commands.stack().undo();
    m_line->hide();
}

QList<QAction*> LibraryScreen::viewActions() const {
    const ReaderTools& tools = *m_reader->tools();
    return {m_actions->search, tools.article, tools.source, tools.captures, tools.contents, tools.find};
}

void LibraryScreen::openPage(library::PageId page) {
    m_reader->open(page);
    m_wanted = page;
    if (m_model.rowOf(page) >= 0) {
        m_list->selectPage(page);
        m_wanted = 0;
    } else if (m_filters->narrows() || m_filters->query().shelf != library::PageShelf::Kept) {
        m_filters->clearAll();
    }
}

void LibraryScreen::showShelf(library::PageShelf shelf) {
    m_filters->setShelf(shelf);
}

// Keys pressed in the reader are about its page, all others about what is selected in the list.
QList<library::PageId> LibraryScreen::targets() const {
    const QWidget* focus = QApplication::focusWidget();
    if (focus && m_reader->isAncestorOf(focus) && m_reader->page() != 0)
        return {m_reader->page()};
    return m_list->selectedPages();
}

void LibraryScreen::withRows(const QList<library::PageId>& pages,
                             const std::function<void(const QList<library::PageRow>&)>& use) {
    m_core.library.read(
        library::ReadLane::Reader, this, [pages](library::Stores& stores) { return stores.pages.rows(pages); },
        [this, use](const base::Result<QList<library::PageRow>>& rows) {
            if (rows)
                use(*rows);
            else if (rows.error().kind != library::interrupted)
                tell(rows.error().message, false, true);
        });
}

void LibraryScreen::toggleStar() {
    const QList<library::PageId> pages = targets();
    withRows(pages, [this, pages](const QList<library::PageRow>& rows) {
        const bool all = std::all_of(rows.begin(), rows.end(), [](const library::PageRow& row) { return row.starred; });
        m_commands.setStarred(pages, !all);
    });
}

void LibraryScreen::toggleRead() {
    const QList<library::PageId> pages = targets();
    withRows(pages, [this, pages](const QList<library::PageRow>& rows) {
        const bool all =
            std::all_of(rows.begin(), rows.end(), [](const library::PageRow& row) { return row.readAt.has_value(); });
        m_commands.setRead(pages, !all);
    });
}

void LibraryScreen::captureAgain(const QList<library::PageId>& pages) {
    if (pages.isEmpty())
        return;
    m_core.library.write(
        this,
        [pages](library::Stores& stores) -> base::Result<library::AddedJobs> {
            const auto rows = stores.pages.rows(pages);
            if (!rows)
                return rows.error();
            QList<library::NewJob> jobs;
            for (const library::PageRow& row : *rows)
                jobs.append({row.link, row.title, {}, {}});
            return stores.jobs.add(jobs, library::IfKept::CaptureAgain);
        },
        [this](const base::Result<library::AddedJobs>& added) {
            if (!added) {
                tell(added.error().message, false, true);
                return;
            }
            const auto count = static_cast<int>(added->added);
            tell(count > 0 ? tr("%n page(s) will be captured again", nullptr, count)
                           : tr("Already waiting to be captured"),
                 false);
            archive::Pipeline* pipeline = &m_core.pipeline;
            QMetaObject::invokeMethod(
                pipeline, [pipeline] { pipeline->wake(); }, Qt::QueuedConnection);
        });
}

void LibraryScreen::copyLinks() {
    withRows(targets().mid(0, mostCopied), [](const QList<library::PageRow>& rows) {
        QStringList links;
        for (const library::PageRow& row : rows)
            links.append(row.link);
        QApplication::clipboard()->setText(links.join(QLatin1Char('\n')));
    });
}

void LibraryScreen::saveState(QSettings& settings) const {
    settings.setValue(QStringLiteral("splitter"), m_splitter->saveState());
    const library::PageQuery query = m_filters->query();
    settings.setValue(QStringLiteral("sort"), static_cast<int>(query.sort));
    settings.setValue(QStringLiteral("descending"), query.descending);
    m_reader->saveState(settings);
}

void LibraryScreen::restoreState(QSettings& settings) {
    m_splitter->restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
    const int sort = settings.value(QStringLiteral("sort"), 0).toInt();
    const bool known = sort >= 0 && sort <= static_cast<int>(library::PageSort::Length);
    m_filters->setSort(known ? static_cast<library::PageSort>(sort) : library::PageSort::Added,
                       settings.value(QStringLiteral("descending"), true).toBool());
    m_reader->restoreState(settings);
}

} // namespace ui
