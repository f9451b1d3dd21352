#include "ui/library/pagelistpane.h"

#include "ui/library/emptystate.h"
#include "ui/library/filterbar.h"
#include "ui/library/libraryactions.h"
#include "ui/library/pagelistview.h"
#include "ui/widgets/banner.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace ui {

namespace {
constexpr int lineStays = 15'000; // ms
}

PageListPane::PageListPane(models::PageListModel& model, models::TagCountModel* sites, models::TagCountModel* tags,
                           LibraryActions& actions, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_actions(actions)
    , m_filters(new FilterBar(sites, tags, this))
    , m_list(new PageListView(model, this))
    , m_empty(new EmptyState(this))
    , m_listOrEmpty(new QStackedWidget(this))
    , m_count(new QLabel(this))
    , m_selectionBar(new QWidget(this))
    , m_line(new Banner(this))
    , m_inBin(new Banner(this)) {
    setMinimumWidth(280);
    m_listOrEmpty->addWidget(m_list);
    m_listOrEmpty->addWidget(m_empty);
    buildLine();
    buildBinLine();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_filters);
    column->addWidget(m_inBin);
    column->addWidget(buildCountRow());
    column->addWidget(m_listOrEmpty, 1);
    column->addWidget(m_line);
    connectParts();
    runQuery();
}

QWidget* PageListPane::buildCountRow() {
    auto* bar = new QWidget(this);
    m_count->setObjectName(QStringLiteral("pageCountLabel"));
    m_count->setTextFormat(Qt::PlainText);
    m_selectionBar->setObjectName(QStringLiteral("selectionBar"));
    auto* buttons = new QHBoxLayout(m_selectionBar);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(0);
    for (QAction* action :
         {m_actions.star, m_actions.read, m_actions.tag, m_actions.captureAgain, m_actions.remove, m_actions.restore}) {
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

void PageListPane::buildLine() {
    m_line->setObjectName(QStringLiteral("libraryLine"));
    m_line->setClosable(true);
    m_undoButton = m_line->addButton(QStringLiteral("libraryUndoButton"), tr("&Undo"));
    m_line->hide();
    m_lineAway.setSingleShot(true);
    m_lineAway.setInterval(lineStays);
    connect(&m_lineAway, &QTimer::timeout, m_line, &QWidget::hide);
    connect(m_undoButton, &QPushButton::clicked, this, &PageListPane::undoWanted);
}

void PageListPane::buildBinLine() {
    m_inBin->setObjectName(QStringLiteral("binLine"));
    m_inBin->setMessage(Banner::Tone::Calm, tr("The bin: pages stay 30 days."));
    QPushButton* back = m_inBin->addButton(QStringLiteral("leaveBinButton"), tr("Back to all &pages"));
    back->setToolTip(tr("Back to all pages (%1)").arg(m_actions.bin->shortcut().toString(QKeySequence::NativeText)));
    connect(back, &QPushButton::clicked, this, &PageListPane::toggleBin);
}

// What is searched for stays: it may be in the one or in the other.
void PageListPane::toggleBin() {
    const bool inBin = m_filters->query().shelf == library::PageShelf::Bin;
    m_filters->setShelf(inBin ? library::PageShelf::Kept : library::PageShelf::Bin);
    m_listOrEmpty->currentWidget()->setFocus(Qt::OtherFocusReason); // what is found decides who keeps it
}

void PageListPane::connectParts() {
    connect(m_filters, &FilterBar::queryChanged, this, &PageListPane::runQuery);
    connect(m_filters, &FilterBar::listWanted, this, [this] {
        m_list->setFocus(Qt::TabFocusReason);
        if (!m_list->currentIndex().isValid() && m_model.rowCount() > 0)
            m_list->selectPage(m_model.pageAt(0));
    });
    m_filters->searchEdit()->installEventFilter(this);
    connect(m_filters->searchEdit(), &QLineEdit::textEdited, this, [this] { m_typedSince = true; });
    connect(m_empty, &EmptyState::pressed, m_filters, &FilterBar::clearAll);
    connect(m_empty, &EmptyState::binWanted, this, &PageListPane::toggleBin);
    connect(m_actions.bin, &QAction::triggered, this, &PageListPane::toggleBin);
    connect(m_actions.search, &QAction::triggered, m_filters, &FilterBar::focusSearch);
    connect(&m_model, &models::PageListModel::found, this, &PageListPane::listFound);
    connect(&m_model, &models::PageListModel::inBinCounted, this, [this] {
        describeEmpty();
        describe();
    });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &PageListPane::describe);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &PageListPane::describe);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &PageListPane::describe);
    connect(&m_model, &models::PageListModel::readingFailed, this,
            [this](const QString& sentence) { tell(sentence, false, true); });
    connect(m_list, &PageListView::selectionCountChanged, this, [this](int pages) {
        m_selected = pages;
        describe();
    });
}

