#include "ui/benchmark/startcheck.h"

#include "bench/planfiles.h"
#include "ui/widgets/worker.h"

namespace ui {

StartCheck::StartCheck(Worker& worker, QObject* parent)
    : QObject(parent)
    , m_worker(worker) {}

void StartCheck::check(const bench::LoadPlan& plan) {
    const int number = ++m_checks;
    if (plan.server && plan.bodyFile.isEmpty()) {
        Q_EMIT checked(plan, {});
        return;
    }
    struct Found {
        Aim aim;
        QString problem;
    };
    auto found = std::make_shared<Found>();
    m_worker.run(
        this,
        [plan, found](const Stop&) {
            const auto body = bench::requestBodyOf(plan);
            if (!body) {
                found->problem = body.error().message;
                return;
            }
            found->aim.body = *body;
            if (plan.server)
                return;
            const auto targets = bench::Targets::of(plan, {});
            if (!targets) {
                found->problem = targets.error().message;
                return;
            }
            found->aim.remoteHosts = targets->remoteHosts();
            found->aim.targets = *targets;
        },
        [this, number, plan, found] {
            if (number != m_checks)
                return;
            if (found->problem.isEmpty())
                Q_EMIT checked(plan, found->aim);
            else
                Q_EMIT failed(found->problem);
        });
}

} // namespace ui
