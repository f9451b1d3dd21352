#include "ui/benchmark/runview.h"

#include "models/format.h"
#include "ui/benchmark/chartboard.h"
#include "ui/benchmark/chartmarks.h"
#include "ui/benchmark/numberspanel.h"
#include "ui/benchmark/resultpanel.h"
#include "ui/widgets/iconbutton.h"
#include "ui/widgets/leading.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QProgressBar>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace ui {

namespace {

QLabel* plainLabel(const char* name, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(leadingEdge(*parent));
    return label;
}

// Of an open loop: what is due and waits for a place, or found none.
QString withUnsent(const QString& status, const bench::EngineTick& tick) {
    const qint64 unsent = tick.due - tick.sent;
    if (unsent <= 0)
        return status;
    const auto bounded = static_cast<int>(std::min<qint64>(unsent, std::numeric_limits<int>::max()));
    return RunView::tr("%1 · %2", "how far the run is, and what was not sent")
        .arg(status, RunView::tr("%Ln due request(s) not sent so far", nullptr, bounded));
}

QString stoppingText() {
    return RunView::tr("Stopping: what is in flight ends …");
}

} // namespace

RunView::RunView(QWidget* parent)
    : QWidget(parent)
    , m_numbers(new NumbersPanel(this))
    , m_progress(new QProgressBar(this))
    , m_status(plainLabel("runStatus", this))
    , m_sentence(plainLabel("runSentence", this))
    , m_copy(iconButton("copySentenceButton", Icon::Copy, tr("Copy this sentence"), this))
    , m_tabs(new QTabWidget(this))
    , m_charts(new ChartBoard(this))
    , m_result(new ResultPanel(this))
    , m_comparison(makeFactTable("comparisonTable", tr("How the runs differ"), m_differences, this)) {
    setObjectName(QStringLiteral("runView"));
    build();
    describe();
    compare();
}

void RunView::build() {
    m_progress->setObjectName(QStringLiteral("runProgress"));
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_progress->setRange(0, 1'000);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(160, 10);
    m_progress->hide();
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* status = new QHBoxLayout;
    status->setSpacing(12);
    status->addWidget(m_progress);
    status->addWidget(m_status, 1);
    auto* sentence = new QHBoxLayout;
    sentence->setSpacing(4);
    sentence->addWidget(m_sentence, 1);
    sentence->addWidget(m_copy, 0, Qt::AlignTop);
    m_tabs->setObjectName(QStringLiteral("runTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_charts, tr("Charts"));
    m_tabs->addTab(m_result, tr("Result"));
    m_tabs->addTab(m_comparison, tr("Comparison"));
    connect(m_tabs, &QTabWidget::currentChanged, this, &RunView::draw); // what came meanwhile
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_numbers);
    column->addLayout(status);
    column->addLayout(sentence);
    column->addWidget(m_tabs, 1);
    connect(m_copy, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_sentence->text());
        Q_EMIT sentenceCopied();
    });
}

void RunView::beginRun(const QString& name, const bench::LoadPlan& plan) {
    m_live = true;
    m_liveName = name;
    m_livePlan = plan;
    m_tick.reset();
    m_course.clear();
    m_tabs->setCurrentWidget(m_charts);
    describe();
    draw();
}

void RunView::setState(LoadSession::State state) {
    m_stopping = state == LoadSession::State::Stopping;
    m_progress->setVisible(state != LoadSession::State::Idle);
    switch (state) {
    case LoadSession::State::Preparing:
        m_progress->setValue(0);
        m_status->setText(tr("Preparing …"));
        break;
    case LoadSession::State::Running:
        m_status->setText(tr("Running"));
        break;
    case LoadSession::State::Stopping:
        m_status->setText(stoppingText());
        break;
    case LoadSession::State::Idle:
        break;
    }
}

void RunView::showTick(const bench::LoadTick& tick, const bench::Series& course) {
    m_tick = tick;
    m_course = course;
    if (seen())
        drawLive();
}

