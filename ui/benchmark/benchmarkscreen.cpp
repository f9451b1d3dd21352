#include "ui/benchmark/benchmarkscreen.h"

#include "archive/pipeline.h"
#include "models/format.h"
#include "ui/benchmark/benchactions.h"
#include "ui/benchmark/historypane.h"
#include "ui/benchmark/peerdialog.h"
#include "ui/benchmark/planpanel.h"
#include "ui/benchmark/runcommands.h"
#include "ui/benchmark/runexport.h"
#include "ui/benchmark/runoverlay.h"
#include "ui/benchmark/runview.h"
#include "ui/benchmark/startcheck.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/worker.h"

#include <QAction>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace ui {

namespace {
constexpr qsizetype mostUndone = 100;
} // namespace

BenchmarkScreen::BenchmarkScreen(const Core& core, QWidget* parent)
    : Screen(parent)
    , m_core(core)
    , m_worker(new Worker(QStringLiteral("benchmark"), this))
    , m_session(new LoadSession(core, this))
    , m_commands(new RunCommands(core, m_runs, *m_worker, this))
    , m_overlay(new RunOverlay(m_runs, *m_commands, this))
    , m_check(new StartCheck(*m_worker, this))
    , m_export(new RunExport(this))
    , m_history(new HistoryPane(m_runs, this))
    , m_actions(std::make_unique<BenchActions>(this, &m_history->table()))
    , m_plan(new PlanPanel(core.library, *m_actions, this))
    , m_view(new RunView(this))
    , m_question(new Banner(this))
    , m_said(new Banner(this))
    , m_across(new QSplitter(Qt::Horizontal, this))
    , m_down(new QSplitter(Qt::Vertical, this)) {
    buildParts();
    joinActions();
    joinRunActions();
    joinSession();
    joinHistory();
    m_commands->reload();
}

BenchmarkScreen::~BenchmarkScreen() = default;

void BenchmarkScreen::buildParts() {
    m_question->setObjectName(QStringLiteral("runQuestionBanner"));
    QPushButton* notNow = m_question->addButton(QStringLiteral("refrainButton"), tr("Not now"));
    QPushButton* ahead = m_question->addButton(QStringLiteral("goAheadButton"), tr("Start all the same"));
    connect(notNow, &QPushButton::clicked, this, &BenchmarkScreen::dropQuestion);
    connect(ahead, &QPushButton::clicked, this, &BenchmarkScreen::goAhead);
    m_said->setObjectName(QStringLiteral("benchSaidBanner"));
    m_said->setClosable(true);
    QPushButton* undoButton = m_said->addButton(QStringLiteral("benchUndoButton"), tr("Undo"));
    connect(undoButton, &QPushButton::clicked, this, &BenchmarkScreen::undo);
    m_history->addTools(*m_actions);
    m_down->setObjectName(QStringLiteral("benchmarkDownSplitter"));
    m_down->addWidget(m_view);
    m_down->addWidget(m_history);
    m_down->setStretchFactor(0, 1);
    m_down->setSizes({500, 190});
    m_across->setObjectName(QStringLiteral("benchmarkSplitter"));
    m_across->addWidget(m_plan);
    m_across->addWidget(m_down);
    m_across->setStretchFactor(1, 1);
    m_across->setSizes({290, 780});
    for (QSplitter* splitter : {m_across, m_down})
        splitter->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 8);
    column->setSpacing(8);
    column->addWidget(m_question);
    column->addWidget(m_across, 1);
    m_said->setAutoFillBackground(true);
    for (const QSplitter* splitter : {m_across, m_down})
        connect(splitter, &QSplitter::splitterMoved, this, &BenchmarkScreen::placeSaid);
    orderParts({m_question, m_said, m_plan, m_view, m_history});
}

