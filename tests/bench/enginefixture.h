#pragma once

#include "bench/engine.h"

#include <QTest>

#include <atomic>

// An engine with its surroundings: fires a plan and waits for its end.
struct EngineFixture {
    explicit EngineFixture(const bench::LoadPlan& wanted, int cap = 10'000, const QByteArray& body = {},
                           const net::ResolverMaker& lookUp = {})
        : plan(wanted) {
        const auto targets = bench::Targets::of(plan, {});
        if (!targets)
            qFatal("No targets: %s", qPrintable(targets.error().message));
        engine = bench::makeEngine(
            plan, *targets, body, cap, [this] { ++ended; }, lookUp);
    }

    void start() { engine->start(); }
    // Every request that was sent has one outcome, and the engine told its end once.
    bench::EngineTick end(int timeoutMs = 30'000) {
        [&] { QTRY_COMPARE_WITH_TIMEOUT(ended.load(), 1, timeoutMs); }();
        const bench::EngineTick tick = engine->tick();
        [&] {
            QCOMPARE(tick.phase, bench::Phase::Ended);
            QCOMPARE(tick.total.inFlight, 0U);
            QCOMPARE(tick.total.completed(), static_cast<quint64>(tick.sent));
            QCOMPARE(tick.total.started, static_cast<quint64>(tick.sent));
            QCOMPARE(tick.total.latency.count(), tick.total.succeeded);
            QCOMPARE(tick.total.failedLatency.count(), tick.total.failed);
        }();
        return tick;
    }
    bench::EngineTick run(int timeoutMs = 30'000) {
        start();
        return end(timeoutMs);
    }

    bench::LoadPlan plan;
    std::atomic<int> ended = 0;
    std::unique_ptr<bench::Engine> engine; // goes first: it calls `ended`
};

// The engine that planFor() names: every test is run with each.
inline bench::EngineKind testedEngine = bench::EngineKind::Qt;

inline void addEngines() { // for initTestCase_data()
    QTest::addColumn<int>("engine");
    for (const bench::EngineKind kind : {bench::EngineKind::Qt, bench::EngineKind::Direct})
        QTest::newRow(qPrintable(bench::engineName(kind))) << int(kind);
}

inline void takeEngine() { // for init()
    QFETCH_GLOBAL(int, engine);
    testedEngine = static_cast<bench::EngineKind>(engine);
}

inline bench::LoadPlan planFor(const QString& target, qint64 requests, int concurrency) {
    bench::LoadPlan plan;
    plan.target = target;
    plan.requests = requests;
    plan.concurrency = concurrency;
    plan.engine = testedEngine;
    return plan;
}
