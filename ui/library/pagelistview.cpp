#include "ui/library/pagelistview.h"

#include "models/pagelistmodel.h"
#include "ui/library/pagerowdelegate.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace ui {

namespace {

constexpr qsizetype mostRestored = 5'000; // a selection larger than this is not looked up after a replaced list

} // namespace

PageListView::PageListView(models::PageListModel& model, QWidget* parent)
    : QTableView(parent)
    , m_model(model)
    , m_delegate(new PageRowDelegate(this)) {
    setObjectName(QStringLiteral("pageList"));
    setAccessibleName(tr("Pages"));
    setItemDelegate(m_delegate);
    horizontalHeader()->hide();
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setMinimumSectionSize(50);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(m_delegate->rowHeight(font()));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    // Before the selection model's own, which moves on to the row above.
    connect(&model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &PageListView::beforeRemoval);
    setModel(&model);
    connect(&model, &QAbstractItemModel::rowsAboutToBeInserted, this, &PageListView::keepPlace);
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &PageListView::rememberSelection);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &PageListView::returnToPlace, Qt::QueuedConnection);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &PageListView::afterRemoval, Qt::QueuedConnection);
    connect(&model, &QAbstractItemModel::modelReset, this, &PageListView::restoreSelection, Qt::QueuedConnection);
    connect(this, &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT opened(m_model.pageAt(index.row())); });
}

QList<library::PageId> PageListView::selectedPages() const {
    QList<int> rows;
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end());
    QList<library::PageId> pages;
    pages.reserve(rows.size());
    for (const int row : std::as_const(rows))
        pages.append(m_model.pageAt(row));
    return pages;
}

library::PageId PageListView::currentPage() const {
    return currentIndex().isValid() ? m_model.pageAt(currentIndex().row()) : 0;
}

void PageListView::selectPage(library::PageId page) {
    const int row = m_model.rowOf(page);
    if (row < 0) {
        clearSelection();
        setCurrentIndex({});
        return;
    }
    if (row == currentIndex().row())
        return;
    selectionModel()->setCurrentIndex(m_model.index(row),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(m_model.index(row), QAbstractItemView::EnsureVisible);
}

// At the very top with nothing chosen, new rows may be seen coming in; else what is on top stays there.
void PageListView::keepPlace() {
    if (m_top != 0)
        return;
    if (verticalScrollBar()->value() == 0 && !currentIndex().isValid())
        return;
    const int row = rowAt(0);
    m_top = m_model.pageAt(row);
    m_topOffset = row >= 0 ? rowViewportPosition(row) : 0;
}

void PageListView::returnToPlace() {
    const int row = m_top != 0 ? m_model.rowOf(m_top) : -1;
    m_top = 0;
    if (row >= 0)
        verticalScrollBar()->setValue(row * verticalHeader()->defaultSectionSize() - m_topOffset);
    tellShown();
}

void PageListView::beforeRemoval(const QModelIndex&, int first, int last) {
    keepPlace();
    m_replacing = true;
    const int current = currentIndex().row();
    if (m_next > last)
        m_next -= last - first + 1;
    else if (m_next < 0 && current >= first && current <= last)
        m_next = first;
}

// Who works in the list goes on with the row that has moved up; who reads is not shown another page.
void PageListView::afterRemoval() {
    m_replacing = false;
    const int next = std::min(std::exchange(m_next, -1), m_model.rowCount() - 1);
    if (next >= 0 && !selectionModel()->hasSelection()) {
        m_current = 0;
        setCurrentIndex({});
        if (hasFocus())
            selectPage(m_model.pageAt(next));
    } else {
        goToChosenMeanwhile();
    }
    returnToPlace();
}

void PageListView::rememberSelection() {
    keepPlace();
    m_selected = selectedPages();
    m_current = currentPage();
    m_replacing = true;
}

void PageListView::restoreSelection() {
    m_replacing = false;
    m_next = -1;
    QItemSelection selection;
    if (m_selected.size() <= mostRestored) {
        QSet<library::PageId> wanted(m_selected.begin(), m_selected.end());
        const QList<library::PageId>& pages = m_model.pages();
        for (int row = 0; row < pages.size() && !wanted.isEmpty(); ++row) {
            if (wanted.remove(pages.at(row)))
                selection.select(m_model.index(row), m_model.index(row));
        }
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    const int current = m_current != 0 ? m_model.rowOf(m_current) : -1;
    if (current >= 0)
        selectionModel()->setCurrentIndex(m_model.index(current), QItemSelectionModel::NoUpdate);
    else
        goToChosenMeanwhile();
    m_selected.clear();
    returnToPlace();
}

// Who works in the list reads the row that became the current one while rows were replaced.
void PageListView::goToChosenMeanwhile() {
    if (!hasFocus() || currentPage() == 0 || currentPage() == m_current)
        return;
    selectionModel()->select(currentIndex(), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    m_current = currentPage();
    Q_EMIT currentPageChanged(m_current);
}

void PageListView::tellShown() {
    const int first = rowAt(0);
    const int last = rowAt(viewport()->height() - 1);
    const int rows = m_model.rowCount();
    if (rows > 0)
        m_model.setShown(qMax(0, first), last < 0 ? rows - 1 : last);
}

void PageListView::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        verticalHeader()->setDefaultSectionSize(m_delegate->rowHeight(font()));
}

void PageListView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    tellShown();
}

void PageListView::scrollContentsBy(int dx, int dy) {
    QTableView::scrollContentsBy(dx, dy);
    tellShown();
}

// Qt makes the first row current without selecting it: then it is shown beside the list, but no key is about it.
void PageListView::focusInEvent(QFocusEvent* event) {
    QTableView::focusInEvent(event);
    if (currentIndex().isValid() && !selectionModel()->hasSelection())
        selectionModel()->select(currentIndex(), QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

void PageListView::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT opened(currentPage());
        return;
    }
    if (event->key() == Qt::Key_Home || event->key() == Qt::Key_End) { // of the list, not of the row
        const int row = event->key() == Qt::Key_Home ? 0 : m_model.rowCount() - 1;
        const auto how = event->modifiers().testFlag(Qt::ShiftModifier) ? QItemSelectionModel::SelectCurrent
                                                                        : QItemSelectionModel::ClearAndSelect;
        selectionModel()->setCurrentIndex(m_model.index(row), how | QItemSelectionModel::Rows);
        return;
    }
    QTableView::keyPressEvent(event);
}

void PageListView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (!m_replacing && current.isValid() && m_model.pageAt(current.row()) != m_current) {
        m_current = m_model.pageAt(current.row());
        Q_EMIT currentPageChanged(m_current);
    }
}

void PageListView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
    QTableView::selectionChanged(selected, deselected);
    int count = 0;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        count += range.height();
    Q_EMIT selectionCountChanged(count);
}

} // namespace ui
