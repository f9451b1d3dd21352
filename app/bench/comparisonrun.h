#pragma once

#include "bench/comparison.h"
#include "bench/loadrun.h"

#include <QObject>

namespace bench {

inline constexpr char nothingToCompare[] = "nothing-to-compare"; // error kind: no request of a run succeeded

// A run's place in a comparison: of A, of B, or of A once more.
enum class Side { A, B, AAgain };
QString sideName(Side side); // stable: "a", "b", "a_again"

// A plan and what was read of its files, and looked at: is fired as it was then.
struct ComparedPlan {
    LoadPlan plan;
    std::optional<Targets> targets;
    QByteArray body;
};

// One run after the other: A B A, then A B A the other way round, …, so that neither plan always comes first; what
// drifts meanwhile drifts for both. Lives in one thread with an event loop, which does no work of the runs.
class ComparisonRun final : public QObject {
    Q_OBJECT

public:
    ComparisonRun(ComparedPlan a, ComparedPlan b, int rounds, QString serverProgram, QObject* parent = nullptr);
    ~ComparisonRun() override; // stops; nothing is told any more

    void start();
    void stop(); // ended() follows soon: the run under way does not count
    int runs() const;
    const QList<Round>& rounds() const { return m_rounds; } // those that are complete

Q_SIGNALS:
    void runBegan(int number, bench::Side side); // number: from 1
    void prepared(bench::Side side, const bench::Preflight& preflight);
    void ticked(const bench::LoadTick& tick); // of the run under way
    void runEnded(int number, bench::Side side, const bench::LoadResult& result);
    void refused(bench::Side side, const base::Error& why); // a run could not begin, or gave nothing; ended() follows
    void ended();                                           // once

private:
    void begin();
    void take(const LoadResult& result);
    void end();
    Side sideOf(int run) const; // from 0

    const ComparedPlan m_a;
    const ComparedPlan m_b;
    const int m_wanted;
    const QString m_serverProgram;
    std::unique_ptr<LoadRun> m_run;
    int m_done = 0; // runs
    Round m_round;  // under way
    QList<Round> m_rounds;
    bool m_stopped = false;
    bool m_over = false;
};

} // namespace bench