void BenchmarkScreen::joinActions() {
    connect(m_actions->start, &QAction::triggered, this, &BenchmarkScreen::startRun);
    connect(m_actions->stop, &QAction::triggered, this, [this] {
        m_check->drop();
        dropQuestion();
        stop();
    });
    connect(m_plan, &PlanPanel::planChanged, this, &BenchmarkScreen::dropQuestion); // it asks about another one
    connect(m_actions->filter, &QAction::triggered, m_history, &HistoryPane::focusFilter);
    connect(m_actions->compareClients, &QAction::triggered, this, &BenchmarkScreen::compareClients);
    connect(m_actions->untick, &QAction::triggered, &m_runs, &models::RunListModel::untickAll);
    connect(m_plan, &PlanPanel::said, this, [this](const QString& sentence) { say(sentence, false); });
    connect(m_plan, &PlanPanel::failed, this, [this](const QString& why) { say(why, true); });
    connect(m_plan, &PlanPanel::planRemoved, this, [this](const PlanShelf::Entry& plan) {
        sayUndoable(tr("The plan “%1” is removed.").arg(models::oneLine(plan.name, 100)),
                    {tr("Remove plan"), [this, plan] { m_plan->bringBack(plan); }});
    });
    connect(m_plan, &PlanPanel::planReplaced, this, [this](const PlanShelf::Entry& before) {
        sayUndoable(
            tr("The plan is kept as “%1”, in place of the one of that name.").arg(models::oneLine(before.name, 100)),
            {tr("Replace plan"), [this, before] { m_plan->bringBack(before); }});
    });
    connect(m_view, &RunView::sentenceCopied, this, [this] { say(tr("The sentence is in the clipboard."), false); });
    connect(m_check, &StartCheck::checked, this, &BenchmarkScreen::askBefore);
    connect(m_check, &StartCheck::failed, this,
            [this](const QString& why) { say(tr("The run could not start: %1").arg(why), true); });
    connect(&m_core.pipeline, &archive::Pipeline::countsChanged, this,
            [this](const library::JobCounts& counts) { m_archiving = counts.running; });
}

void BenchmarkScreen::joinRunActions() {
    const auto withCurrent = [this](QAction* action, auto act) {
        connect(action, &QAction::triggered, this, [this, act] {
            if (const library::RunId run = m_history->current(); run > 0)
                act(run);
            else
                say(tr("Choose a run in the list first."), true);
        });
    };
    withCurrent(m_actions->open, [this](library::RunId run) { showRun(run); });
    withCurrent(m_actions->tick, [this](library::RunId) { m_history->toggleTicks(); });
    withCurrent(m_actions->rename, [this](library::RunId) { m_history->editName(); });
    withCurrent(m_actions->pin,
                [this](library::RunId) { m_commands->setPinned(m_history->selected(), !m_history->allPinned()); });
    withCurrent(m_actions->usePlan, [this](library::RunId run) { usePlan(run); });
    withCurrent(m_actions->copySentence, [this](library::RunId run) { copySentence(run); });
    withCurrent(m_actions->exportRun, [this](library::RunId) {
        const QList<library::RunId> runs = m_history->toExport();
        m_export->ask(runs, m_history->nameOf(runs.first()), m_history->mapToGlobal(QPoint(24, 24)));
    });
    withCurrent(m_actions->remove, [this](library::RunId) { m_commands->remove(m_history->selected()); });
    connect(m_export, &RunExport::wanted, m_commands, &RunCommands::write);
    connect(&m_history->table(), &QWidget::customContextMenuRequested, this, &BenchmarkScreen::showContextMenu);
}

void BenchmarkScreen::joinSession() {
    connect(m_session, &LoadSession::stateChanged, this, [this] {
        m_plan->setState(m_session->state());
        m_view->setState(m_session->state());
        Q_EMIT runningChanged();
    });
    connect(m_session, &LoadSession::prepared, this, [this](const bench::Preflight& preflight) {
        if (!preflight.notes.isEmpty())
            say(preflight.notes.join(QLatin1Char('\n')), false);
    });
    connect(m_session, &LoadSession::ticked, this, [this](const bench::LoadTick& tick) {
        m_share = tick.share;
        m_view->showTick(tick, m_session->series());
        Q_EMIT runningChanged();
    });
    connect(m_session, &LoadSession::refused, this, [this](const QString& why) {
        m_view->endWithout();
        say(tr("The run could not start: %1").arg(why), true);
    });
    connect(m_session, &LoadSession::ended, this, &BenchmarkScreen::showEnd);
    connect(m_session, &LoadSession::kept, this, [this](library::RunId run) {
        m_shown = run;
        m_selectNext = run;
        m_commands->reload();
    });
    connect(m_session, &LoadSession::notKept, this,
            [this](const QString& why) { say(tr("The run is not kept: %1").arg(why), true); });
    connect(m_session, &LoadSession::settledDown, this, &BenchmarkScreen::settledDown);
}

