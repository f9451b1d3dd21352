// The article's steps, and how a plan that began as one of them is named.
#include "bench/loadplan.h"

#include <QCoreApplication>

namespace bench {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

LadderStep step(const QString& name, qint64 requests, int concurrency, const QString& delay,
                const ArticleFigures& article) {
    LoadPlan plan;
    plan.name = name;
    plan.server = ServerPlan{.delay = delay};
    plan.requests = requests;
    plan.concurrency = concurrency;
    plan.engine = concurrency == 1 ? EngineKind::Sequential : EngineKind::Qt;
    return {plan, article};
}

} // namespace

QList<LadderStep> articleLadder() {
    return {
        step(Words::tr("100 one at a time"), 100, 1, u"0:3"_s, {Words::tr("2:45.54"), {}, 165'540ms}),
        step(Words::tr("100 at once"), 100, 100, u"0:3"_s, {Words::tr("3.48 s"), {}, 3'480ms}),
        step(Words::tr("1,000"), 1'000, 1'000, u"0:3"_s, {Words::tr("7.14 s"), Words::tr("54 MB"), 7'140ms}),
        step(Words::tr("10,000"), 10'000, 1'000, u"0:3"_s, {Words::tr("23 s"), {}, 23s}),
        step(Words::tr("100,000"), 100'000, 1'000, u"0:3"_s, {Words::tr("~300 s"), {}, 300s}),
        step(Words::tr("1,000,000"), 1'000'000, 1'000, u"0:1"_s, {Words::tr("3,127 s"), Words::tr("5.19 GB"), 3'127s}),
    };
}

QString nameOfPlan(const LoadPlan& plan) {
    const QList<LadderStep> ladder = articleLadder();
    for (const LadderStep& step : ladder) {
        //: the name of a plan that began as a step of the article: "100 at once, changed"
        const QString changed = Words::tr("%1, changed").arg(step.plan.name);
        if (plan.name != step.plan.name && plan.name != changed)
            continue;
        LoadPlan same = step.plan;
        same.name = plan.name;
        return same == plan ? step.plan.name : changed;
    }
    return plan.name;
}

} // namespace bench
