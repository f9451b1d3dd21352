#include "ui/library/libraryscreen.h"

#include "ui/library/choicepopup.h"
#include "ui/library/filterbar.h"
#include "ui/library/libraryactions.h"
#include "ui/library/pagelistpane.h"
#include "ui/library/pagelistview.h"
#include "ui/library/pagerowdelegate.h"
#include "ui/library/tagnames.h"
#include "ui/reader/articleview.h"
#include "ui/reader/readerpanel.h"
#include "ui/reader/readertools.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int openAfter = 90; // ms after the last arrow key

} // namespace

LibraryScreen::LibraryScreen(const Core& core, QWidget* parent)
    : Screen(parent)
    , m_core(core)
    , m_model(core.library)
    , m_counts(core.library)
    , m_commands(core.library)
    , m_tasks(core)
    , m_extraction(core.library)
    , m_actions(new LibraryActions(this))
    , m_splitter(new QSplitter(this))
    , m_pane(new PageListPane(m_model, &m_counts.sites(), &m_counts.tags(), *m_actions, this))
    , m_list(m_pane->list())
    , m_tagPopup(new ChoicePopup(QStringLiteral("addTagPopup"), &m_counts.tags(), tr("Tag the selected pages"), this))
    , m_reader(new ReaderPanel(core.library, &m_counts.tags(), this)) {
    setObjectName(QStringLiteral("libraryScreen"));
    m_model.setActive(false);
    m_tagPopup->setTakesNew(true);
    m_tagPopup->setEmptyText(tr("No page has a tag yet. Type one, or several with commas between them."));
    m_splitter->setObjectName(QStringLiteral("librarySplitter"));
    m_splitter->addWidget(m_pane);
    m_pane->addLine(m_extraction.line());
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
    setTabOrder(m_pane->filters().searchEdit(), &m_list);
    setTabOrder(&m_list, m_reader->view());
}

LibraryScreen::~LibraryScreen() {
    m_commands.stack().disconnect(this); // it is emptied after this part is gone
}

void LibraryScreen::connectList() {
    m_open.setObjectName(QStringLiteral("openTimer"));
    m_open.setSingleShot(true);
    m_open.setInterval(openAfter);
    connect(&m_open, &QTimer::timeout, this, [this] {
        if (const library::PageId page = m_list.currentPage(); page != 0)
            m_reader->open(page);
    });
    connect(&m_list, &PageListView::currentPageChanged, &m_open, qOverload<>(&QTimer::start));
    connect(&m_list, &PageListView::opened, this, [this](library::PageId page) {
        m_reader->open(page);
        m_reader->focusArticle();
    });
    connect(&m_list, &QWidget::customContextMenuRequested, this, &LibraryScreen::showListMenu);
    connect(&m_list.rows(), &PageRowDelegate::starClicked, this,
            [this](library::PageId page, bool starred) { m_commands.setStarred({page}, starred); });
    connect(m_pane, &PageListPane::undoWanted, this, &LibraryScreen::undo);
}

void LibraryScreen::connectReader() {
    connect(m_reader, &ReaderPanel::starWanted, this,
            [this](library::PageId page, bool on) { m_commands.setStarred({page}, on); });
    connect(m_reader, &ReaderPanel::readWanted, this,
            [this](library::PageId page, bool on) { m_commands.setRead({page}, on); });
    connect(m_reader, &ReaderPanel::tagsWanted, this,
            [this](library::PageId page, const QStringList& tags) { m_commands.addTags({page}, tags); });
    connect(m_reader, &ReaderPanel::tagUnwanted, this,
            [this](library::PageId page, const QString& tag) { m_commands.removeTag({page}, tag); });
    connect(m_reader, &ReaderPanel::removeWanted, this, [this](library::PageId page) { m_commands.remove({page}); });
    connect(m_reader, &ReaderPanel::restoreWanted, this, [this](library::PageId page) { m_commands.restore({page}); });
    connect(m_reader, &ReaderPanel::captureAgainWanted, this,
            [this](library::PageId page) { m_tasks.captureAgain({page}); });
    connect(m_reader, &ReaderPanel::articleChosen, &m_commands, &PageCommands::choose);
    connect(&m_commands, &PageCommands::done, m_reader, &ReaderPanel::refresh);
    connect(&m_commands, &PageCommands::written, m_reader, &ReaderPanel::refresh);
    connect(&m_commands, &PageCommands::failed, m_reader, &ReaderPanel::giveUpChoice);
    connect(m_reader, &ReaderPanel::archiveWanted, this, &Screen::archiveWanted);
    connect(m_reader, &ReaderPanel::pageShown, this, [this](library::PageId page) {
        m_pane->setReading(page != 0);
        if (page != m_list.currentPage())
            m_list.selectPage(page);
    });
}

