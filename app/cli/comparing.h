#pragma once

#include "bench/comparisonrun.h"

#include <QObject>

class SignalWatcher;

namespace cli {

class Console;

// A comparison run to its end, with a line of progress on a terminal. Ctrl+C and SIGTERM end it: the rounds that are
// complete are the result. Lives in the main thread.
class Comparing : public QObject {
    Q_OBJECT

public:
    Comparing(SignalWatcher& signalWatcher, Console& console);

    struct Ended {
        QList<bench::Round> rounds;
        QList<std::pair<bench::Side, bench::LoadResult>> results; // as they were fired
        int signal = 0;                                           // that stopped it
        std::optional<base::Error> refusal;                       // why it went no further
    };
    Ended run(const bench::ComparedPlan& a, const bench::ComparedPlan& b, int rounds);

private:
    void tellNotes(bench::Side side, const QStringList& notes);
    void showProgress(const bench::LoadTick& tick);
    void tellRun(bench::Side side, const bench::LoadResult& result);

    SignalWatcher& m_signalWatcher;
    Console& m_console;
    QStringList m_told; // notes: the same ones come with each run
    int m_number = 0;   // of the run under way
    int m_runs = 0;
    bench::Side m_side = bench::Side::A;
};

QString sideLetter(bench::Side side); // A or B, for people

} // namespace cli
