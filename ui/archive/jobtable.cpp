#include "ui/archive/jobtable.h"

#include "models/joblistmodel.h"
#include "ui/archive/jobdelegate.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QProxyStyle>
#include <QScrollBar>
#include <QSettings>

#include <algorithm>

namespace ui {

using models::JobListModel;

namespace {
constexpr qsizetype mostRemembered = 2000; // selected rows kept over a new order; larger selections are dropped

// The words of the header stand above those of the cells.
class HeaderStyle : public QProxyStyle {
public:
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override {
        return metric == PM_HeaderMargin ? JobDelegate::gap : QProxyStyle::pixelMetric(metric, option, widget);
    }
};

QStyle* headerStyle(QObject* owner) {
    auto* style = new HeaderStyle;
    style->setParent(owner);
    return style;
}

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
    horizontalHeader()->setStyle(headerStyle(this));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(JobDelegate::rowHeight(fontMetrics()));
    QHeaderView* columns = horizontalHeader();
    columns->setHighlightSections(false);
    columns->setStretchLastSection(true);
    columns->setSectionsMovable(true);
    columns->setSortIndicatorClearable(true);
    columns->setMinimumSectionSize(48);
    columns->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    connect(columns, &QHeaderView::sectionResized, this, [this](int, int, int) {
        if (QGuiApplication::mouseButtons() != Qt::NoButton)
            m_fitted = true;
    });
}

void JobTable::fitColumns() {
    if (m_fitted)
        return;
    const int all = viewport()->width();
    const int unit = fontMetrics().averageCharWidth();
    const int state = 15 * unit, host = 18 * unit, progress = 13 * unit, size = 11 * unit, time = 10 * unit;
    const int rest =
        qMax(60 * unit, all - state - host - (isColumnHidden(JobListModel::Progress) ? 0 : progress) - size - time);
    setColumnWidth(JobListModel::State, state);
    setColumnWidth(JobListModel::Page, rest * 54 / 100);
    setColumnWidth(JobListModel::Host, host);
    setColumnWidth(JobListModel::Progress, progress);
    setColumnWidth(JobListModel::Size, size);
    setColumnWidth(JobListModel::Time, time);
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
    if (m_fitted)
        settings.setValue(QStringLiteral("columns"), horizontalHeader()->saveState());
}

void JobTable::restoreState(const QSettings& settings) {
    m_fitted = horizontalHeader()->restoreState(settings.value(QStringLiteral("columns")).toByteArray());
}

} // namespace ui
