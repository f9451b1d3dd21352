#include "ui/benchmark/planshelf.h"

#include "bench/storedrun.h"
#include "library/errors.h"

#include <algorithm>

namespace ui {

PlanShelf::PlanShelf(library::Library& library, QObject* parent)
    : QObject(parent)
    , m_library(library) {}

void PlanShelf::load() {
    m_library.read(
        library::ReadLane::Lists, this, [](library::Stores& stores) { return stores.plans.list(); },
        [this](const base::Result<QList<library::StoredPlan>>& stored) {
            if (!stored &&
                stored.error().kind == library::interrupted) // by a search; it was not this that was outdated
                return load();
            if (!stored) {
                Q_EMIT failed(stored.error().message);
                return;
            }
            m_plans.clear();
            for (const library::StoredPlan& each : *stored) {
                const auto plan = bench::fromStore(each);
                m_plans.append(plan ? Entry{each.name, each.json, *plan, {}}
                                    : Entry{each.name, each.json, {}, plan.error().message});
            }
            Q_EMIT changed();
        });
}

void PlanShelf::keep(const bench::LoadPlan& plan) {
    const auto before =
        std::find_if(m_plans.begin(), m_plans.end(), [&plan](const Entry& entry) { return entry.name == plan.name; });
    if (before != m_plans.end() && (!before->problem.isEmpty() || before->plan != plan))
        put(bench::toStore(plan), [this, old = *before] { Q_EMIT replaced(old); });
    else
        put(bench::toStore(plan), [this, name = plan.name] { Q_EMIT kept(name); });
}

void PlanShelf::bringBack(const Entry& plan) {
    put({plan.name, plan.json}, [this, name = plan.name] { Q_EMIT broughtBack(name); });
}

void PlanShelf::put(const library::StoredPlan& plan, const std::function<void()>& done) {
    m_library.write(
        this, [plan](library::Stores& stores) { return stores.plans.keep(plan); },
        [this, done](const base::Result<void>& written) {
            if (!written) {
                Q_EMIT failed(written.error().message);
                return;
            }
            done();
            load();
        });
}

void PlanShelf::remove(const QString& name) {
    const auto found =
        std::find_if(m_plans.begin(), m_plans.end(), [&name](const Entry& entry) { return entry.name == name; });
    if (found == m_plans.end())
        return;
    m_library.write(
        this, [name](library::Stores& stores) { return stores.plans.remove(name); },
        [this, entry = *found](const base::Result<void>& done) {
            if (!done) {
                Q_EMIT failed(done.error().message);
                return;
            }
            Q_EMIT removed(entry);
            load();
        });
}

} // namespace ui
