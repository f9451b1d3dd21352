#include "base/file.h"
#include "bench/engine.h"
#include "bench/limits.h"
#include "bench/planfiles.h"
#include "cli/benchoptions.h"
#include "cli/benchoutcome.h"
#include "cli/console.h"
#include "cli/ladder.h"
#include "cli/librarycommand.h"
#include "cli/runkeeper.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace cli {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

base::Result<void> writeJson(const QString& file, const QJsonObject& json, Console& console) {
    if (file != "-"_L1)
        return base::writeFileAtomically(file, QJsonDocument(json).toJson());
    console.json(json);
    return {};
}

// All that could lose the result or keep the run from beginning, before it begins.
base::Result<void> checkFiles(const Arguments& arguments, const bench::LoadPlan& plan) {
    if (const auto body = bench::requestBodyOf(plan); !body)
        return base::Error{wrongUsage, body.error().message};
    const QString json = arguments.value("json");
    return json.isEmpty() || json == "-"_L1 ? base::Result<void>() : base::checkWritable(json);
}

int fire(const Arguments& arguments, const bench::LoadPlan& plan, const Thresholds& thresholds, Console& console) {
    const auto mostRefused = arguments.number("stop-after-refused", 0, 1, bench::mostRequests);
    if (!mostRefused)
        return explain(mostRefused.error(), console);
    RunKeeper keeper(arguments, console);
    if (const auto checked = keeper.check(); !checked)
        return explain(checked.error(), console);
    BenchRun running(console);
    running.setMostRefused(*mostRefused);
    const auto ended = running.run(plan);
    if (!ended)
        return explain(ended.error(), console);
    int status = statusOf(*ended, thresholds, console);
    const QString json = arguments.value("json");
    if (json != "-"_L1)
        console.text(resultText(ended->result));
    tellWarnings(*ended, console);
    if (json != "-"_L1)
        console.line(bench::quotableSentence(ended->result));
    if (!json.isEmpty()) {
        if (const auto written = writeJson(json, bench::resultToJson(ended->result), console); !written)
            status = worse(status, explain(written.error(), console));
    }
    return worse(status, keeper.keep(*ended));
}

int run(const Arguments& arguments, Console& console) {
    if (arguments.has("ladder"))
        return runLadder(arguments, console);
    const auto plan = planOf(arguments);
    if (!plan)
        return plan.error().kind == bench::badPlan ? explain({wrongUsage, plan.error().message}, console)
                                                   : explain(plan.error(), console);
    const auto thresholds = thresholdsOf(arguments);
    if (!thresholds)
        return explain(thresholds.error(), console);
    if (!plan->server) {
        const auto targets = bench::Targets::of(*plan, {});
        if (!targets)
            return explain(targets.error(), console);
        if (!targets->remoteHosts().isEmpty() && !arguments.has("remote"))
            return explain({wrongUsage, Words::tr("The target is not this computer but %1. Fire at servers of your own "
                                                  "or with their owner's consent only; then add --remote.")
                                            .arg(targets->remoteHosts().first())},
                           console);
    }
    if (const auto files = checkFiles(arguments, *plan); !files)
        return explain(files.error(), console);
    if (arguments.has("save-plan")) {
        const auto written =
            base::writeFileAtomically(arguments.value("save-plan"), QJsonDocument(bench::planToJson(*plan)).toJson());
        if (!written)
            return explain(written.error(), console);
    }
    return fire(arguments, *plan, *thresholds, console);
}

} // namespace

Command benchCommand() {
    return {.name = u"bench"_s,
            .operands = u"[URL]"_s,
            .summary =
                Words::tr("Fires requests at a server and measures: so many at a time, the next goes out when one "
                          "has ended.\n{} in the URL becomes the request's number. A computer that could fall asleep "
                          "meanwhile is kept awake by 'systemd-inhibit tidemark-cli bench …'."),
            .example = u"tidemark-cli bench --serve-delay 0:1 --requests 10000 --concurrency 1000\n"
                       "tidemark-cli bench http://127.0.0.1:8080/{} --duration 30 --max-p99 200"_s,
            .options = benchOptions(),
            .leastOperands = 0,
            .mostOperands = 1,
            .run = run};
}

} // namespace cli
