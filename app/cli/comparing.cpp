#include "cli/comparing.h"

#include "cli/console.h"
#include "signalwatcher.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace cli {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

QString shown(std::optional<double> value, int decimals) {
    return value ? QLocale().toString(*value, 'f', decimals) : u"–"_s;
}

} // namespace

QString sideLetter(bench::Side side) {
    return side == bench::Side::B ? u"B"_s : u"A"_s;
}

Comparing::Comparing(SignalWatcher& signalWatcher, Console& console)
    : m_signalWatcher(signalWatcher)
    , m_console(console) {}

Comparing::Ended Comparing::run(const bench::ComparedPlan& a, const bench::ComparedPlan& b, int rounds) {
    bench::ComparisonRun comparison(a, b, rounds, QCoreApplication::applicationFilePath());
    m_runs = comparison.runs();
    Ended ended;
    connect(&m_signalWatcher, &SignalWatcher::arrived, &comparison, [&](int number) {
        if (ended.signal == 0)
            ended.signal = number;
        comparison.stop();
    });
    connect(&comparison, &bench::ComparisonRun::runBegan, &comparison, [&](int number, bench::Side side) {
        m_number = number;
        m_side = side;
    });
    connect(&comparison, &bench::ComparisonRun::prepared, &comparison,
            [&](bench::Side side, const bench::Preflight& preflight) { tellNotes(side, preflight.notes); });
    connect(&comparison, &bench::ComparisonRun::ticked, &comparison,
            [&](const bench::LoadTick& tick) { showProgress(tick); });
    connect(&comparison, &bench::ComparisonRun::runEnded, &comparison,
            [&](int, bench::Side side, const bench::LoadResult& result) {
                tellRun(side, result);
                ended.results.append({side, result});
            });
    connect(&comparison, &bench::ComparisonRun::refused, &comparison, [&](bench::Side side, const base::Error& why) {
        ended.refusal = base::Error{why.kind, Words::tr("Plan %1: %2").arg(sideLetter(side), why.message)};
    });
    connect(&comparison, &bench::ComparisonRun::ended, &comparison, &QCoreApplication::quit, Qt::QueuedConnection);
    comparison.start();
    QCoreApplication::exec();
    ended.rounds = comparison.rounds();
    return ended;
}

void Comparing::tellNotes(bench::Side side, const QStringList& notes) {
    for (const QString& note : notes) {
        const QString told = Words::tr("Plan %1: %2").arg(sideLetter(side), note);
        if (m_told.contains(told))
            continue;
        m_told << told;
        m_console.message(told);
    }
}

void Comparing::showProgress(const bench::LoadTick& tick) {
    const measure::Tick& total = tick.engine.total;
    const double seconds = std::chrono::duration<double>(total.elapsed).count();
    const double perMinute = seconds > 0 ? 60 * static_cast<double>(total.succeeded) / seconds : 0;
    m_console.progress(Words::tr("run %1 of %2 · plan %3 · %4 % · %5 requests/min")
                           .arg(QString::number(m_number), QString::number(m_runs), sideLetter(m_side),
                                QString::number(static_cast<int>(100 * tick.share)), shown(perMinute, 0)));
}

void Comparing::tellRun(bench::Side side, const bench::LoadResult& result) {
    const bench::RunFigures figures = bench::figuresOf(result);
    m_console.verbose(Words::tr("Run %1 of %2, plan %3: %4 requests/min, p50 %5 ms, p99 %6 ms, %7 failed.")
                          .arg(QString::number(m_number), QString::number(m_runs), sideLetter(side),
                               shown(figures.of(bench::Figure::PerMinute), 0), shown(figures.of(bench::Figure::P50), 2),
                               shown(figures.of(bench::Figure::P99), 2),
                               QLocale().toString(static_cast<qulonglong>(result.trulyFailed()))));
}

} // namespace cli
