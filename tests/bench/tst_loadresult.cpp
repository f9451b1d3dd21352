#include "bench/loadresult.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// `count` requests of `each`, one at a time after the other in every one of `places` places.
bench::LoadResult steady(std::uint64_t count, std::chrono::milliseconds each, int places) {
    bench::LoadResult result;
    result.plan.target = u"http://127.0.0.1/"_s;
    result.plan.requests = result.requests = static_cast<qint64>(count);
    result.plan.concurrency = places;
    const auto microseconds = std::chrono::microseconds(each).count();
    for (std::uint64_t request = 0; request < count; ++request)
        result.total.latency.record(microseconds);
    result.total.started = result.total.succeeded = count;
    result.total.statuses[200] = count;
    result.elapsed = result.total.elapsed = each * count / places;
    result.total.inFlightSeconds = static_cast<double>(count) * std::chrono::duration<double>(each).count();
    result.lateP99Ms = 1;
    return result;
}

// The article's second step: 100 requests, all in flight at once, in 3.125 s.
bench::LoadResult atOnce() {
    bench::LoadResult result = steady(100, 1'500ms, 100);
    result.plan = bench::articleLadder().at(1).plan;
    result.plan.target = u"http://127.0.0.1:40000/"_s;
    result.meanDelayS = 1.5;
    result.elapsed = result.total.elapsed = 3'125ms;
    return result;
}

void addFailed(bench::LoadResult& result, const char* kind, std::uint64_t count) {
    result.requests += static_cast<qint64>(count);
    result.total.failed += count;
    result.total.errors[kind] += count;
    for (std::uint64_t request = 0; request < count; ++request)
        result.total.failedLatency.record(1);
}

} // namespace

class LoadResultTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QLocale::setDefault(QLocale(QLocale::English));
    }

    void ratesAreOfTheWholeRun() {
        const bench::LoadResult result = steady(10'000, 100ms, 100); // 10 s
        QCOMPARE(result.perMinute(), 60'000.0);
        QCOMPARE(result.meanInFlight(), 100.0);
        QCOMPARE(result.ceilingPerMinute(), std::nullopt); // nothing is known of the server's delay
    }

    void theCeilingIsLittlesLaw() {
        bench::LoadResult result = steady(10'000, 100ms, 100);
        result.meanDelayS = 0.08;
        QCOMPARE(result.ceilingPerMinute(), 60 * 100 / 0.08);
        QCOMPARE(result.ceilingShare(), std::nullopt); // of a steady part only
        result.steadyPerMinute = 70'000;
        QCOMPARE(result.ceilingShare(), 70'000.0 / 75'000.0);
        QCOMPARE(result.possibleShare(), result.ceilingShare());
    }

    // 100 at once against 0:3 whole seconds: the ceiling of 4,000 a minute cannot be reached by the last of them. The
    // longest delay is what counts.
    void aRunWithoutASteadyPartIsHeldAgainstTheBestTime() {
        bench::LoadResult result = atOnce();
        result.lateP99Ms = 80; // answers that come at one instant
        bench::judge(result);
        QCOMPARE(result.bestTime, std::optional(std::chrono::milliseconds(3'000)));
        QCOMPARE(result.ceilingShare(), std::nullopt);
        QCOMPARE(result.possibleShare(), 3.0 / 3.125);
        QCOMPARE(result.verdict, bench::Verdict::ServerBound);
        const QString sentence = bench::quotableSentence(result);
        QVERIFY2(sentence.contains("96 % of what is possible"_L1), qPrintable(sentence));
        const QJsonObject json = bench::resultToJson(result);
        QVERIFY(json[u"ceiling_share"_s].isNull());
        QCOMPARE(json[u"best_possible_s"_s].toDouble(), 3.0);
        QCOMPARE(json[u"possible_share"_s].toDouble(), 0.96);
    }

    void noShareIsSaidWhereNothingIsKnownOfThePossible_data() {
        QTest::addColumn<bench::LoadResult>("result");
        bench::LoadResult result = atOnce();
        result.plan.server.reset();
        QTest::newRow("another server") << result;
        result = atOnce();
        result.stopped = true;
        QTest::newRow("stopped") << result;
        result = atOnce();
        result.notSent = 1;
        result.requests += 1;
        QTest::newRow("not all sent") << result;
        result = atOnce();
        addFailed(result, "timeout", 1);
        QTest::newRow("one failed") << result;
        result = atOnce();
        result.plan.warmUp = 1s;
        QTest::newRow("draws used up in the warm-up") << result;
        result = atOnce();
        result.plan.duration = 2s;
        QTest::newRow("ended by its duration") << result;
    }
    void noShareIsSaidWhereNothingIsKnownOfThePossible() {
        QFETCH(bench::LoadResult, result);
        bench::judge(result);
        QCOMPARE(result.possibleShare(), std::nullopt);
        QVERIFY(!bench::quotableSentence(result).contains("possible"_L1));
        QVERIFY(bench::resultToJson(result)[u"possible_share"_s].isNull());
    }

    void theBestTimeIsThatOfThePlacesThereWere() {
        bench::LoadResult result = atOnce();
        result.places = 1;
        bench::judge(result);
        QVERIFY(*result.bestTime > std::chrono::seconds(60)); // one after the other
    }

    // It takes a second where requests are many, and is asked for at each look at a result.
    void theBestTimeIsWorkedOutOnceAndKept() {
        bench::LoadResult result = atOnce();
        bench::judge(result);
        QJsonObject json = bench::resultToJson(result);
        const QByteArray histograms = bench::histogramsOf(result);
        json[u"best_possible_s"_s] = 2.875; // which it is not
        auto back = bench::resultFromJson(json, histograms);
        QVERIFY(back);
        QCOMPARE(back->bestTime, std::optional(std::chrono::milliseconds(2'875)));
        QCOMPARE(back->possibleShare(), 0.92);
        QCOMPARE(bench::resultToJson(*back)[u"best_possible_s"_s].toDouble(), 2.875);
        json[u"best_possible_s"_s] = QJsonValue::Null;
        QCOMPARE(bench::resultFromJson(json, histograms)->bestTime, std::nullopt);
        json.remove(u"best_possible_s"_s); // as older runs
        QCOMPARE(bench::resultFromJson(json, histograms)->bestTime, result.bestTime);
    }

    void whatAStopCancelledIsNoErrorOfTheServer() {
        bench::LoadResult result = steady(100, 100ms, 10);
        addFailed(result, "cancelled", 10);
        result.stopped = true;
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::ServerBound);
        QCOMPARE(result.trulyFailed(), 0U);
        addFailed(result, "reset", 10);
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::Errors);
    }

    void aStoppedRunQuotesNoRate() {
        bench::LoadResult result = steady(2, 1'000ms, 1);
        addFailed(result, "cancelled", 2);
        result.requests = 600;
        result.notSent = 596;
        result.elapsed = 4'100ms;
        result.meanDelayS = 1.5;
        result.steadyPerMinute = 61;
        result.stopped = true;
        bench::judge(result);
        QCOMPARE(result.ceilingShare(), std::nullopt);
        QCOMPARE(bench::quotableSentence(result), u"Stopped after 4.1 s: 2 of 600 answered, 2 cancelled under way."_s);
        addFailed(result, "refused", 3);
        result.serverDied = true;
        QCOMPARE(bench::quotableSentence(result),
                 u"The test server ended after 4.1 s: 2 of 603 answered, 3 failed (refused), 2 cancelled under way."_s);
        result.plan.requests = 0; // where only the time was planned
        QVERIFY(bench::quotableSentence(result).contains(u": 2 answered, "_s));
    }

    // Their end is not an answer, whatever the requests died of.
    void whatNobodyAnsweredIsNothingMeasured() {
        bench::LoadResult result;
        addFailed(result, "cancelled", 5);
        result.stopped = true;
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::Nothing);
        QCOMPARE(bench::quotableSentence(result), bench::verdictWords(result));
        addFailed(result, "reset", 5); // by the server itself
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::Errors);
        result.serverDied = true; // or by its end
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::Nothing);
        result.total.statuses[503] = 5; // it had answered before
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::Errors);
    }

    void failuresAreNoSpeed() {
        bench::LoadResult result = steady(40, 100ms, 4); // 1 s
        addFailed(result, "refused", 900);
        addFailed(result, "reset", 60);
        bench::judge(result);
        QCOMPARE(result.perMinute(), 60'000.0); // as the JSON says: completed ÷ elapsed
        QCOMPARE(result.succeededPerMinute(), 2'400.0);
        QCOMPARE(bench::resultToJson(result)[u"succeeded_per_minute"_s].toDouble(), 2'400.0);
        const QString sentence = bench::quotableSentence(result);
        QVERIFY2(sentence.startsWith("96 % of the requests failed (refused, reset): 40 of 1,000 answered"_L1),
                 qPrintable(sentence));
        QVERIFY2(!sentence.contains("a minute"_L1), qPrintable(sentence));
    }

    void aFewFailuresAreNamedBesideTheRate() {
        bench::LoadResult result = steady(10'000, 100ms, 100);
        addFailed(result, "reset", 5);
        bench::judge(result);
        QVERIFY(result.verdict != bench::Verdict::Errors);
        const QString sentence = bench::quotableSentence(result);
        QVERIFY2(sentence.contains("60,000 a minute succeeded"_L1) && sentence.endsWith("5 failed."_L1),
                 qPrintable(sentence));
    }

    void tooLittleIsNotEnoughToSay() {
        bench::LoadResult few = steady(99, 100ms, 1);
        bench::judge(few);
        QCOMPARE(few.verdict, bench::Verdict::TooLittle);
        bench::LoadResult brief = steady(10'000, 9ms, 100); // 0.9 s
        brief.busiestThreadShare = 1;
        bench::judge(brief);
        QCOMPARE(brief.verdict, bench::Verdict::TooLittle);
        QCOMPARE(bench::resultToJson(brief)[u"verdict"_s].toString(), u"not enough to say"_s);
    }

    void theServerIsTheLimitOnlyWhereThatWasSeen() {
        bench::LoadResult result = steady(10'000, 100ms, 100);
        result.busiestThreadShare = 0.7;
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::Unclear);
        result.server = bench::ProcessUse{.cpuUserS = 6, .cpuSystemS = 3.2}; // of 10 s
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::ServerBound);
        result.server.reset();
        result.meanDelayS = 0.092; // 92 % of the ceiling
        result.steadyPerMinute = result.succeededPerMinute();
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::ServerBound);
        result.meanDelayS.reset();
        result.busiestThreadShare = 0.2; // it waited
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::ServerBound);
        result.lateP99Ms.reset(); // or came late to what was there: too few beats to say
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::Unclear);
        result.lateP99Ms = 1;
        result.total.inFlightSeconds /= 2; // but not in all places
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::Unclear);
    }

    void whatTookMostOfTheTimeIsNotTheServerWhereItsDelaysAreKnown() {
        bench::LoadResult result = steady(10'000, 100ms, 100);
        result.busiestThreadShare = 0.2; // it waited, in all places
        result.meanDelayS = 0.03;        // of 100 ms
        result.steadyPerMinute = result.succeededPerMinute();
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::Unclear);
        result.server = bench::ProcessUse{.cpuUserS = 6, .cpuSystemS = 3.2}; // of 10 s
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::ServerBound);
    }

    void aBusyComputerIsSaid() {
        bench::LoadResult result = steady(10'000, 100ms, 100);
        result.plan.target = u"http://192.0.2.1/"_s;
        result.othersShare = 0.4;
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::Unclear); // who waited may have waited for a processor
        QVERIFY2(result.warnings.value(0).contains("40 % of the processors"_L1),
                 qPrintable(result.warnings.join(u' ')));
        result.plan.target = u"http://127.0.0.1/"_s;
        bench::judge(result);
        QVERIFY2(result.warnings.value(0).contains("unless that was the target"_L1),
                 qPrintable(result.warnings.join(u' ')));
        result.othersShare = 0.1;
        bench::judge(result);
        QVERIFY(result.warnings.isEmpty());
    }

    void nothingMeasuredIsNothingDividedByNothing() {
        bench::LoadResult empty;
        QCOMPARE(empty.perMinute(), 0.0);
        QCOMPARE(empty.meanInFlight(), 0.0);
        bench::judge(empty);
        QCOMPARE(empty.verdict, bench::Verdict::Nothing);
        QVERIFY(bench::verdictWords(empty).contains("Nothing was measured"_L1));
        QCOMPARE(bench::quotableSentence(empty), bench::verdictWords(empty));
        QVERIFY(empty.warnings.isEmpty());
        const QJsonObject latency = bench::resultToJson(empty)[u"latency_ms"_s].toObject();
        QCOMPARE(latency[u"n"_s].toInt(-1), 0);
        QVERIFY(latency[u"p50"_s].isNull() && latency[u"min"_s].isNull() && latency[u"mean"_s].isNull());
    }

    void theVerdictNamesWhatHeldItBack() {
        bench::LoadResult result = steady(10'000, 100ms, 100);
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::ServerBound);
        result.meanDelayS = 0.099;
        result.steadyPerMinute = result.perMinute();
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::ConcurrencyBound);
        result.busiestThreadShare = 0.95;
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::ClientBound);
        QCOMPARE(result.warnings.size(), 1);
        result.busiestThreadShare = 0.2;
        result.lateP99Ms = 80; // answers that come at one instant
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::ConcurrencyBound);
        result.meanDelayS = 0.05;
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::ClientBound);
        addFailed(result, "reset", 300);
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::Errors);
    }

    void missingSamplesAreSaid() {
        bench::LoadResult result = steady(1'000, 100ms, 10);
        bench::judge(result);
        QVERIFY(result.warnings.isEmpty());
        result.total.inFlightSeconds *= 1.2; // as if a sixth had never been recorded
        bench::judge(result);
        QCOMPARE(result.warnings.size(), 1);
        QVERIFY2(result.warnings.first().contains("Samples are missing"_L1), qPrintable(result.warnings.first()));
    }

    void aRequestWithoutAnOutcomeIsSaid() {
        bench::LoadResult result = steady(1'000, 100ms, 10);
        result.requests += 8;
        result.notSent = 7; // of 1,001 that were sent one is gone
        bench::judge(result);
        QCOMPARE(result.warnings.size(), 1);
        QVERIFY2(result.warnings.first().contains("Samples are missing"_L1), qPrintable(result.warnings.first()));
        result.notSent = 8;
        bench::judge(result);
        QVERIFY(result.warnings.isEmpty());
    }

    void anOutcomeWithoutATimeIsSaid() {
        bench::LoadResult result = steady(1'000, 100ms, 10);
        result.total.failed = 1; // not in the histogram
        result.requests += 1;
        bench::judge(result);
        QCOMPARE(result.warnings.size(), 1);
        QVERIFY2(result.warnings.first().contains("Samples are missing"_L1), qPrintable(result.warnings.first()));
    }

    void fewerPlacesThanWantedAreTheCeiling() {
        bench::LoadResult result = steady(10'000, 100ms, 100);
        result.meanDelayS = 0.1;
        result.steadyPerMinute = result.perMinute();
        result.plan.concurrency = 1'000;
        result.places = 100;
        QCOMPARE(result.ceilingPerMinute(), 60 * 100 / 0.1);
        QCOMPARE(result.ceilingShare(), 1.0);
        bench::judge(result);
        QCOMPARE(result.verdict, bench::Verdict::ConcurrencyBound);
        QVERIFY(bench::verdictWords(result).contains("held by this computer"_L1));
        const QString sentence = bench::quotableSentence(result);
        QVERIFY2(sentence.contains("100 at a time, in 10.00 s"_L1), qPrintable(sentence));
        QVERIFY2(sentence.contains("1,000 at a time were wanted, held by this computer"_L1), qPrintable(sentence));
        const auto back = bench::resultFromJson(bench::resultToJson(result), bench::histogramsOf(result));
        QVERIFY(back);
        QCOMPARE(back->mostInFlight(), 100);
        result.plan.engine = bench::EngineKind::Sequential; // one at a time by itself
        QVERIFY(!result.isHeldBack());
    }

    void whatHasNoNameIsNotCalledADescriptor() {
        bench::LoadResult result = steady(10'000, 100ms, 100);
        result.waits["unknown"] = 3;
        bench::judge(result);
        QCOMPARE(result.warnings.size(), 1);
        QVERIFY2(result.warnings.first().contains("no known reason"_L1), qPrintable(result.warnings.first()));
    }

    void theServersEndIsTheReason() {
        bench::LoadResult result = steady(10, 100ms, 10);
        result.stopped = result.serverDied = true;
        bench::judge(result);
        QCOMPARE(result.warnings.size(), 1);
        QVERIFY2(result.warnings.first().contains("test server ended"_L1), qPrintable(result.warnings.first()));
    }

    void aTargetThatSpeaksSomethingElseIsSaid_data() {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("no HTTP") << u"http://127.0.0.1/"_s << QByteArray("reset")
                                 << u"not be an HTTP server, or expect https"_s;
        QTest::newRow("no HTTP behind TLS")
            << u"https://127.0.0.1/"_s << QByteArray("reset") << u"not be an HTTP server."_s;
        QTest::newRow("no TLS") << u"https://127.0.0.1/"_s << QByteArray("tls") << u"may not speak https"_s;
        QTest::newRow("TLS for ever") << u"HTTPS://127.0.0.1/"_s << QByteArray("connect-timeout")
                                      << u"not speak https"_s;
    }
    void aTargetThatSpeaksSomethingElseIsSaid() {
        QFETCH(QString, target);
        QFETCH(QByteArray, kind);
        QFETCH(QString, words);
        bench::LoadResult result;
        result.plan.target = target;
        addFailed(result, kind.constData(), 10);
        bench::judge(result);
        QVERIFY2(result.warnings.join(u' ').contains(words), qPrintable(result.warnings.join(u' ')));
        result.total.statuses[200] = 1; // somebody spoke HTTP
        bench::judge(result);
        QVERIFY2(!result.warnings.join(u' ').contains(words), qPrintable(result.warnings.join(u' ')));
    }

    void waitsTimeoutsAndAStopAreSaid() {
        bench::LoadResult result = steady(10'000, 100ms, 100);
        result.waits["no-local-port"] = 7;
        addFailed(result, "timeout", 3);
        result.stopped = true;
        bench::judge(result);
        const QString all = result.warnings.join(u' ');
        for (const QString& part : {u"stopped"_s, u"local port"_s, u"timed out"_s})
            QVERIFY2(all.contains(part), qPrintable(all));
    }

    void tooFewSamplesHaveNoPercentile() {
        const QJsonObject latency =
            bench::resultToJson(steady(500, 100ms, 10))[u"latency_ms"_s].toObject(); // 10 ÷ (1 − 0.99) = 1,000
        QVERIFY(latency[u"p90"_s].isDouble());
        QVERIFY(latency[u"p99"_s].isNull());
        QVERIFY(latency[u"p99_9"_s].isNull());
        QCOMPARE(latency[u"max"_s].toDouble(), 100.0);
    }

    void theJsonHasEveryFieldItIsSaidToHave() {
        const QJsonObject json = bench::resultToJson(steady(10, 10ms, 1));
        for (const char* field : {"schema",
                                  "engine",
                                  "model",
                                  "plan",
                                  "requests",
                                  "not_sent",
                                  "completed",
                                  "succeeded",
                                  "failed",
                                  "errors",
                                  "error_examples",
                                  "statuses",
                                  "elapsed_s",
                                  "warm_up_s",
                                  "requests_per_minute",
                                  "succeeded_per_minute",
                                  "steady_rpm",
                                  "mean_in_flight",
                                  "bytes",
                                  "latency_ms",
                                  "failed_latency_ms",
                                  "ceiling_rpm",
                                  "ceiling_share",
                                  "cpu_user_s",
                                  "cpu_system_s",
                                  "peak_rss_bytes",
                                  "server",
                                  "verdict",
                                  "warnings"})
            QVERIFY2(json.contains(QLatin1String(field)), field);
        QCOMPARE(json[u"model"_s].toString(), u"closed"_s);
    }

    void aVerdictOfALaterVersionIsUnclear() {
        QJsonObject json = bench::resultToJson(bench::LoadResult{});
        for (const QString& verdict : {u"moon-bound"_s, QString()}) {
            json[u"verdict"_s] = verdict;
            const auto back = bench::resultFromJson(json, bench::histogramsOf(bench::LoadResult{}));
            QVERIFY(back);
            QCOMPARE(back->verdict, bench::Verdict::Unclear);
        }
        json[u"verdict"_s] = bench::verdictName(bench::Verdict::ServerBound);
        QCOMPARE(bench::resultFromJson(json, bench::histogramsOf(bench::LoadResult{}))->verdict,
                 bench::Verdict::ServerBound);
    }

    void aResultComesBackAsItWas() {
        bench::LoadResult result = steady(2'000, 30ms, 20);
        result.startedAt = QDateTime(QDate(2026, 3, 4), QTime(5, 6, 7, 89), Qt::UTC);
        result.notSent = 12;
        result.requests += 12 + 5;
        result.total.failed = 5;
        for (int request = 0; request < 5; ++request)
            result.total.failedLatency.record(60'000'000);
        result.total.errors["timeout"] = 5;
        result.total.bytes = 900'000'000'000;
        result.waits["no-descriptors"] = 9;
        result.errorExamples["timeout"] = u"127.0.0.1: too “late” <b>"_s;
        result.errorExamples["no-descriptors"] = u"Too many open files"_s;
        result.steadyPerMinute = 41'234.5;
        result.meanDelayS = 0.5;
        result.client = {1.5, 2.5, 123'456'789};
        result.server = bench::ProcessUse{3, 4, 5};
        result.interfaceShare = 0.02;
        result.othersShare = 0.3;
        result.lateP99Ms = 1.25;
        result.stopped = true;
        bench::judge(result);
        const QByteArray text = QJsonDocument(bench::resultToJson(result)).toJson();
        const auto back = bench::resultFromJson(QJsonDocument::fromJson(text).object(), bench::histogramsOf(result));
        QVERIFY(back);
        QCOMPARE(QJsonDocument(bench::resultToJson(*back)).toJson(), text);
        QCOMPARE(back->total.latency.percentileOfAny(0.5), result.total.latency.percentileOfAny(0.5));
        QCOMPARE(back->total.failedLatency.maximum(), std::int64_t(60'000'000));
        QCOMPARE(back->errorExamples, result.errorExamples);
    }

    void anExampleThatWasMadeUpIsMadeHarmless() {
        bench::LoadResult result = steady(10, 10ms, 1);
        addFailed(result, "reset", 1);
        QJsonObject json = bench::resultToJson(result);
        json[u"error_examples"_s] = QJsonObject{{u"reset"_s, QString(u"a\x1b[2J\nb\u202ec"_s % QString(100'000, u'x'))},
                                                {u"never-came"_s, u"x"_s}};
        const auto back = bench::resultFromJson(json, bench::histogramsOf(result));
        QVERIFY(back);
        QCOMPARE(back->errorExamples.size(), std::size_t(1));
        const QString words = back->errorExamples.at("reset");
        QVERIFY2(words.startsWith("a [2J b cxxx"_L1), qPrintable(words));
        QCOMPARE(words.size(), qsizetype(200));
    }

    void whatWasKeptAndDamagedIsRefused() {
        const bench::LoadResult result = steady(10, 10ms, 1);
        const QJsonObject json = bench::resultToJson(result);
        const QByteArray histograms = bench::histogramsOf(result);
        QVERIFY(!bench::resultFromJson(json, {}));
        QVERIFY(!bench::resultFromJson(json, histograms.left(histograms.size() / 2)));
        QVERIFY(!bench::resultFromJson({}, histograms));
        QJsonObject later = json;
        later[u"schema"_s] = 99;
        const auto refused = bench::resultFromJson(later, histograms);
        QVERIFY(!refused);
        QVERIFY(refused.error().message.contains("later version"_L1));
    }

    void numbersBeyondAllBoundsAreHeldToThem() {
        const bench::LoadResult result = steady(100, 10ms, 1);
        QJsonObject json = bench::resultToJson(result);
        for (const char* field : {"bytes", "warm_up_requests", "cpu_user_s", "cpu_system_s", "peak_rss_bytes",
                                  "mean_in_flight", "steady_rpm", "mean_delay_s", "busiest_thread_share"})
            json[QLatin1String(field)] = 1e300;
        json[u"most_in_flight"_s] = 2'000'000'000;
        json[u"others_share"_s] = -0.5;
        json[u"statuses"_s] = QJsonObject{{u"200"_s, 1e300}};
        const auto back = bench::resultFromJson(json, bench::histogramsOf(result));
        QVERIFY(back);
        constexpr qint64 most = 9'000'000'000'000'000;
        QCOMPARE(back->total.bytes, most);
        QCOMPARE(back->warmUpRequests, most);
        QCOMPARE(back->client.peakRssBytes, most);
        QCOMPARE(back->client.cpuUserS, 9e15);
        QCOMPARE(back->total.statuses.at(200), static_cast<quint64>(most));
        QCOMPARE(back->steadyPerMinute, std::optional(9e15));
        QCOMPARE(back->meanDelayS, std::optional(9e15));
        QCOMPARE(back->busiestThreadShare, 9e15);
        QCOMPARE(back->othersShare, std::optional(0.0));
        QCOMPARE(back->places, result.plan.concurrency);
        QVERIFY(!QJsonDocument(bench::resultToJson(*back)).toJson().isEmpty());
    }

    void theSentenceCanBeQuoted() {
        bench::LoadResult result = steady(10'000, 100ms, 100);
        result.client.peakRssBytes = 64 * 1024 * 1024;
        const QString sentence = bench::quotableSentence(result);
        for (const QString& part :
             {u"10,000 requests"_s, u"100 at a time"_s, u"10.00 s"_s, u"60,000 a minute"_s, u"64 MiB"_s})
            QVERIFY2(sentence.contains(part), qPrintable(sentence));
    }
};

QTEST_GUILESS_MAIN(LoadResultTest)
#include "tst_loadresult.moc"
