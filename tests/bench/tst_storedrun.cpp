#include "bench/storedrun.h"
#include "library/library.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class StoredRunTest : public QObject {
    Q_OBJECT

    static bench::LoadResult aResult() {
        bench::LoadResult result;
        result.plan.name = u"a step"_s;
        result.plan.server = bench::ServerPlan{.delay = u"0:1"_s, .bodySize = 10, .seed = 3};
        result.plan.concurrency = 4;
        result.startedAt = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
        for (int request = 1; request <= 2'000; ++request)
            result.total.latency.record(request * 100);
        result.total.started = result.total.succeeded = 2'000;
        result.total.statuses[200] = 2'000;
        result.requests = 2'000;
        result.elapsed = result.total.elapsed = 60s;
        result.meanDelayS = 0.5;
        result.steadyPerMinute = 2'400;
        result.total.inFlightSeconds = 200.1;
        bench::judge(result);
        return result;
    }

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aRunComesBackFromARealLibrary() {
        const bench::LoadResult result = aResult();
        bench::Series series;
        series.add(result.total);
        const QTemporaryDir folder;
        const auto opened = library::Library::open({.file = folder.filePath(u"a.tidemark"_s), .threads = false});
        QVERIFY(opened);
        library::RunStore& runs = (*opened)->here().runs;
        const auto id = runs.add(bench::toStore(result, series));
        QVERIFY(id);
        const auto list = runs.list();
        QCOMPARE(list->size(), 1);
        const auto summary = bench::summaryOf(list->first());
        QVERIFY(summary);
        QCOMPARE(summary->perMinute, 2'000.0);
        QCOMPARE(summary->succeeded, 2'000);
        QCOMPARE(summary->possibleShare, 2'400.0 / (60 * 4 / 0.5));
        QVERIFY(std::abs(*summary->p50Ms - 100) < 1);
        QVERIFY(runs.rename(*id, u"another name"_s));
        const auto back = bench::fromStore(*runs.run(*id));
        QVERIFY(back);
        QCOMPARE(back->result.plan.name, u"another name"_s);
        QVERIFY(back->result.plan.server == result.plan.server);
        QCOMPARE(back->result.total.latency.percentileOfAny(0.9), result.total.latency.percentileOfAny(0.9));
        QVERIFY(back->series.points() == series.points());
    }

    void aRunWithoutANameIsNamedByItsTarget() {
        bench::LoadResult result = aResult();
        result.plan.name.clear();
        QVERIFY(bench::toStore(result, {}).name.contains("0:1"_L1));
        result.plan.server.reset();
        result.plan.target = u"http://127.0.0.1/"_s;
        QCOMPARE(bench::toStore(result, {}).name, u"http://127.0.0.1/"_s);
    }

    void aDamagedRunIsAnErrorAndNoCrash() {
        const library::Run sound = bench::toStore(aResult(), {});
        for (int part = 0; part < 3; ++part) {
            library::Run run = sound;
            QByteArray& bytes = part == 0 ? run.result : part == 1 ? run.histogram : run.ticks;
            bytes = bytes.left(bytes.size() / 2);
            const auto back = bench::fromStore(run);
            QVERIFY2(!back, qPrintable(QString::number(part)));
            QCOMPARE(back.error().kind, QByteArray(bench::badResult));
        }
        library::Run none = sound;
        none.summary = "\xff\x00";
        QVERIFY(!bench::summaryOf(none));
    }

    void whatComesInAndDoesNotAddUpIsRefused() {
        bench::LoadResult result = aResult();
        result.requests += 3;
        result.total.failed = 3;
        result.total.errors["reset"] = 3;
        for (int request = 0; request < 3; ++request)
            result.total.failedLatency.record(1);
        const QJsonObject json = bench::runToJson(result, {});
        QVERIFY(bench::runFromJson(json));
        for (const char* field : {"requests", "not_sent", "completed", "succeeded", "failed"}) {
            for (const double changed : {-1.0, 4e9, 1e300}) {
                QJsonObject other = json;
                other[QLatin1String(field)] = changed;
                const auto read = bench::runFromJson(other);
                const bool isSame = changed < 0 && json[QLatin1String(field)].toInt() == 0; // below nothing is nothing
                QVERIFY2(static_cast<bool>(read) == isSame, field);
                QVERIFY(isSame || read.error().kind == QByteArray(bench::badResult));
            }
        }
        QJsonObject more = json; // in itself it adds up, but the latencies are of other requests
        for (const char* field : {"requests", "completed", "succeeded"})
            more[QLatin1String(field)] = json[QLatin1String(field)].toInt() + 1;
        QVERIFY(!bench::runFromJson(more));
    }

    // It is told with a warning, and can be looked at.
    void aRunThatLostRequestsIsReadFromTheLibrary() {
        bench::LoadResult result = aResult();
        result.requests += 1; // sent, without an outcome
        bench::judge(result);
        const auto back = bench::fromStore(bench::toStore(result, {}));
        QVERIFY(back);
        QCOMPARE(back->result.requests, 2'001);
        QVERIFY2(back->result.warnings.value(0).contains(u"Samples are missing"_s),
                 qPrintable(back->result.warnings.join(u'\n')));
    }

    void aPlanIsKeptUnderItsName() {
        bench::LoadPlan plan = aResult().plan;
        const auto back = bench::fromStore(bench::toStore(plan));
        QVERIFY(back);
        QVERIFY(*back == plan);
    }
};

QTEST_GUILESS_MAIN(StoredRunTest)
#include "tst_storedrun.moc"