void RunView::drawLive() {
    const bench::LoadTick& tick = *m_tick;
    m_progress->setValue(static_cast<int>(tick.share * 1'000));
    const QString percent = models::percentText(tick.share);
    if (m_stopping)
        m_status->setText(stoppingText());
    else if (tick.engine.phase == bench::Phase::WarmingUp)
        m_status->setText(tr("Warming up: nothing of it counts"));
    else if (tick.engine.phase == bench::Phase::Running)
        m_status->setText(withUnsent(tr("Running: %1").arg(percent), tick.engine));
    else if (tick.engine.phase == bench::Phase::Draining)
        m_status->setText(tr("All are sent: %1, waiting for the last answers").arg(percent));
    m_numbers->showTick(tick);
    draw();
}

void RunView::setRun(const ShownRun& run) {
    m_live = false;
    m_tick.reset();
    m_run = run;
    m_leads = true;
    describe();
    compare();
    draw();
}

void RunView::rename(const QString& name) {
    if (!m_run || m_run->name == name)
        return;
    m_run->name = name;
    if (!m_live)
        describe();
    compare();
    draw();
}

void RunView::endWithout() {
    m_live = false;
    m_tick.reset();
    describe();
    draw();
}

void RunView::setOthers(const QList<ShownRun>& runs) {
    const auto same = [](const ShownRun& a, const ShownRun& b) { return a.run == b.run; };
    if (!std::equal(runs.begin(), runs.end(), m_others.begin(), m_others.end(), same))
        m_leads = false;
    m_others = runs;
    if (!m_live)
        describe();
    compare();
    draw();
}

void RunView::setDrawn(bool drawn) {
    m_drawn = drawn;
    if (seen())
        m_tick ? drawLive() : draw();
}

void RunView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (seen())
        m_tick ? drawLive() : draw();
}

QString RunView::sentence() const {
    const ShownRun* run = looked();
    return run ? bench::quotableSentence(run->run->result) : QString();
}

// That the figures are of: the one that has just ended or was opened, until others are ticked: then the first of these.
const ShownRun* RunView::looked() const {
    if (m_live)
        return nullptr;
    if (!m_leads && !m_others.isEmpty())
        return &m_others.first();
    return m_run ? &*m_run : nullptr;
}

// What stands between figures and charts.
void RunView::describe() {
    const ShownRun* run = looked();
    const bool has = run != nullptr;
    m_sentence->setVisible(has);
    m_copy->setVisible(has);
    if (has) {
        m_status->setText(
            tr("%1 · %2", "name of a run, and its verdict")
                .arg(models::isolated(models::oneLine(run->name, 100)), bench::verdictWords(run->run->result)));
        m_sentence->setText(sentence());
        m_result->describe(run->run->result);
        m_numbers->showResult(run->run->result);
    } else {
        m_result->clear();
        if (!m_live)
            m_status->setText(tr("Choose a plan and press Start: the first one repeats the article's first step."));
        if (!m_tick)
            m_numbers->clear();
    }
}

void RunView::compare() {
    QList<models::NamedResult> compared;
    if (m_leads && m_run)
        compared.append({m_run->name, m_run->run->result});
    for (const ShownRun& run : m_others)
        compared.append({run.name, run.run->result});
    const models::Rows rows = models::differenceRows(compared);
    if (rows.rows.isEmpty())
        showRows(*m_comparison, m_differences,
                 {{tr("Comparison")}, {{tr("Tick two runs or more in the list below to see how they differ.")}}});
    else
        showRows(*m_comparison, m_differences, rows);
}

// The run that goes on, alone; otherwise those that are ticked, else the one looked at.
void RunView::draw() {
    if (!seen() || m_tabs->currentWidget() != m_charts)
        return;
    if (m_live)
        return drawCourse();
    QList<ChartBoard::Line> lines;
    QList<const bench::LoadResult*> results;
    const auto add = [&lines, &results](const ShownRun& run) {
        const bench::LoadResult& result = run.run->result;
        lines.append({run.name, &run.run->series, &result.total.latency, run.colour, &result.breakdown,
                      result.plan.isOpenLoop()});
        results.append(&result);
    };
    if (const ShownRun* run = looked(); run && (m_leads || m_others.isEmpty()))
        add(*run);
    for (const ShownRun& run : m_others)
        add(run);
    m_charts->draw(lines, markOf(results));
}

void RunView::drawCourse() {
    if (!m_tick)
        return m_charts->draw({}, {});
    const bench::EngineTick& tick = m_tick->engine;
    const bool isOpen = m_livePlan.isOpenLoop();
    m_charts->draw({{m_liveName, &m_course, &tick.total.latency, 0, &tick.breakdown, isOpen}},
                   isOpen ? targetMark(m_livePlan) : ceilingMark(m_tick->ceilingPerMinute));
}

} // namespace ui
