#include "bench/breakdownparts.h"
#include "bench/storedrun.h"
#include "bench/targetrate.h"

#include <QCborArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <span>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// 10,000 requests at 1,000 a second: each waited 2 ms, took 1 ms to its first byte and 2 ms more; so 20 connections,
// two of which needed a handshake.
bench::LoadResult openLoop() {
    bench::LoadResult result;
    result.plan.target = u"http://127.0.0.1/"_s;
    result.plan.engine = bench::EngineKind::Direct;
    result.plan.rate = 1'000;
    result.plan.requests = result.requests = 10'000;
    result.plan.concurrency = 20;
    for (int request = 0; request < 10'000; ++request) {
        result.total.latency.record(5'000);
        result.breakdown.waited.record(2'000);
        result.breakdown.firstByte.record(1'000);
        result.breakdown.body.record(2'000);
        result.breakdown.service.record(3'000);
    }
    result.breakdown.lookUp.record(40'000);
    for (int connection = 0; connection < 20; ++connection)
        result.breakdown.connect.record(300);
    result.breakdown.tls.record(9'000);
    result.breakdown.tls.record(11'000);
    result.total.started = result.total.succeeded = 10'000;
    result.total.statuses[200] = 10'000;
    result.elapsed = result.total.elapsed = 10s;
    result.total.inFlightSeconds = 30; // of what was sent
    result.lateP99Ms = 0.2;
    result.startedAt = QDateTime(QDate(2026, 3, 4), QTime(5, 6, 7, 89), Qt::UTC);
    return result;
}

void leaveUnsent(bench::LoadResult& result, qint64 count) {
    result.requests += count;
    result.plan.requests += count;
    result.notSent += count;
}

base::Result<bench::LoadResult> keptAndRead(const bench::LoadResult& result) {
    const QByteArray text = QJsonDocument(bench::resultToJson(result)).toJson();
    return bench::resultFromJson(QJsonDocument::fromJson(text).object(), bench::histogramsOf(result));
}

} // namespace

class OpenLoopResultTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QLocale::setDefault(QLocale(QLocale::English));
    }

    void theJsonTellsWhereTheTimeWent() {
        const QJsonObject json = bench::resultToJson(openLoop());
        QCOMPARE(json[u"model"_s].toString(), u"open"_s);
        QCOMPARE(json[u"target_rate_per_s"_s].toDouble(), 1'000.0);
        const QJsonObject phases = json[u"phases_ms"_s].toObject();
        QCOMPARE(phases.keys(), (QStringList{u"body"_s, u"connect"_s, u"first_byte"_s, u"name_lookup"_s, u"tls"_s}));
        QCOMPARE(phases[u"body"_s].toObject()[u"n"_s].toInt(), 10'000);
        QCOMPARE(phases[u"body"_s].toObject()[u"mean"_s].toDouble(), 2.0);
        QCOMPARE(phases[u"tls"_s].toObject()[u"max"_s].toDouble(), 11.0);
        QVERIFY(phases[u"tls"_s].toObject()[u"p50"_s].isNull()); // of two
        QVERIFY(std::abs(json[u"service_ms"_s].toObject()[u"p95"_s].toDouble() - 3) < 0.03);
        QVERIFY(std::abs(json[u"queue_wait_ms"_s].toObject()[u"p99"_s].toDouble() - 2) < 0.02);
    }

    void whatAnEngineCannotSeeIsNull() {
        bench::LoadResult result = openLoop();
        result.plan.rate = 0;
        result.breakdown = {};
        const QJsonObject json = bench::resultToJson(result);
        QCOMPARE(json[u"model"_s].toString(), u"closed"_s);
        QVERIFY(json[u"target_rate_per_s"_s].isNull());
        for (const bench::BreakdownPart& phase : bench::phases)
            QVERIFY2(json[u"phases_ms"_s].toObject()[QLatin1String(phase.key)].isNull(), phase.key);
        QVERIFY(json[u"service_ms"_s].isNull() && json[u"queue_wait_ms"_s].isNull());
    }

    void itComesBackAsItWas() {
        bench::LoadResult result = openLoop();
        leaveUnsent(result, 7);
        result.kernelDrops = 3;
        bench::judge(result);
        const auto back = keptAndRead(result);
        QVERIFY(back);
        for (const auto& parts : {std::span<const bench::BreakdownPart>(bench::phases),
                                  std::span<const bench::BreakdownPart>(bench::openLoopParts)}) {
            for (const bench::BreakdownPart& part : parts) {
                const measure::Histogram& was = result.breakdown.*part.values;
                const measure::Histogram& is = back->breakdown.*part.values;
                QVERIFY2(was.count() > 0 && was.sum() == is.sum() &&
                             std::equal(was.counts().begin(), was.counts().end(), is.counts().begin()),
                         part.key);
            }
        }
        QCOMPARE(back->kernelDrops, std::optional<qint64>(3));
        QCOMPARE(back->warnings, result.warnings);
    }

    // Two histograms, as they were kept before there was more to tell.
    void anOlderRunStillOpens() {
        bench::LoadResult result = openLoop();
        result.breakdown = {};
        QJsonObject json = bench::resultToJson(result);
        for (const char* field : {"phases_ms", "service_ms", "queue_wait_ms", "kernel_drops", "target_rate_per_s"})
            json.remove(QLatin1String(field));
        const QByteArray histograms = bench::histogramsOf(result);
        QCOMPARE(QCborValue::fromCbor(histograms).toArray().size(), 2);
        const auto back = bench::resultFromJson(json, histograms);
        QVERIFY(back);
        QVERIFY(bench::isEmpty(back->breakdown));
        QCOMPARE(back->kernelDrops, std::nullopt);
        QCOMPARE(back->total.latency.count(), 10'000U);
    }

    void aDamagedBreakdownIsRefused() {
        const bench::LoadResult result = openLoop();
        const QJsonObject json = bench::resultToJson(result);
        QCborArray kept = QCborValue::fromCbor(bench::histogramsOf(result)).toArray();
        kept.removeLast();
        QVERIFY(!bench::resultFromJson(json, QCborValue(kept).toCbor()));
        kept.append(QCborArray{1, 2, 3, QCborArray{-1, 5}});
        QVERIFY(!bench::resultFromJson(json, QCborValue(kept).toCbor()));
    }

    void aBreakdownOfMoreRequestsThanThereWereIsRefused() {
        bench::LoadResult result = openLoop();
        bench::judge(result);
        QVERIFY(bench::runFromJson(bench::runToJson(result, {})));
        result.breakdown.service.record(1);
        QVERIFY(!bench::runFromJson(bench::runToJson(result, {})));
    }

    void aRateThatWasHeldIsSaid() {
        bench::LoadResult result = openLoop();
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::RateHeld);
        QVERIFY2(result.warnings.isEmpty(), qPrintable(result.warnings.join(u' ')));
        QVERIFY2(bench::quotableSentence(result).contains(u"due at 1,000 a second"_s) &&
                     bench::quotableSentence(result).contains(u"response time p50 5.0 ms"_s),
                 qPrintable(bench::quotableSentence(result)));
        QCOMPARE(keptAndRead(result)->verdict, bench::Verdict::RateHeld);
    }

    // The server's delay says nothing of how many requests a second are due.
    void anOpenLoopIsNotHeldAgainstTheCeiling() {
        bench::LoadResult result = openLoop();
        result.meanDelayS = 0.001;
        result.steadyPerMinute = result.succeededPerMinute();
        bench::judge(result);
        QVERIFY(!result.ceilingShare() && !result.possibleShare() && !result.bestTime);
        QCOMPARE(result.verdict, bench::Verdict::RateHeld);
    }

    void whatWasNotSentIsNoErrorOfTheRequests() {
        bench::LoadResult result = openLoop();
        leaveUnsent(result, 2'500);
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::RateMissed);
        QCOMPARE(result.trulyFailed(), 0U);
        QVERIFY(bench::verdictWords(result).contains(u"20 % of the requests that were due"_s));
        QCOMPARE(result.warnings.size(), 1);
        const QString warning = result.warnings.first();
        QVERIFY2(warning.contains(u"2,500 request(s) were due"_s) && warning.contains(u"1,000 a second"_s),
                 qPrintable(warning));
    }

    void evenAFewThatWereNotSentAreSaid() {
        bench::LoadResult result = openLoop();
        leaveUnsent(result, 10);
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::RateHeld);
        QCOMPARE(result.warnings.size(), 1);
    }

    void aClientThatCouldNotKeepUpIsNamed() {
        bench::LoadResult result = openLoop();
        leaveUnsent(result, 2'500);
        result.busiestThreadShare = 0.97;
        bench::judge(result);
        QVERIFY(bench::verdictWords(result).contains(u"this client was the limit"_s));
        QVERIFY2(result.warnings.join(u' ').contains(u"This client was the limit"_s),
                 qPrintable(result.warnings.join(u' ')));
    }

    void aRunThatWasStoppedMissedNoRate() {
        bench::LoadResult result = openLoop();
        leaveUnsent(result, 2'500);
        result.stopped = true;
        bench::judge(result);
        QVERIFY(result.verdict != bench::Verdict::RateMissed && result.verdict != bench::Verdict::RateHeld);
        QVERIFY(!result.warnings.join(u' ').contains(u"Target rate"_s));
    }

    void whatTheKernelDroppedIsSaid() {
        bench::LoadResult result = openLoop();
        result.kernelDrops = 0;
        bench::judge(result);
        QVERIFY(result.warnings.isEmpty());
        result.kernelDrops = 12;
        bench::judge(result);
        QVERIFY2(result.warnings.join(u' ').contains(u"dropped 12 packet(s)"_s),
                 qPrintable(result.warnings.join(u' ')));
    }

    // A response time holds the wait in the queue, when the request was not in flight.
    void littlesLawIsOfWhatWasInFlight() {
        bench::LoadResult result = openLoop();
        result.total.inFlightSeconds = 50; // as if it had been in flight while it waited
        bench::judge(result);
        QVERIFY(result.warnings.join(u' ').contains(u"Samples are missing"_s));
    }

    void theTargetIsTheMeanOfItsStages() {
        bench::LoadPlan plan;
        QVERIFY(bench::targetCourse(plan, 10).isEmpty());
        plan.rate = 100;
        QCOMPARE(bench::meanTargetRate(plan), 100.0);
        QCOMPARE(bench::targetCourse(plan, 10), (QList<QPointF>{{0, 6'000}, {10, 6'000}}));
        plan.stages = {{300, 10s}, {300, 20s}};
        QCOMPARE(bench::meanTargetRate(plan), (200.0 * 10 + 300 * 20) / 30);
        QCOMPARE(bench::targetCourse(plan, 5), (QList<QPointF>{{0, 6'000}, {10, 18'000}, {30, 18'000}}));
    }
};

QTEST_GUILESS_MAIN(OpenLoopResultTest)
#include "tst_openloopresult.moc"
