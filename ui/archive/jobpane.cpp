#include "ui/archive/jobpane.h"

#include "models/format.h"
#include "models/joblistmodel.h"
#include "ui/archive/jobactions.h"
#include "ui/archive/jobtable.h"
#include "ui/widgets/detailtext.h"
#include "ui/widgets/emptynote.h"
#include "ui/widgets/filtertabs.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStackedWidget>
#include <QToolButton>

#include <array>
#include <chrono>
#include <utility>

namespace ui {

using namespace std::chrono_literals;

namespace {

constexpr int longestDetail = 10'000; // characters: a link may stand in it

using Filter = std::optional<library::JobState>;
const std::array<Filter, 5> filters{Filter{}, library::JobState::Waiting, library::JobState::Running,
                                    library::JobState::Done, library::JobState::Failed};

} // namespace

JobPane::JobPane(models::JobListModel& jobs, QWidget* parent)
    : QWidget(parent)
    , m_jobs(jobs)
    , m_table(new JobTable(jobs, this))
    , m_tabs(new FilterTabs(this))
    , m_filter(new QLineEdit(this))
    , m_listOrNote(new QStackedWidget(this))
    , m_note(new EmptyNote(this))
    , m_detail(new DetailText("jobDetail", tr("What went wrong with the chosen link"), this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(buildTools());
    m_listOrNote->addWidget(m_table);
    m_listOrNote->addWidget(m_note);
    column->addWidget(m_listOrNote, 1);
    column->addWidget(m_detail);

    connect(m_tabs, &FilterTabs::chosen, this, &JobPane::setFilter);
    m_filterSoon.setSingleShot(true);
    m_filterSoon.setInterval(120ms);
    connect(&m_filterSoon, &QTimer::timeout, this, &JobPane::setFilter);
    connect(m_filter, &QLineEdit::textChanged, &m_filterSoon, qOverload<>(&QTimer::start));
    connect(&m_jobs, &models::JobListModel::completed, this, &JobPane::showEmptiness);
    connect(&m_jobs, &models::JobListModel::completed, this, &JobPane::showFirstNew);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &JobPane::showDetail);
    connect(&m_jobs, &QAbstractItemModel::dataChanged, this, &JobPane::showDetail);
    connect(&m_jobs, &QAbstractItemModel::modelReset, this, &JobPane::showDetail);
}

QWidget* JobPane::buildTools() {
    auto* tools = new QWidget(this);
    auto* across = new QHBoxLayout(tools);
    tools->setObjectName(QStringLiteral("jobTools"));
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(8);
    m_tabs->add(QStringLiteral("all"), tr("All"));
    m_tabs->add(QStringLiteral("waiting"), tr("Waiting"));
    m_tabs->add(QStringLiteral("running"), tr("Running"));
    m_tabs->add(QStringLiteral("done"), tr("Done"));
    m_tabs->add(QStringLiteral("failed"), tr("Failed"));
    m_filter->setObjectName(QStringLiteral("jobFilterField"));
    m_filter->setPlaceholderText(tr("Find in this list"));
    m_filter->setAccessibleName(tr("Find in this list"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(260);
    across->addWidget(m_tabs);
    across->addStretch();
    across->addWidget(m_filter, 1);
    return tools;
}

void JobPane::addTools(const JobActions& actions) {
    m_archiveKey = actions.archive->shortcut().toString(QKeySequence::NativeText);
    auto* tools = m_filter->parentWidget();
    auto* across = static_cast<QHBoxLayout*>(tools->layout());
    const auto add = [&](QAction* action, int at, Qt::ToolButtonStyle style) {
        auto* button = new QToolButton(tools);
        button->setObjectName(QString(action->objectName() + QStringLiteral("Button")));
        button->setDefaultAction(action);
        button->setToolButtonStyle(style);
        button->setAutoRaise(true);
        across->insertWidget(at, button);
    };
    const int filter = across->indexOf(m_filter);
    add(actions.retryFailed, filter, Qt::ToolButtonTextBesideIcon);
    add(actions.clearFinished, filter + 1, Qt::ToolButtonTextBesideIcon);
    add(actions.charts, -1, Qt::ToolButtonIconOnly);
}

void JobPane::addBelow(QWidget* widget) {
    layout()->addWidget(widget);
}

void JobPane::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
}

void JobPane::showCounts(const library::JobCounts& counts) {
    const std::array numbers{counts.all(), counts.waiting, counts.running, counts.done, counts.failed};
    for (std::size_t at = 0; at < numbers.size(); ++at)
        m_tabs->setCount(static_cast<int>(at), numbers[at],
                         tr("%Ln link(s)", nullptr, static_cast<int>(qMin<qint64>(numbers[at], INT_MAX))));
    showEmptiness();
}

void JobPane::showNew(library::JobId first) {
    m_firstNew = first;
}

void JobPane::showEmptiness() {
    if (!m_jobs.complete() || m_jobs.rowCount() > 0) {
        m_listOrNote->setCurrentWidget(m_table);
        return;
    }
    const library::JobQuery& query = m_jobs.query();
    if (m_jobs.counts().all() == 0)
        m_note->setText(Icon::Archive, tr("Nothing to archive yet"),
                        tr("Paste links above, or drop links, a text file or a bookmarks file anywhere in this "
                           "window. Then press Archive (%1): each page is fetched and kept, and can be read here "
                           "without a network.")
                            .arg(m_archiveKey));
    else if (!query.text.isEmpty())
        m_note->setText(Icon::Search,
                        tr("No link has “%1” in it").arg(models::isolated(models::oneLine(query.text, 80))),
                        tr("Look among all links, or clear the field."));
    else if (query.state == library::JobState::Failed)
        m_note->setText(Icon::Check, tr("Nothing has failed"), tr("Every link so far ended well or is still to come."));
    else
        m_note->setText(Icon::Circle, tr("None at the moment"), tr("All shows every link in this list."));
    m_listOrNote->setCurrentWidget(m_note);
}

// What went wrong with the current link and what to do, in full: its row may have no room for it.
void JobPane::showDetail() {
    const library::Job* job = m_table->currentJob();
    const bool failed = job && job->state == library::JobState::Failed;
    const QString advice = m_table->currentIndex().data(models::JobListModel::AdviceRole).toString();
    m_detail->setText(
        failed ? QString(models::oneLine(job->errorText, longestDetail) % QLatin1Char('\n') % advice).trimmed()
               : QString());
}

void JobPane::showFirstNew() {
    const int row = m_firstNew ? m_jobs.rowOf(m_firstNew) : -1;
    if (row < 0)
        return;
    m_table->showRow(row);
    m_table->follow(std::exchange(m_firstNew, 0));
}

void JobPane::setFilter() {
    m_filterSoon.stop();
    library::JobQuery query = m_jobs.query();
    query.state = filters.at(static_cast<std::size_t>(qMax(0, m_tabs->current())));
    query.text = m_filter->text().trimmed();
    const bool ended = query.state == library::JobState::Done || query.state == library::JobState::Failed;
    m_table->setColumnHidden(models::JobListModel::Progress, ended);
    m_table->fitColumns();
    m_jobs.setQuery(query);
}

} // namespace ui
