#pragma once

#include "bench/loadrun.h"
#include "cli/command.h"

#include <QObject>

namespace cli {

class Console;

// One plan run to its end, with a line of progress on a terminal. Ctrl+C and SIGTERM stop it: what was measured so far
// is the result. Lives in the main thread.
class BenchRun : public QObject {
    Q_OBJECT

public:
    explicit BenchRun(Console& console);

    struct Ended {
        bench::LoadResult result;
        bench::Series series;
        int signal = 0; // that stopped it
    };
    base::Result<Ended> run(const bench::LoadPlan& plan); // an error: it could not begin

private:
    void showProgress(const bench::LoadTick& tick);

    Console& m_console;
};

// The result as people read it: figures, latencies, outcomes, what was used, the verdict.
QString resultText(const bench::LoadResult& result);

} // namespace cli