QWidget* PageListPane::countLabel() const {
    return m_count;
}

void PageListPane::runQuery() {
    m_model.setQuery(m_filters->query(), m_filters->byRank());
    m_inBin->setVisible(m_filters->query().shelf == library::PageShelf::Bin);
    offerActions();
}

void PageListPane::listFound() {
    describeEmpty();
    const QWidget* focus = window()->focusWidget();
    const bool focused = focus == m_list || focus == m_empty;
    const bool wasListed = std::exchange(m_listed, m_model.rowCount() > 0);
    m_listOrEmpty->setCurrentWidget(m_listed ? static_cast<QWidget*>(m_list) : m_empty);
    if (focused && m_listed)
        m_list->setFocus(Qt::OtherFocusReason);
    else if (focused && (wasListed || focus == m_empty))
        m_empty->setFocus(Qt::OtherFocusReason); // who took the last row away can undo it, which is not a field's undo
    else if (focused)
        m_filters->focusSearch(); // there is nothing to walk through
    describe();
    if (m_wanted != 0 && m_model.rowOf(m_wanted) >= 0)
        m_list->selectPage(m_wanted);
    else if (focused && m_model.rowCount() > 0 && !m_list->currentIndex().isValid())
        m_list->selectPage(m_model.pageAt(0)); // as if it had been there when the list got the keys
    m_wanted = 0;
}

void PageListPane::describeEmpty() {
    m_empty->describe(m_filters->query().shelf, m_filters->narrows(), m_filters->searchEdit()->text().trimmed(),
                      m_model.inBin());
}

void PageListPane::describe() {
    const int pages = m_model.rowCount();
    QString all = tr("%n page(s)", nullptr, pages);
    if (m_selected > 1)
        all = tr("%1 of %2 selected").arg(locale().toString(m_selected), all);
    if (const int more = int(m_model.inBin()); more > 0)
        all = tr("%1 · %2").arg(all, tr("%n more in the bin", nullptr, more));
    m_count->setText(all);
    m_selectionBar->setVisible(m_selected > 0);
    offerActions();
}

void PageListPane::offerActions() {
    const int pages = m_selected == 0 && m_reading ? 1 : m_selected;
    m_actions.setSelection(pages, m_filters->query().shelf == library::PageShelf::Bin);
}

void PageListPane::setReading(bool reading) {
    m_reading = reading;
    offerActions();
}

void PageListPane::enter() {
    if (m_listOrEmpty->currentWidget() == m_empty)
        m_filters->focusSearch();
    else
        m_list->setFocus(Qt::OtherFocusReason);
}

void PageListPane::openPage(library::PageId page) {
    m_wanted = page;
    if (m_model.rowOf(page) >= 0) {
        m_list->selectPage(page);
        m_wanted = 0;
    } else if (m_filters->narrows() || m_filters->query().shelf != library::PageShelf::Kept) {
        m_filters->clearAll();
    }
}

void PageListPane::tell(const QString& sentence, bool undoable, bool warning) {
    m_line->setMessage(warning ? Banner::Tone::Warning : Banner::Tone::Calm, sentence);
    m_undoButton->setVisible(undoable);
    m_undoable = undoable;
    m_typedSince = false;
    m_line->show();
    m_lineAway.start();
}

// While the line offers to undo and nothing was typed after that, the key of Undo is not the search's.
bool PageListPane::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Undo) &&
        m_undoable && !m_typedSince && m_line->isVisible()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void PageListPane::addLine(QWidget* line) {
    layout()->addWidget(line);
}

void PageListPane::clearLine() {
    m_line->hide();
}

} // namespace ui
