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
#include <chrono>

namespace ui {

using models::JobListModel;
using namespace std::chrono_literals;

namespace {
constexpr qsizetype mostRemembered = 2000; // selected rows kept over a new order; larger selections are dropped
constexpr auto followPause = 700ms;
constexpr int rowsAbove = 1; // of what ended just before
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
    setUpFollowing();
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

// Titles and what happened are sentences: they share what the others leave, until the person sets the columns; then
// what the table grows or shrinks by is the Page column's.
void JobTable::fitColumns() {
    const int width = viewport()->width();
    const int unit = fontMetrics().averageCharWidth();
    if (m_fitted && m_width > 0) {
        m_pageWidth += width - m_width;
    } else {
        const int progress = isColumnHidden(JobListModel::Progress) ? 0 : 11;
        const std::array widths{std::pair(JobListModel::State, 13), std::pair(JobListModel::Host, 18),
                                std::pair(JobListModel::Progress, progress), std::pair(JobListModel::Size, 10),
                                std::pair(JobListModel::Time, 9)};
        int left = width;
        for (const auto& [column, units] : widths) {
            setColumnWidth(column, units * unit);
            left -= units * unit;
        }
        m_pageWidth = left / 2;
    }
    m_width = width;
    setColumnWidth(JobListModel::Page, qMax(28 * unit, m_pageWidth));
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

void JobTable::setUpFollowing() {
    m_followSoon.setSingleShot(true);
    m_followSoon.setInterval(followPause);
    connect(&m_followSoon, &QTimer::timeout, this, &JobTable::turnToRunning);
    const auto soon = [this] {
        if (m_followed && !m_followSoon.isActive())
            m_followSoon.start();
    };
    connect(&m_jobs, &JobListModel::runningChanged, this, soon);
    connect(&m_jobs, &JobListModel::completed, this, soon);
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] { m_followed.reset(); });
}

void JobTable::follow(library::JobId from) {
    m_followed = from;
    m_followSoon.start();
}

void JobTable::turnToRunning() {
    if (!m_followed || !isVisible() || QGuiApplication::mouseButtons() != Qt::NoButton)
        return;
    const int first = qMax(0, rowAt(0));
    const int below = rowAt(viewport()->height() - 1);
    const int last = below >= 0 ? below : m_jobs.rowCount() - 1;
    for (int row = first; row <= last; ++row) {
        if (m_jobs.runs(m_jobs.idAt(row)))
            return;
    }
    const int running = m_jobs.firstRunning(*m_followed);
    if (running >= 0)
        scrollTo(m_jobs.index(qMax(0, running - rowsAbove), 0), QAbstractItemView::PositionAtTop);
}

bool JobTable::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::Wheel)
        m_followed.reset();
    return QTableView::viewportEvent(event);
}

void JobTable::keyPressEvent(QKeyEvent* event) {
    m_followed.reset();
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

bool JobTable::selects(const QSet<library::JobState>& states) const {
    const QItemSelection selection = selectionModel()->selection();
    for (const QItemSelectionRange& range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            const QModelIndex index = m_jobs.index(row, JobListModel::State);
            if (!index.data(JobListModel::LoadedRole).toBool() ||
                states.contains(static_cast<library::JobState>(index.data(JobListModel::StateRole).toInt())))
                return true;
        }
    }
    return false;
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
