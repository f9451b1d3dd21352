#include "ui/benchmark/startcheck.h"

#include "ui/widgets/worker.h"

namespace ui {

StartCheck::StartCheck(Worker& worker, QObject* parent)
    : QObject(parent)
    , m_worker(worker) {}

void StartCheck::check(const bench::LoadPlan& plan) {
    const int number = ++m_checks;
    if (plan.server) {
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
