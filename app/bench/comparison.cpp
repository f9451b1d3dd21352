#include "bench/comparison.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

using Values = std::vector<double>;

std::optional<double> milliseconds(const measure::Histogram& latency, double fraction) {
    const auto value = latency.percentile(fraction);
    return value ? std::optional(static_cast<double>(*value) / 1'000) : std::nullopt;
}

std::optional<double> errorShare(const LoadResult& result) {
    const auto failed = static_cast<double>(result.trulyFailed());
    const double all = failed + static_cast<double>(result.total.succeeded);
    return all > 0 ? std::optional(failed / all) : std::nullopt;
}

// Of all rounds; nothing where one of them has none.
std::optional<Values> valuesOf(Figure figure, const QList<Round>& rounds, RunFigures Round::*side) {
    Values values;
    for (const Round& round : rounds) {
        const auto value = (round.*side).of(figure);
        if (!value)
            return std::nullopt;
        values.push_back(*value);
    }
    return values.empty() ? std::nullopt : std::optional(values);
}

double differenceOf(Figure figure, double a, double b) {
    return figure == Figure::ErrorShare ? b - a : b / a - 1;
}

bool isBase(Figure figure, const Values& values) {
    return figure == Figure::ErrorShare || std::all_of(values.begin(), values.end(), [](double v) { return v > 0; });
}

Interval intervalOf(Figure figure, const Values& a, const Values& b, std::uint64_t seed) {
    Values ofA(a.size());
    Values ofB(b.size());
    return bootstrapInterval(
        a.size(),
        [&](std::span<const std::size_t> blocks) {
            for (std::size_t at = 0; at < blocks.size(); ++at) {
                ofA[at] = a[blocks[at]];
                ofB[at] = b[blocks[at]];
            }
            return differenceOf(figure, medianOf(ofA), medianOf(ofB));
        },
        seed);
}

// What a percentile's value may be off by: the width of the histogram's buckets.
double resolutionOf(Figure figure) {
    const bool isTime = figure == Figure::P50 || figure == Figure::P95 || figure == Figure::P99;
    return isTime ? 1.0 / measure::Histogram::perDoubling : 0;
}

Finding findingOf(const Compared& compared) {
    const double floor = std::max(compared.noiseInterval->farthest(), resolutionOf(compared.figure));
    if (compared.interval->holds(0) || std::abs(*compared.difference) <= floor)
        return Finding::NoDifference;
    const bool more = *compared.difference > 0;
    if (compared.figure == Figure::ErrorShare)
        return more ? Finding::MoreErrors : Finding::FewerErrors;
    return more == (compared.figure == Figure::PerMinute) ? Finding::Faster : Finding::Slower;
}

QJsonValue orNull(std::optional<double> number) {
    return number ? QJsonValue(*number) : QJsonValue(QJsonValue::Null);
}

QJsonValue orNull(const std::optional<Interval>& interval) {
    return interval ? QJsonValue(QJsonArray{interval->low, interval->high}) : QJsonValue(QJsonValue::Null);
}

} // namespace

QString figureName(Figure figure) {
    static const std::array names{u"requests_per_minute"_s, u"p50_ms"_s, u"p95_ms"_s, u"p99_ms"_s, u"error_share"_s};
    return names[static_cast<std::size_t>(figure)];
}

QString findingName(Finding finding) {
    static const std::array names{
        u"faster"_s,           u"slower"_s, u"fewer errors"_s, u"more errors"_s, u"no difference shown"_s,
        u"not enough to say"_s};
    return names[static_cast<std::size_t>(finding)];
}

QString findingWords(Finding finding) {
    switch (finding) {
    case Finding::Faster:
        return Words::tr("faster");
    case Finding::Slower:
        return Words::tr("slower");
    case Finding::FewerErrors:
        return Words::tr("fewer errors");
    case Finding::MoreErrors:
        return Words::tr("more errors");
    case Finding::NoDifference:
        return Words::tr("no difference shown");
    case Finding::TooLittle:
        break;
    }
    return Words::tr("not enough to say");
}

RunFigures figuresOf(const LoadResult& result) {
    const measure::Histogram& latency = result.total.latency;
    return {{result.succeededPerMinute(), milliseconds(latency, 0.5), milliseconds(latency, 0.95),
             milliseconds(latency, 0.99), errorShare(result)}};
}

Compared compareFigure(Figure figure, const QList<Round>& rounds, std::uint64_t seed) {
    Compared compared;
    compared.figure = figure;
    const auto a = valuesOf(figure, rounds, &Round::a);
    const auto b = valuesOf(figure, rounds, &Round::b);
    const auto again = valuesOf(figure, rounds, &Round::again);
    compared.a = a ? std::optional(medianOf(*a)) : std::nullopt;
    compared.b = b ? std::optional(medianOf(*b)) : std::nullopt;
    if (!a || !b || !again || !isBase(figure, *a))
        return compared;
    compared.difference = differenceOf(figure, *compared.a, *compared.b);
    compared.noise = differenceOf(figure, *compared.a, medianOf(*again));
    if (rounds.size() < fewestRounds)
        return compared;
    compared.interval = intervalOf(figure, *a, *b, seed);
    compared.noiseInterval = intervalOf(figure, *a, *again, seed);
    compared.finding = findingOf(compared);
    return compared;
}

QList<Compared> compareRounds(const QList<Round>& rounds, std::uint64_t seed) {
    QList<Compared> all;
    for (const Figure figure : comparedFigures)
        all << compareFigure(figure, rounds, seed);
    return all;
}

QJsonObject comparedToJson(const Compared& compared) {
    return {{u"a"_s, orNull(compared.a)},
            {u"b"_s, orNull(compared.b)},
            {u"difference"_s, orNull(compared.difference)},
            {u"interval_95"_s, orNull(compared.interval)},
            {u"a_again_difference"_s, orNull(compared.noise)},
            {u"a_again_interval_95"_s, orNull(compared.noiseInterval)},
            {u"finding"_s, findingName(compared.finding)}};
}

QJsonObject figuresToJson(const RunFigures& figures) {
    QJsonObject json;
    for (const Figure figure : comparedFigures)
        json[figureName(figure)] = orNull(figures.of(figure));
    return json;
}

QStringList differingParts(const LoadPlan& first, const LoadPlan& second) {
    const auto comparable = [](const LoadPlan& plan) {
        QJsonObject json = planToJson(plan);
        json.remove(u"name"_s);
        if (plan.server)
            json.remove(u"target"_s); // another one at each run
        return json;
    };
    const QJsonObject one = comparable(first);
    const QJsonObject other = comparable(second);
    QStringList parts;
    for (const QString& key : one.keys() + other.keys()) {
        if (one.value(key) != other.value(key) && !parts.contains(key))
            parts << key;
    }
    parts.sort();
    return parts;
}

} // namespace bench
