#include "ui/archive/jobtable.h"

#include "models/joblistmodel.h"
#include "ui/archive/jobdelegate.h"
#include "ui/widgets/tablestyle.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QScrollBar>
#include <QSettings>

#include <algorithm>
#include <array>

namespace ui {

using models::JobListModel;

namespace {
constexpr qsizetype mostRemembered = 2000; // selected rows kept over a new order; larger selections are dropped
} // namespace

JobTable::JobTable(JobListModel& jobs, QWidget* parent)
    : QTableView(parent)
    , m_jobs(jobs) {
    setObjectName(QStringLiteral("jobTable"));
    setAccessibleName(tr("Links and what became of them"));
    setModel(&m_jobs);
    auto* delegate = new JobDelegate(this);
    setItemDelegate(delegate);
    connect(delegate, &JobDelegate::retryWanted, this, &JobTable::retryWanted);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setUpHeaders();
    connect(&m_jobs, &QAbstractItemModel::modelAboutToBeReset, this, &JobTable::rememberPlace);
    connect(&m_jobs, &QAbstractItemModel::modelReset, this, &JobTable::restorePlace);
    connect(this, &QAbstractItemView::doubleClicked, this, &JobTable::openWanted);
}

void JobTable::setUpHeaders() {
    giveHeaderRoom(*this);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(JobDelegate::rowHeight(fontMetrics()));
    QHeaderView* columns = horizontalHeader();
    columns->setHighlightSections(false);
    // With a selection of its own, always empty: else, to paint itself, it asks each of a million selected rows.
    columns->setSelectionModel(new QItemSelectionModel(&m_jobs, columns));
    columns->setStretchLastSection(true);
    columns->setSectionsMovable(true);
    columns->setSortIndicatorClearable(true);
    columns->setMinimumSectionSize(48);
    columns->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    connect(columns, &QHeaderView::sectionResized, this, [this](int column, int, int size) {
        if (QGuiApplication::mouseButtons() == Qt::NoButton)
            return;
        m_fitted = true;
        m_pageWidth = column == JobListModel::Page ? size : columnWidth(JobListModel::Page);
    });
}

// What the table grows or shrinks by is the Page column's.
void JobTable::fitColumns() {
    const int width = viewport()->width();
    const int unit = fontMetrics().averageCharWidth();
    if (m_fitted && m_width > 0) {
        m_pageWidth += width - m_width;
    } else {
        const bool ended = isColumnHidden(JobListModel::Progress);
        const std::array widths{std::pair(JobListModel::State, 15), std::pair(JobListModel::Host, 21),
                                std::pair(JobListModel::Progress, ended ? 0 : 13), std::pair(JobListModel::Size, 11),
                                std::pair(JobListModel::Time, 10)};
        m_pageWidth = width;
        for (const auto& [column, units] : widths) {
            setColumnWidth(column, units * unit);
            m_pageWidth -= units * unit;
        }
        m_pageWidth -= ended ? m_pageWidth / 2 : 32 * unit; // for what happened
    }
    m_width = width;
    setColumnWidth(JobListModel::Page, qMax(32 * unit, m_pageWidth));
}

void JobTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
}

void JobTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        verticalHeader()->setDefaultSectionSize(JobDelegate::rowHeight(fontMetrics()));
}

void JobTable::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && event->modifiers() == Qt::NoModifier &&
        currentIndex().isValid()) {
        Q_EMIT openWanted();
        return;
    }
    QTableView::keyPressEvent(event);
}

QList<library::JobId> JobTable::selectedJobs() const {
    QItemSelection selection = selectionModel()->selection();
    std::sort(selection.begin(), selection.end(),
              [](const QItemSelectionRange& a, const QItemSelectionRange& b) { return a.top() < b.top(); });
    QList<library::JobId> jobs;
    int next = 0;
    for (const QItemSelectionRange& range : std::as_const(selection)) {
        if (range.bottom() >= next)
            jobs += m_jobs.idsAt(qMax(next, range.top()), range.bottom());
        next = qMax(next, range.bottom() + 1);
    }
    return jobs;
}

const library::Job* JobTable::currentJob() const {
    return currentIndex().isValid() ? m_jobs.jobAt(currentIndex().row()) : nullptr;
}

void JobTable::showRow(int row) {
    executeDelayedItemsLayout(); // until then there is no room to scroll to new rows
    scrollTo(m_jobs.index(row, 0), QAbstractItemView::PositionAtCenter);
}

void JobTable::rememberPlace() {
    m_selected = selectedJobs();
    if (m_selected.size() > mostRemembered)
        m_selected.clear();
    m_current = currentIndex().isValid() ? m_jobs.idAt(currentIndex().row()) : 0;
    m_atTop = verticalScrollBar()->value() == 0;
    const int top = rowAt(0);
    m_top = top >= 0 ? m_jobs.idAt(top) : 0;
}

void JobTable::restorePlace() {
    QItemSelection selection;
    for (const library::JobId id : std::as_const(m_selected)) {
        const int row = m_jobs.rowOf(id);
        if (row >= 0)
            selection.select(m_jobs.index(row, 0), m_jobs.index(row, JobListModel::columns - 1));
    }
    const int current = m_current ? m_jobs.rowOf(m_current) : -1;
    if (current >= 0)
        selectionModel()->setCurrentIndex(m_jobs.index(current, JobListModel::Page), QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    const int top = m_top && !m_atTop ? m_jobs.rowOf(m_top) : -1;
    if (top >= 0)
        scrollTo(m_jobs.index(top, 0), QAbstractItemView::PositionAtTop);
}

void JobTable::saveState(QSettings& settings) const {
    if (!m_fitted)
        return;
    settings.setValue(QStringLiteral("columns"), horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("columnsWidth"), m_width);
}

void JobTable::restoreState(const QSettings& settings) {
    m_fitted = horizontalHeader()->restoreState(settings.value(QStringLiteral("columns")).toByteArray());
    m_width = m_fitted ? settings.value(QStringLiteral("columnsWidth")).toInt() : 0;
    m_pageWidth = columnWidth(JobListModel::Page);
}

} // namespace ui
