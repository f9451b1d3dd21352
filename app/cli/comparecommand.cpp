#include "bench/limits.h"
#include "cli/comparing.h"
#include "cli/comparisontable.h"
#include "cli/console.h"
#include "cli/knownplan.h"
#include "cli/librarycommand.h"
#include "cli/resultfile.h"
#include "signalwatcher.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <map>

namespace cli {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int schema = 1;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

struct Wishes {
    bench::ComparedPlan a;
    bench::ComparedPlan b;
    int rounds = bench::usualRounds;
    quint64 seed = 1;
};

base::Result<bench::ComparedPlan> readPlan(const QString& path, const Arguments& arguments) {
    const auto plan = planOfFile(path, arguments);
    if (!plan)
        return base::Error{wrongUsage, plan.error().message};
    auto known = readFiles(arguments, *plan);
    if (!known)
        return base::Error{known.error().kind, QString(path % ": "_L1 % known.error().message)};
    return bench::ComparedPlan{*plan, std::move(known->targets), std::move(known->body)};
}

base::Result<Wishes> wishesOf(const Arguments& arguments) {
    const auto rounds = arguments.number("repeats", bench::usualRounds, bench::fewestRounds, bench::mostRounds);
    const auto seed = arguments.number("seed", 1, 0, static_cast<qint64>(bench::mostSeed));
    if (!rounds || !seed)
        return rounds ? seed.error() : rounds.error();
    const auto a = readPlan(arguments.operands.at(0), arguments);
    if (!a)
        return a.error();
    const auto b = readPlan(arguments.operands.at(1), arguments);
    if (!b)
        return b.error();
    return Wishes{*a, *b, static_cast<int>(*rounds), static_cast<quint64>(*seed)};
}

QString expectedWords(const Wishes& wishes) {
    const int runs = 3 * wishes.rounds;
    const auto a = bench::expectedDuration(wishes.a.plan);
    const auto b = bench::expectedDuration(wishes.b.plan);
    if (!a || !b)
        return Words::tr("%1 runs: A, B and A again, %2 times, forth and back.")
            .arg(QString::number(runs), QString::number(wishes.rounds));
    const double minutes = wishes.rounds * std::chrono::duration<double, std::ratio<60>>(2 * *a + *b).count();
    return Words::tr("%1 runs: A, B and A again, %2 times, forth and back; about %3 min.")
        .arg(QString::number(runs), QString::number(wishes.rounds),
             QLocale().toString(std::max(0.1, minutes), 'f', minutes < 10 ? 1 : 0));
}

QJsonArray runsOf(const Comparing::Ended& ended) {
    QJsonArray runs;
    for (const auto& [side, result] : ended.results) {
        QJsonObject run = bench::figuresToJson(bench::figuresOf(result));
        run[u"side"_s] = bench::sideName(side);
        run[u"started_at"_s] = result.startedAt.toUTC().toString(Qt::ISODateWithMs);
        run[u"verdict"_s] = bench::verdictName(result.verdict);
        run[u"warnings"_s] = QJsonArray::fromStringList(result.warnings);
        runs.append(run);
    }
    return runs;
}

QJsonObject jsonOf(const Wishes& wishes, const Comparing::Ended& ended, const QList<bench::Compared>& all) {
    QJsonObject figures;
    for (const bench::Compared& compared : all)
        figures[bench::figureName(compared.figure)] = bench::comparedToJson(compared);
    return {{u"schema"_s, schema},
            {u"a"_s, bench::planToJson(wishes.a.plan)},
            {u"b"_s, bench::planToJson(wishes.b.plan)},
            {u"plans_differ_in"_s, QJsonArray::fromStringList(bench::differingParts(wishes.a.plan, wishes.b.plan))},
            {u"repeats"_s, wishes.rounds},
            {u"rounds"_s, ended.rounds.size()}, // that were complete
            {u"seed"_s, static_cast<qint64>(wishes.seed)},
            {u"figures"_s, figures},
            {u"runs"_s, runsOf(ended)}};
}

// "9 server-bound, 5 unclear": what the figures of a plan rest on.
QString verdictsOf(const Comparing::Ended& ended, bool ofB) {
    std::map<QString, int> counts;
    for (const auto& [side, result] : ended.results) {
        if ((side == bench::Side::B) == ofB)
            ++counts[bench::verdictName(result.verdict)];
    }
    QStringList parts;
    for (const auto& [name, times] : counts)
        parts << QString(QString::number(times) % u' ' % name);
    return parts.join(", "_L1);
}

void printText(const Arguments& arguments, const Wishes& wishes, const Comparing::Ended& ended,
               const QList<bench::Compared>& all, Console& console) {
    console.line(Words::tr("A  %1 (verdicts: %2)").arg(arguments.operands.at(0), verdictsOf(ended, false)));
    console.line(Words::tr("B  %1 (verdicts: %2)").arg(arguments.operands.at(1), verdictsOf(ended, true)));
    const QStringList parts = bench::differingParts(wishes.a.plan, wishes.b.plan);
    console.line(parts.isEmpty() ? Words::tr("The two plans are the same.")
                                 : Words::tr("The plans differ in %1.").arg(parts.join(", "_L1)));
    console.line({});
    printComparison(all, console);
    console.line({});
    console.line(Words::tr("%1 rounds. Intervals in percent by block bootstrap, whole rounds drawn again (Künsch 1989, "
                           "Politis and Romano 1994), seed %2. A difference is shown where its interval leaves zero "
                           "out and it is larger than A against A allows.")
                     .arg(QString::number(ended.rounds.size()), QString::number(wishes.seed)));
}

int statusOf(const Comparing::Ended& ended, Console& console) {
    int status = AllWell;
    if (ended.refusal)
        status = explain(*ended.refusal, console);
    for (const auto& [side, result] : ended.results) {
        if (result.trulyFailed() > 0)
            status = worse(status, SomeFailed);
    }
    return ended.signal != 0 ? worse(status, 128 + ended.signal) : status;
}

void tellClientBound(const Comparing::Ended& ended, Console& console) {
    const auto bound = std::count_if(ended.results.begin(), ended.results.end(), [](const auto& each) {
        return each.second.verdict == bench::Verdict::ClientBound;
    });
    if (bound > 0)
        console.message(Words::tr("In %1 of %2 runs the client was the limit: what is compared is the client then, not "
                                  "the servers.")
                            .arg(QString::number(bound), QString::number(ended.results.size())));
}

void tellTooFew(const QList<bench::Compared>& all, Console& console) {
    const bool isMissing =
        std::any_of(all.begin(), all.end(), [](const bench::Compared& each) { return !each.a || !each.b; });
    if (isMissing)
        console.message(
            Words::tr("A percentile is compared where each run has answers enough for it: p50 needs 20, p95 "
                      "200, p99 1,000."));
}

int compare(const Arguments& arguments, Console& console) {
    const auto wishes = wishesOf(arguments);
    if (!wishes)
        return explain(wishes.error(), console);
    const QString json = arguments.value("json");
    const bool printsText = json != "-"_L1;
    ResultFile file(json);
    if (const auto writable = json.isEmpty() || !printsText ? base::Result<void>() : file.check(); !writable)
        return explain(writable.error(), console);
    console.message(expectedWords(*wishes));
    SignalWatcher signalWatcher; // until all is written
    const Comparing::Ended ended = Comparing(signalWatcher, console).run(wishes->a, wishes->b, wishes->rounds);
    const QList<bench::Compared> all = bench::compareRounds(ended.rounds, wishes->seed);
    if (ended.rounds.size() < wishes->rounds)
        console.message(Words::tr("%1 of %2 rounds are complete: the figures are theirs.")
                            .arg(QString::number(ended.rounds.size()), QString::number(wishes->rounds)));
    int status = statusOf(ended, console);
    tellClientBound(ended, console);
    if (!ended.rounds.isEmpty())
        tellTooFew(all, console);
    const QJsonObject object = jsonOf(*wishes, ended, all);
    if (printsText)
        printText(arguments, *wishes, ended, all, console);
    else
        console.json(object);
    console.flush();
    if (printsText && !json.isEmpty()) {
        const auto written = file.add(QJsonDocument(object).toJson(), signalWatcher);
        status = worse(status, written ? int(AllWell) : explain(written.error(), console));
    }
    signalWatcher.wait(0ms);
    return signalWatcher.first() == 0 ? status : worse(status, 128 + signalWatcher.first());
}

} // namespace

