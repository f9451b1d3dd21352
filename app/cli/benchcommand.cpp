#include "base/file.h"
#include "bench/engine.h"
#include "cli/benchoptions.h"
#include "cli/console.h"
#include "cli/ladder.h"
#include "cli/librarycommand.h"

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

int fire(const Arguments& arguments, const bench::LoadPlan& plan, const Thresholds& thresholds, Console& console) {
    std::unique_ptr<library::Library> library; // opened before the run, so that no result is lost to a lock
    if (arguments.has("save")) {
        auto opened = openToWrite(arguments, console, false);
        if (!opened)
            return explain(opened.error(), console);
        library = *std::move(opened);
    }
    const auto ended = BenchRun(console).run(plan);
    if (!ended)
        return explain(ended.error(), console);
    int status = statusOf(*ended, thresholds, console);
    const QString json = arguments.value("json");
    if (json != "-"_L1)
        console.text(resultText(ended->result));
    for (const QString& warning : ended->result.warnings)
        console.message(warning);
    if (!json.isEmpty()) {
        if (const auto written = writeJson(json, bench::resultToJson(ended->result), console); !written)
            status = worse(status, explain(written.error(), console));
    }
    if (library) {
        if (const auto kept = keep(library->here(), *ended); !kept)
            status = worse(status, explain(kept.error(), console));
    }
    return status;
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