void LibraryScreen::connectActions() {
    connect(m_actions->star, &QAction::triggered, this, [this] { m_commands.toggleStarred(targets()); });
    connect(m_actions->read, &QAction::triggered, this, [this] { m_commands.toggleRead(targets()); });
    connect(m_actions->tag, &QAction::triggered, this, [this] { m_tagPopup->openBelow(m_pane->countLabel()); });
    connect(m_tagPopup, &ChoicePopup::chosen, this,
            [this](const QString& typed) { m_commands.addTags(targets(), tagsIn(typed, &m_counts.tags())); });
    connect(m_actions->captureAgain, &QAction::triggered, this, [this] { m_tasks.captureAgain(targets()); });
    connect(m_actions->extractAgain, &QAction::triggered, this, [this] { m_extraction.start(targets()); });
    connect(m_actions->extractAll, &QAction::triggered, &m_extraction, &ExtractionTask::startAll);
    connect(m_actions->copyLinks, &QAction::triggered, this, [this] { m_tasks.copyLinks(targets()); });
    connect(m_actions->remove, &QAction::triggered, this, [this] { m_commands.remove(targets()); });
    connect(m_actions->restore, &QAction::triggered, this, [this] { m_commands.restore(targets()); });
    connect(&m_commands, &PageCommands::done, this, [this](const QString& sentence, bool worthALine) {
        if (worthALine)
            m_pane->tell(sentence, true);
    });
    connect(&m_commands, &PageCommands::failed, m_pane,
            [this](const QString& sentence) { m_pane->tell(sentence, false, true); });
    connect(&m_tasks, &PageTasks::said, m_pane, [this](const QString& sentence) { m_pane->tell(sentence, false); });
    connect(&m_tasks, &PageTasks::failed, m_pane,
            [this](const QString& sentence) { m_pane->tell(sentence, false, true); });
    connect(&m_commands.stack(), &QUndoStack::indexChanged, this, &Screen::undoChanged);
}

void LibraryScreen::enter() {
    m_pane->enter();
}

void LibraryScreen::showEvent(QShowEvent* event) {
    Screen::showEvent(event);
    m_model.setActive(true);
    m_counts.setWatched(true);
}

void LibraryScreen::hideEvent(QHideEvent* event) {
    m_model.setActive(false);
    m_counts.setWatched(false);
    Screen::hideEvent(event);
}

void LibraryScreen::showListMenu(const QPoint& place) {
    if (m_pane->selected() == 0)
        return;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("pageListMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_actions->star, m_actions->read, m_actions->tag});
    menu->addSeparator();
    menu->addActions({m_actions->captureAgain, m_actions->extractAgain, m_actions->extractAll, m_actions->copyLinks});
    menu->addSeparator();
    menu->addActions({m_actions->remove, m_actions->restore});
    menu->popup(m_list.viewport()->mapToGlobal(place));
}

QString LibraryScreen::undoText() const {
    return m_commands.stack().canUndo() ? m_commands.stack().undoText() : QString();
}

void LibraryScreen::undo() {
    m_commands.stack().undo();
    m_pane->clearLine();
}

QList<QAction*> LibraryScreen::viewActions() const {
    const ReaderTools& tools = *m_reader->tools();
    return {m_actions->search, m_actions->bin,  m_actions->extractAll, tools.article,
            tools.source,      tools.captures,  tools.showMore,        tools.showLess,
            tools.wholePage,   tools.wrongPart, tools.ownChoice,       tools.remember,
            tools.contents,    tools.find,      tools.findNext,        tools.findPrevious};
}

void LibraryScreen::showPage(qint64 page) {
    openPage(page);
    m_reader->focusArticle(); // who asked for a page wants to read it
}

void LibraryScreen::openPage(library::PageId page) {
    m_open.stop(); // the row a key went to just before is not what is wanted now
    m_reader->open(page);
    m_pane->openPage(page);
}

void LibraryScreen::showShelf(library::PageShelf shelf) {
    m_pane->filters().setShelf(shelf);
}

// Keys pressed in the reader are about its page, all others about what is selected in the list; with nothing selected
// there is still the page that is read.
QList<library::PageId> LibraryScreen::targets() const {
    const QWidget* focus = QApplication::focusWidget();
    const bool inReader = focus && m_reader->isAncestorOf(focus);
    if (m_reader->page() != 0 && (inReader || m_pane->selected() == 0))
        return {m_reader->page()};
    return m_list.selectedPages();
}

void LibraryScreen::saveState(QSettings& settings) const {
    settings.setValue(QStringLiteral("splitter"), m_splitter->saveState());
    const library::PageQuery query = m_pane->filters().query();
    settings.setValue(QStringLiteral("sort"), static_cast<int>(query.sort));
    settings.setValue(QStringLiteral("descending"), query.descending);
    m_reader->saveState(settings);
}

void LibraryScreen::restoreState(QSettings& settings) {
    m_splitter->restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
    const int sort = settings.value(QStringLiteral("sort"), 0).toInt();
    const bool known = sort >= 0 && sort <= static_cast<int>(library::PageSort::Length);
    m_pane->filters().setSort(known ? static_cast<library::PageSort>(sort) : library::PageSort::Added,
                              settings.value(QStringLiteral("descending"), true).toBool());
    m_reader->restoreState(settings);
}

} // namespace ui