void BenchmarkScreen::joinHistory() {
    const auto allow = [this] {
        m_actions->allow(m_history->current() > 0, !m_runs.ticked().isEmpty(), m_history->allPinned());
    };
    connect(m_history, &HistoryPane::choiceChanged, this, allow);
    allow();
    connect(m_history, &HistoryPane::openWanted, this, &BenchmarkScreen::showRun);
    connect(&m_runs, &models::RunListModel::renameWanted, m_commands, &RunCommands::rename);
    connect(&m_runs, &models::RunListModel::tickRefused, this, [this] {
        say(tr("At most %Ln runs lie over each other: untick one first.", nullptr, models::RunListModel::mostTicked),
            true);
    });
    connect(m_overlay, &RunOverlay::changed, this, &BenchmarkScreen::showOverlay);
    connect(m_commands, &RunCommands::reloaded, this, allow); // one was pinned, or is gone
    connect(m_commands, &RunCommands::reloaded, this, [this] {
        m_runs.setNow(QDateTime::currentDateTimeUtc());
        m_history->setLoaded(true);
        m_history->showEmptiness();
        if (m_selectNext > 0)
            m_history->selectUnlessInUse(std::exchange(m_selectNext, 0));
    });
    connect(m_commands, &RunCommands::said, this, [this](const QString& sentence) { say(sentence, false); });
    connect(m_commands, &RunCommands::failed, this, [this](const QString& why) { say(why, true); });
    connect(m_commands, &RunCommands::removed, this, [this](const QList<library::RunId>& runs) {
        sayUndoable(tr("%Ln run(s) deleted.", nullptr, static_cast<int>(runs.size())),
                    {tr("Delete runs"), [this, runs] { m_commands->restore(runs); }});
    });
}

void BenchmarkScreen::resizeEvent(QResizeEvent* event) {
    Screen::resizeEvent(event);
    placeSaid();
}

void BenchmarkScreen::showEvent(QShowEvent* event) {
    Screen::showEvent(event);
    m_commands->setSeen(m_drawn);
}

void BenchmarkScreen::hideEvent(QHideEvent* event) {
    Screen::hideEvent(event);
    m_commands->setSeen(false);
}

QString BenchmarkScreen::place() const {
    return QStringLiteral("benchmark");
}

QString BenchmarkScreen::title() const {
    return tr("&Benchmark");
}

Icon BenchmarkScreen::icon() const {
    return Icon::Benchmark;
}

void BenchmarkScreen::enter() {
    m_runs.setNow(QDateTime::currentDateTimeUtc());
    m_plan->focusStart();
}

void BenchmarkScreen::saveState(QSettings& settings) const {
    settings.setValue(QStringLiteral("across"), m_across->saveState());
    settings.setValue(QStringLiteral("down"), m_down->saveState());
    settings.setValue(QStringLiteral("details"), m_plan->detailed());
    m_history->saveState(settings);
}

void BenchmarkScreen::restoreState(QSettings& settings) {
    m_across->restoreState(settings.value(QStringLiteral("across")).toByteArray());
    m_down->restoreState(settings.value(QStringLiteral("down")).toByteArray());
    m_plan->setDetailed(settings.value(QStringLiteral("details"), false).toBool());
    m_history->restoreState(settings);
}

QString BenchmarkScreen::undoText() const {
    return m_undo.isEmpty() ? QString() : m_undo.last().text;
}

void BenchmarkScreen::undo() {
    if (m_undo.isEmpty())
        return;
    m_undo.takeLast().act();
    m_said->hide();
    Q_EMIT undoChanged();
}

void BenchmarkScreen::pushUndo(const Undo& undo) {
    m_undo.append(undo);
    if (m_undo.size() > mostUndone)
        m_undo.removeFirst();
    Q_EMIT undoChanged();
}

QList<QAction*> BenchmarkScreen::viewActions() const {
    return {m_actions->details, m_actions->filter, m_actions->compareClients};
}

QString BenchmarkScreen::progressText() const {
    return models::percentText(m_share);
}

void BenchmarkScreen::setDrawn(bool drawn) {
    m_drawn = drawn;
    m_view->setDrawn(drawn);
    m_commands->setSeen(drawn && isVisible());
}

} // namespace ui