Command compareCommand() {
    return {
        .name = u"compare"_s,
        .operands = u"PLAN-A PLAN-B"_s,
        .summary = Words::tr("Fires two plans in turn, again and again, and says whether B is faster or slower than "
                             "A, or no difference is shown.\nA plan is a file of bench --save-plan, or a result, "
                             "whose plan is meant. A is fired once more in each round: what it differs from "
                             "itself is noise."),
        .example = u"tidemark-cli bench http://127.0.0.1:8080/ --duration 5 --engine qt --save-plan qt.json\n"
                   "tidemark-cli bench http://127.0.0.1:8080/ --duration 5 --engine direct --save-plan direct.json\n"
                   "tidemark-cli compare qt.json direct.json"_s,
        .options =
            {
                {u"repeats"_s, u"N"_s, Words::tr("rounds of A, B and A again; at least 5 (7)")},
                {u"seed"_s, u"N"_s, Words::tr("of the drawing of the intervals: the same gives the same (1)")},
                {u"header"_s, u"H"_s,
                 Words::tr("a header field 'Name: value' for both plans: secrets are not kept with them; may be "
                           "given several times"),
                 true},
                {u"remote"_s, {}, Words::tr("yes, fire at a server that is not this computer")},
                {u"json"_s, u"FILE|-"_s, Words::tr("write what was found as JSON too; -: to standard output alone")},
            },
        .leastOperands = 2,
        .mostOperands = 2,
        .run = compare};
}

} // namespace cli
