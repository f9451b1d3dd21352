#include "cli/knownplan.h"

#include "bench/planfiles.h"

#include <QCoreApplication>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

} // namespace

base::Result<BenchRun::Known> readFiles(const Arguments& arguments, const bench::LoadPlan& plan) {
    BenchRun::Known known;
    if (!plan.server) {
        const auto targets = bench::Targets::of(plan, {});
        if (!targets)
            return targets.error();
        if (!targets->remoteHosts().isEmpty() && !arguments.has("remote"))
            return base::Error{wrongUsage,
                               Words::tr("The target is not this computer but %1. Fire at servers of your own or with "
                                         "their owner's consent only; then add --remote.")
                                   .arg(targets->remoteHosts().first())};
        known.targets = *targets;
    }
    const auto body = bench::requestBodyOf(plan);
    if (!body)
        return base::Error{wrongUsage, body.error().message};
    known.body = *body;
    return known;
}

} // namespace cli
