#include "bench/histogramcbor.h"

#include <array>

namespace bench {

namespace {
constexpr double most = 9e15; // of anything: what a double tells to the unit
}

QCborArray histogramToCbor(const measure::Histogram& histogram) {
    QCborArray cells; // bucket, count, bucket, count …
    for (std::size_t bucket = 0; bucket < histogram.counts().size(); ++bucket) {
        if (histogram.counts()[bucket] == 0)
            continue;
        cells.append(static_cast<qint64>(bucket));
        cells.append(static_cast<qint64>(histogram.counts()[bucket]));
    }
    return {static_cast<qint64>(histogram.minimum()), static_cast<qint64>(histogram.maximum()),
            static_cast<qint64>(histogram.sum()), cells};
}

std::optional<measure::Histogram> histogramFromCbor(const QCborValue& value) {
    const QCborArray fields = value.toArray();
    if (fields.size() != 4 || !fields.at(3).isArray())
        return std::nullopt;
    std::array<std::uint64_t, measure::Histogram::buckets> counts{};
    const QCborArray cells = fields.at(3).toArray();
    for (qsizetype at = 0; at + 1 < cells.size(); at += 2) {
        const qint64 bucket = cells.at(at).toInteger(-1);
        const qint64 count = cells.at(at + 1).toInteger(-1);
        if (bucket < 0 || bucket >= measure::Histogram::buckets || count < 0 || static_cast<double>(count) > most)
            return std::nullopt;
        counts[static_cast<std::size_t>(bucket)] = static_cast<std::uint64_t>(count);
    }
    return measure::Histogram::restored(counts, fields.at(0).toInteger(), fields.at(1).toInteger(),
                                        static_cast<std::uint64_t>(qMax<qint64>(0, fields.at(2).toInteger())));
}

} // namespace bench
