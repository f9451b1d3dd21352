#pragma once

#include "bench/loadrun.h"
#include "models/texttable.h"
#include "ui/benchmark/loadsession.h"

#include <QWidget>

#include <optional>

class QLabel;
class QProgressBar;
class QTabWidget;
class QTableView;
class QToolButton;

namespace ui {

class ChartBoard;
class NumbersPanel;
class ResultPanel;

struct ShownRun {
    QString name;
    RunPointer run;
    int colour = 0; // of its line: the accent, where it is not ticked
};

// The middle of the place: figures above, charts, result and comparison below them; of the run that goes on, else of
// the one looked at. Others lie over it, unless it goes on: its axes are its own then.
class RunView : public QWidget {
    Q_OBJECT

public:
    explicit RunView(QWidget* parent = nullptr);

    void beginRun(const QString& name, const bench::LoadPlan& plan);
    void setState(LoadSession::State state);
    void showTick(const bench::LoadTick& tick, const bench::Series& course);
    void setRun(const ShownRun& run); // that has ended
    void rename(const QString& name); // the one that was set last
    void endWithout();                // it could not begin: what was looked at before is back
    void setOthers(const QList<ShownRun>& runs);
    void setDrawn(bool drawn); // false while nobody can see it
    QString sentence() const;  // of the run shown, empty while one goes on

Q_SIGNALS:
    void sentenceCopied();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void draw();
    void drawCourse(); // of the run that goes on
    void drawLive();
    void describe();
    void compare();
    const ShownRun* looked() const;
    bool seen() const { return m_drawn && isVisible(); }

    bool m_drawn = true;
    bool m_live = false;
    bool m_leads = false; // m_run, until other runs are ticked
    bool m_stopping = false;
    QString m_liveName;
    bench::LoadPlan m_livePlan;
    std::optional<bench::LoadTick> m_tick;
    bench::Series m_course; // of the run that goes on
    std::optional<ShownRun> m_run;
    QList<ShownRun> m_others;
    models::TextTable m_differences;
    NumbersPanel* m_numbers;
    QProgressBar* m_progress;
    QLabel* m_status;
    QLabel* m_sentence;
    QToolButton* m_copy;
    QTabWidget* m_tabs;
    ChartBoard* m_charts;
    ResultPanel* m_result;
    QTableView* m_comparison;
};

} // namespace ui
