// What the Benchmark place does when a run is started, ends, or is looked at again.
#include "models/format.h"
#include "ui/benchmark/benchactions.h"
#include "ui/benchmark/benchmarkscreen.h"
#include "ui/benchmark/historypane.h"
#include "ui/benchmark/peerdialog.h"
#include "ui/benchmark/planpanel.h"
#include "ui/benchmark/runcommands.h"
#include "ui/benchmark/runoverlay.h"
#include "ui/benchmark/runview.h"
#include "ui/benchmark/startcheck.h"
#include "ui/widgets/banner.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>

namespace ui {

namespace {

constexpr qsizetype mostHostsNamed = 3;

QString nameOf(const bench::LoadPlan& plan) {
    return plan.name.isEmpty() ? BenchmarkScreen::tr("This run") : plan.name;
}

} // namespace

void BenchmarkScreen::startRun() {
    if (m_session->running()) {
        say(tr("A run goes on already. Stop it first (Esc), then start the next."), true);
        return;
    }
    if (m_peers && m_peers->running()) {
        say(tr("Clients are being compared. Wait for their end, or stop them, before you start a run."), true);
        return;
    }
    dropQuestion();
    if (const QString wrong = m_plan->problem(); !wrong.isEmpty()) {
        m_plan->showWrong();
        say(wrong, true);
        return;
    }
    m_said->hide();
    m_check->check(m_plan->plan());
}

void BenchmarkScreen::compareClients() {
    if (!m_peers) {
        m_peers = new PeerDialog(m_core, bench::searchFolders(), this);
        m_peers->setHindrance([this] {
            return m_session->running()
                       ? tr("A run goes on. Wait for its end, or stop it, before clients are compared.")
                       : QString();
        });
    }
    m_peers->show();
    m_peers->raise();
    m_peers->activateWindow();
}

void BenchmarkScreen::askBefore(const bench::LoadPlan& plan, const Aim& aim) {
    if (m_session->running())
        return;
    QStringList reasons;
    const QStringList& remoteHosts = aim.remoteHosts;
    if (!remoteHosts.isEmpty()) {
        QString hosts = remoteHosts.mid(0, mostHostsNamed).join(QStringLiteral(", "));
        if (remoteHosts.size() > mostHostsNamed)
            hosts = QString(hosts + QStringLiteral(" …"));
        reasons << tr("This plan fires at %1, which is not this computer. Fire at servers of your own, or with their "
                      "owner's consent only.")
                       .arg(models::oneLine(hosts, 200));
    }
    if (m_archiving > 0)
        reasons << tr("%Ln page(s) are being archived right now: they take their share of this computer, and the "
                      "figures will be lower than they could be.",
                      nullptr, static_cast<int>(m_archiving));
    if (!reasons.isEmpty() && plan != m_plan->plan()) { // nobody could tell what the question is about
        say(tr("The plan was changed before it started. Start it again."), true);
        return;
    }
    m_asked = Asked{plan, aim.targets, aim.body};
    if (reasons.isEmpty()) {
        goAhead();
        return;
    }
    m_question->setMessage(Banner::Tone::Warning, reasons.join(QLatin1Char('\n')));
    m_question->show();
    m_question->findChild<QPushButton*>(QStringLiteral("refrainButton"))->setFocus();
}

// What was read of the plan can be a million links.
void BenchmarkScreen::dropQuestion() {
    m_question->hide();
    m_asked.reset();
}

void BenchmarkScreen::goAhead() {
    m_question->hide();
    const auto asked = std::exchange(m_asked, std::nullopt);
    if (!asked || m_session->running())
        return;
    m_stoppedHere = false;
    m_share = 0;
    m_view->beginRun(nameOf(asked->plan), asked->plan);
    m_session->start(asked->plan, asked->targets, asked->body);
    m_plan->focusStart();
}

void BenchmarkScreen::stop() {
    if (!m_session->running())
        return;
    m_stoppedHere = true;
    m_session->stop();
}

void BenchmarkScreen::showEnd(const RunPointer& run) {
    m_shown = 0; // until it is kept
    m_view->setRun({nameOf(run->result.plan), run});
    if (run->result.stopped && !m_stoppedHere && !run->result.warnings.isEmpty())
        say(run->result.warnings.first(), true); // its server ended
    Q_EMIT ended(run->result);
}

void BenchmarkScreen::showRun(library::RunId run) {
    if (m_session->running()) {
        say(tr("A run goes on. Wait for its end, or stop it (Esc), to look at another."), true);
        return;
    }
    m_commands->read(run, [this, run](const RunPointer& read) {
        if (!read || m_session->running())
            return;
        m_shown = run;
        m_runs.untickAll();
        m_view->setRun({m_history->nameOf(run), read});
    });
}

void BenchmarkScreen::usePlan(library::RunId run) {
    m_commands->read(run, [this](const RunPointer& read) {
        if (!read)
            return;
        const bench::LoadPlan plan = bench::toFireAgain(read->result.plan);
        m_plan->setPlan(plan);
        say(tr("The plan of “%1” is ready to start.").arg(models::oneLine(plan.name, 100)), false);
    });
}

void BenchmarkScreen::copySentence(library::RunId run) {
    m_commands->read(run, [this](const RunPointer& read) {
        if (!read)
            return;
        QGuiApplication::clipboard()->setText(bench::quotableSentence(read->result));
        say(tr("The sentence is in the clipboard."), false);
    });
}

void BenchmarkScreen::showOverlay() {
    if (m_shown > 0 && !m_history->nameOf(m_shown).isEmpty())
        m_view->rename(m_history->nameOf(m_shown));
    m_view->setOthers(m_overlay->shown());
}

void BenchmarkScreen::showContextMenu(const QPoint& at) {
    auto* menu = new QMenu(&m_history->table());
    menu->setObjectName(QStringLiteral("runMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions->fillContextMenu(*menu);
    menu->popup(m_history->table().viewport()->mapToGlobal(at));
}

// Over the foot of the runs: what is said in mid-run moves nothing.
void BenchmarkScreen::placeSaid() {
    const QRect room(m_down->mapTo(this, QPoint()), m_down->size());
    const int height = qMax(m_said->heightForWidth(room.width()), m_said->minimumSizeHint().height());
    m_said->setGeometry(room.left(), room.bottom() + 1 - height, room.width(), height);
    m_said->raise();
}

void BenchmarkScreen::say(const QString& sentence, bool warning) {
    m_said->setMessage(warning ? Banner::Tone::Warning : Banner::Tone::Calm, sentence);
    m_said->findChild<QPushButton*>(QStringLiteral("benchUndoButton"))->hide();
    placeSaid();
    m_said->show();
}

void BenchmarkScreen::sayUndoable(const QString& sentence, const Undo& undo) {
    pushUndo(undo);
    say(sentence, false);
    m_said->findChild<QPushButton*>(QStringLiteral("benchUndoButton"))->show();
    placeSaid();
}

} // namespace ui
