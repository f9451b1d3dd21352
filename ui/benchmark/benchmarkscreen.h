#pragma once

#include "bench/loadresult.h"
#include "models/runlistmodel.h"
#include "ui/benchmark/loadsession.h"
#include "ui/core.h"
#include "ui/widgets/screen.h"

#include <QPointer>

#include <functional>
#include <memory>
#include <optional>

class QSplitter;

namespace ui {

class Banner;
class HistoryPane;
class PeerDialog;
class PlanPanel;
class RunCommands;
class RunExport;
class RunOverlay;
class RunView;
class StartCheck;
class Worker;
struct Aim;
struct BenchActions;

// How many requests a minute can a client make? Plans, a run at a time, its charts, and the runs that are kept.
class BenchmarkScreen : public Screen {
    Q_OBJECT

public:
    explicit BenchmarkScreen(const Core& core, QWidget* parent = nullptr);
    ~BenchmarkScreen() override;

    QString place() const override;
    QString title() const override;
    Icon icon() const override;
    void enter() override;
    void saveState(QSettings& settings) const override;
    void restoreState(QSettings& settings) override;
    QString undoText() const override;
    void undo() override;
    QList<QAction*> viewActions() const override;

    const LoadSession& session() const { return *m_session; }
    void stop();                  // what was measured so far is the result, and is kept
    QString progressText() const; // "42 %"
    void setDrawn(bool drawn);    // false while the window is minimised

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

Q_SIGNALS:
    void runningChanged();
    void settledDown(); // nothing runs, and nothing waits to be kept
    void ended(const bench::LoadResult& result);

private:
    struct Undo {
        QString text;
        std::function<void()> act;
    };

    void buildParts();
    void joinActions();
    void joinRunActions();
    void joinSession();
    void joinHistory();
    void startRun();
    void askBefore(const bench::LoadPlan& plan, const Aim& aim);
    void goAhead();
    void dropQuestion();
    void showEnd(const RunPointer& run);
    void showRun(library::RunId run);
    void usePlan(library::RunId run);
    void copySentence(library::RunId run);
    void showOverlay();
    void compareClients();
    void showContextMenu(const QPoint& at);
    void placeSaid();
    void say(const QString& sentence, bool warning);
    void sayUndoable(const QString& sentence, const Undo& undo); // Undo stands beside it
    void pushUndo(const Undo& undo);

    Core m_core;
    Worker* m_worker;
    models::RunListModel m_runs;
    LoadSession* m_session;
    RunCommands* m_commands;
    RunOverlay* m_overlay;
    StartCheck* m_check;
    RunExport* m_export;
    HistoryPane* m_history;
    std::unique_ptr<BenchActions> m_actions;
    PlanPanel* m_plan;
    RunView* m_view;
    QPointer<PeerDialog> m_peers; // while it is open
    Banner* m_question;
    Banner* m_said;
    QSplitter* m_across;
    QSplitter* m_down;
    struct Asked {
        bench::LoadPlan plan;
        std::optional<bench::Targets> targets;
        QByteArray body;
    };
    std::optional<Asked> m_asked; // waits for the answer to m_question
    library::RunId m_shown = 0;   // the run looked at; 0: none that is kept
    library::RunId m_selectNext = 0;
    bool m_stoppedHere = false;
    bool m_drawn = true;
    double m_share = 0;     // of the run that goes on
    qint64 m_archiving = 0; // links being captured
    QList<Undo> m_undo;
};

} // namespace ui
