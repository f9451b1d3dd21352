#include "base/file.h"
#include "bench/engine.h"
#include "bench/limits.h"
#include "bench/storedrun.h"
#include "cli/benchoptions.h"
#include "cli/benchoutcome.h"
#include "cli/console.h"
#include "cli/findcapacity.h"
#include "cli/knownplan.h"
#include "cli/ladder.h"
#include "cli/librarycommand.h"
#include "cli/resultfile.h"
#include "cli/resulttext.h"
#include "cli/runkeeper.h"
#include "signalwatcher.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace cli {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

// What is asked for beside the plan.
struct Wishes {
    Thresholds thresholds;
    qint64 mostRefused = 0;
};

base::Result<Wishes> wishesOf(const Arguments& arguments) {
    const auto thresholds = thresholdsOf(arguments);
    if (!thresholds)
        return thresholds.error();
    const auto mostRefused = arguments.number("stop-after-refused", 0, 1, bench::mostRequests);
    if (!mostRefused)
        return mostRefused.error();
    return Wishes{*thresholds, *mostRefused};
}

base::Result<void> savePlan(const Arguments& arguments, const bench::LoadPlan& plan) {
    if (!arguments.has("save-plan"))
        return {};
    return base::writeFileAtomically(arguments.value("save-plan"), QJsonDocument(bench::planToJson(plan)).toJson());
}

class Firing {
public:
    Firing(const Arguments& arguments, Console& console)
        : m_json(arguments.value("json"))
        , m_console(console)
        , m_file(m_json)
        , m_keeper(arguments, console) {}

    // All that could lose the result or keep the run from beginning, before it begins.
    base::Result<void> check() {
        if (!m_json.isEmpty() && printsText()) {
            if (const auto writable = m_file.check(); !writable)
                return writable;
        }
        return m_keeper.check();
    }
    int fire(const bench::LoadPlan& plan, BenchRun::Known known, const Wishes& wishes) {
        SignalWatcher signalWatcher; // until all is saved: a second Ctrl+C loses nothing, it ends the waiting
        BenchRun running(signalWatcher, m_console);
        running.setMostRefused(wishes.mostRefused);
        running.setKnown(std::move(known));
        const auto ended = running.run(plan);
        if (!ended)
            return explain(ended.error(), m_console);
        int status = statusOf(*ended, wishes.thresholds, m_console);
        if (printsText())
            m_console.text(resultText(ended->result));
        tellWarnings(*ended, m_console);
        if (printsText())
            m_console.line(bench::quotableSentence(ended->result));
        m_console.flush();
        status = worse(status, m_keeper.keep(*ended, signalWatcher)); // first: who reads the other may keep it waiting
        status = worse(status, writeJson(*ended, signalWatcher));
        signalWatcher.wait(0ms);
        return signalWatcher.first() == 0 ? status : worse(status, 128 + signalWatcher.first());
    }

private:
    bool printsText() const { return m_json != "-"_L1; }

    int writeJson(const BenchRun::Ended& ended, SignalWatcher& signalWatcher) {
        if (m_json.isEmpty())
            return AllWell;
        const QJsonObject json = bench::runToJson(ended.result, ended.series);
        if (printsText()) {
            const auto written = m_file.add(QJsonDocument(json).toJson(), signalWatcher);
            return written ? int(AllWell) : explain(written.error(), m_console);
        }
        m_console.json(json);
        m_console.flush();
        return AllWell;
    }

    const QString m_json;
    Console& m_console;
    ResultFile m_file;
    RunKeeper m_keeper;
};

int findHighest(const Arguments& arguments, const bench::LoadPlan& plan, const BenchRun::Known& known,
                Console& console) {
    if (const auto checked = checkFindCapacity(arguments, plan); !checked)
        return explain(checked.error(), console);
    if (const auto saved = savePlan(arguments, plan); !saved)
        return explain(saved.error(), console);
    return findCapacity(arguments, plan, known, console);
}

int run(const Arguments& arguments, Console& console) {
    if (arguments.has("ladder"))
        return runLadder(arguments, console);
    const auto plan = planOf(arguments);
    if (!plan)
        return plan.error().kind == bench::badPlan ? explain({wrongUsage, plan.error().message}, console)
                                                   : explain(plan.error(), console);
    const auto wishes = wishesOf(arguments);
    if (!wishes)
        return explain(wishes.error(), console);
    const auto known = readFiles(arguments, *plan);
    if (!known)
        return explain(known.error(), console);
    if (arguments.has("find-capacity"))
        return findHighest(arguments, *plan, *known, console);
    if (arguments.has("chart"))
        return explain({wrongUsage, Words::tr("--chart draws what --find-capacity finds: add that.")}, console);
    Firing firing(arguments, console);
    if (const auto checked = firing.check(); !checked)
        return explain(checked.error(), console);
    if (const auto saved = savePlan(arguments, *plan); !saved)
        return explain(saved.error(), console);
    return firing.fire(*plan, *known, *wishes);
}

} // namespace

Command benchCommand() {
    return {
        .name = u"bench"_s,
        .operands = u"[URL]"_s,
        .summary = Words::tr(
            "Fires requests at a server and measures: so many at a time, the next goes out when one "
            "has ended, or at a rate.\n{} in the URL becomes the request's number. A computer that could fall asleep "
            "meanwhile is kept awake by 'systemd-inhibit tidemark-cli bench …'."),
        .example = u"tidemark-cli bench --serve-delay 0:1 --requests 10000 --concurrency 1000\n"
                   "tidemark-cli bench http://127.0.0.1:8080/{} --duration 30 --max-p99 200"_s,
        .options = benchOptions(),
        .leastOperands = 0,
        .mostOperands = 1,
        .run = run};
}

} // namespace cli
