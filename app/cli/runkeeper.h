#pragma once

#include "cli/benchrun.h"
#include "cli/command.h"

namespace cli {

// Where runs go with --save. The library is open for the moment of saving alone: neither a window nor whoever archives
// meanwhile is held up by a run of minutes.
class RunKeeper {
public:
    RunKeeper(const Arguments& arguments, Console& console);

    // Before the run, whether the library can be used at all; makes it where there is none. That somebody else is at
    // work in it is no error yet.
    base::Result<void> check();
    // A window that has the library open is given the run; anybody else is waited for, some seconds. What the library
    // does not take is written to a file, and that is LibraryTrouble. A signal ends the waiting, not the saving.
    int keep(const BenchRun::Ended& ended, SignalWatcher& signalWatcher);

private:
    base::Result<void> add(const BenchRun::Ended& ended, SignalWatcher& signalWatcher);
    int writeAside(const BenchRun::Ended& ended, const base::Error& why);

    const Arguments& m_arguments;
    Console& m_console;
};

} // namespace cli
