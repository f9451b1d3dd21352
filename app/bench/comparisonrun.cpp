#include "bench/comparisonrun.h"

#include <QCoreApplication>
#include <QThread>

#include <utility>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int runsOfRound = 3;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

// Of a run that says nothing about its plan.
QString whyWorthless(const LoadResult& result) {
    if (result.serverDied)
        return Words::tr("The test server ended in mid-run.");
    if (result.total.succeeded > 0)
        return {};
    if (result.errorExamples.empty())
        return Words::tr("No request of the run succeeded.");
    return Words::tr("No request of the run succeeded; the first: %1").arg(result.errorExamples.begin()->second);
}

} // namespace

QString sideName(Side side) {
    static const std::array names{u"a"_s, u"b"_s, u"a_again"_s};
    return names[static_cast<std::size_t>(side)];
}

ComparisonRun::ComparisonRun(ComparedPlan a, ComparedPlan b, int rounds, QString serverProgram, QObject* parent)
    : QObject(parent)
    , m_a(std::move(a))
    , m_b(std::move(b))
    , m_wanted(runsOfRound * rounds)
    , m_serverProgram(std::move(serverProgram)) {}

ComparisonRun::~ComparisonRun() = default;

int ComparisonRun::runs() const {
    return m_wanted;
}

Side ComparisonRun::sideOf(int run) const {
    static constexpr std::array forth{Side::A, Side::B, Side::AAgain};
    const auto place = static_cast<std::size_t>(run % runsOfRound);
    return run / runsOfRound % 2 == 0 ? forth[place] : forth[forth.size() - 1 - place];
}

void ComparisonRun::start() {
    Q_ASSERT(QThread::currentThread() == thread());
    QMetaObject::invokeMethod(this, &ComparisonRun::begin, Qt::QueuedConnection);
}

void ComparisonRun::begin() {
    m_run.reset(); // with its server, before the next one starts
    if (m_stopped || m_done == m_wanted)
        return end();
    const Side side = sideOf(m_done);
    const ComparedPlan& compared = side == Side::B ? m_b : m_a;
    m_run = std::make_unique<LoadRun>(compared.plan, m_serverProgram);
    if (compared.targets)
        m_run->setTargets(*compared.targets);
    m_run->setBody(compared.body);
    connect(m_run.get(), &LoadRun::prepared, this,
            [this, side](const Preflight& preflight) { Q_EMIT prepared(side, preflight); });
    connect(m_run.get(), &LoadRun::ticked, this, &ComparisonRun::ticked);
    connect(m_run.get(), &LoadRun::refused, this, [this, side](const base::Error& why) {
        Q_EMIT refused(side, why);
        end();
    });
    connect(m_run.get(), &LoadRun::ended, this, &ComparisonRun::take);
    Q_EMIT runBegan(m_done + 1, side);
    m_run->start();
}

void ComparisonRun::take(const LoadResult& result) {
    const Side side = sideOf(m_done);
    if (const QString why = whyWorthless(result); !m_stopped && !why.isEmpty()) {
        Q_EMIT refused(side, {nothingToCompare, why});
        return end();
    }
    if (result.stopped)
        return end();
    static constexpr std::array places{&Round::a, &Round::b, &Round::again};
    m_round.*places[static_cast<std::size_t>(side)] = figuresOf(result);
    if (++m_done % runsOfRound == 0)
        m_rounds << std::exchange(m_round, {});
    Q_EMIT runEnded(m_done, side, result);
    QMetaObject::invokeMethod(this, &ComparisonRun::begin, Qt::QueuedConnection);
}

void ComparisonRun::stop() {
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_over || std::exchange(m_stopped, true))
        return;
    if (m_run) // between two runs begin() is under way
        m_run->stop();
}

void ComparisonRun::end() {
    if (!std::exchange(m_over, true))
        Q_EMIT ended();
}

} // namespace bench
