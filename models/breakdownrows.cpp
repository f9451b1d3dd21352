#include "models/breakdownrows.h"

#include "models/benchformat.h"
#include "models/format.h"

#include <QCoreApplication>

namespace models {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(models)
};

std::optional<double> milliseconds(std::optional<std::int64_t> microseconds) {
    return microseconds ? std::optional(static_cast<double>(*microseconds) / 1'000) : std::nullopt;
}

// Those that the person waits for before the parts of the network.
template<typename Visit>
void visitParts(Visit visit) {
    for (const bench::BreakdownPart& part : bench::openLoopParts)
        visit(part);
    for (const bench::BreakdownPart& part : bench::phases)
        visit(part);
}

} // namespace

QString PartSpan::words() const {
    if (!p50)
        return Words::tr("mean %1").arg(latencyText(mean));
    if (!p99)
        return Words::tr("p50 %1").arg(latencyText(p50));
    return Words::tr("p50 %1, p99 %2").arg(latencyText(p50), latencyText(p99));
}

QList<PartSpan> partSpans(const measure::Breakdown& breakdown) {
    QList<PartSpan> spans;
    visitParts([&](const bench::BreakdownPart& part) {
        const measure::Histogram& times = breakdown.*part.values;
        if (times.count() > 0)
            spans.append({.name = bench::partName(part),
                          .count = static_cast<qint64>(times.count()),
                          .mean = times.mean() / 1'000,
                          .p50 = milliseconds(times.percentile(0.5)),
                          .p99 = milliseconds(times.percentile(0.99))});
    });
    return spans;
}

Rows partRows(const bench::LoadResult& result) {
    if (bench::isEmpty(result.breakdown))
        return {};
    Rows table{{Words::tr("Where the time went"), Words::tr("Number"), Words::tr("Mean"), u"p50"_s, u"p95"_s, u"p99"_s,
                Words::tr("Longest")},
               {}};
    visitParts([&](const bench::BreakdownPart& part) {
        const measure::Histogram& times = result.breakdown.*part.values;
        if (times.count() == 0)
            return;
        table.rows.append(
            {bench::partName(part), countText(static_cast<qint64>(times.count())), latencyText(times.mean() / 1'000),
             latencyText(milliseconds(times.percentile(0.5))), latencyText(milliseconds(times.percentile(0.95))),
             latencyText(milliseconds(times.percentile(0.99))), latencyText(milliseconds(times.maximum()))});
    });
    return table;
}

QString noPartsText() {
    return Words::tr("The engine of this run does not see the parts of a request; “direct” does.");
}

} // namespace models
