#include "models/batchprogress.h"

#include <QTest>

using namespace std::chrono_literals;
using library::JobCounts;
using models::BatchProgress;

namespace {

JobCounts counts(qint64 waiting, qint64 running, qint64 done, qint64 failed = 0, qint64 cancelled = 0) {
    JobCounts all;
    all.waiting = waiting;
    all.running = running;
    all.done = done;
    all.failed = failed;
    all.cancelled = cancelled;
    return all;
}

} // namespace

class BatchProgressTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void earlierJobsAreNoPartOfABatch() {
        BatchProgress batch;
        QVERIFY(!batch.setCounts(counts(0, 0, 500, 3), 0s));
        QVERIFY(!batch.active());
        batch.setCounts(counts(10, 0, 500, 3), 1s);
        QVERIFY(batch.active());
        QCOMPARE(batch.total(), 10);
        QCOMPARE(batch.finished(), 0);
    }

    void countsWhatEndsAndSaysWhenItIsThrough() {
        BatchProgress batch;
        batch.setCounts(counts(10, 0, 0), 0s);
        QVERIFY(!batch.setCounts(counts(4, 2, 3, 1), 5s));
        QCOMPARE(batch.share(), 0.4);
        const auto ended = batch.setCounts(counts(0, 0, 8, 2), 30s);
        QVERIFY(ended);
        QCOMPARE(ended->done, 8);
        QCOMPARE(ended->failed, 2);
        QCOMPARE(ended->lasted, 30s);
        QVERIFY(!batch.active());
    }

    void whatEndedIsKnownUntilTheNextBatchBegins() {
        BatchProgress batch;
        batch.setCounts(counts(3, 0, 0), 0s);
        QVERIFY(!batch.ended());
        batch.setCounts(counts(0, 0, 2, 0, 1), 7s);
        batch.setCounts(counts(0, 0, 0), 9s); // cleared
        QVERIFY(batch.ended());
        QCOMPARE(batch.ended()->done, 2);
        QCOMPARE(batch.ended()->cancelled, 1);
        QCOMPARE(batch.ended()->lasted, 7s);
        batch.setCounts(counts(1, 0, 0), 12s);
        QVERIFY(!batch.ended());
    }

    void clearingFinishedJobsTakesNothingBack() {
        BatchProgress batch;
        batch.setCounts(counts(10, 0, 5), 0s);
        batch.setCounts(counts(5, 1, 9), 2s);
        batch.setCounts(counts(5, 1, 0), 3s);
        QCOMPARE(batch.finished(), 4);
        QCOMPARE(batch.total(), 10);
        batch.setCounts(counts(4, 1, 1), 4s);
        QCOMPARE(batch.finished(), 5);
    }

    void olderCountsThatComeLateCountNothingTwice() {
        BatchProgress batch;
        batch.setCounts(counts(10, 0, 0), 0s);
        batch.setCounts(counts(4, 0, 6), 1s);
        batch.setCounts(counts(5, 0, 5), 2s); // read before those
        batch.setCounts(counts(3, 0, 7), 3s);
        QCOMPARE(batch.finished(), 7);
        QCOMPARE(batch.total(), 10);
    }

    void whatIsTriedAgainIsToBeDoneAgain() {
        BatchProgress batch;
        batch.setCounts(counts(4, 0, 0, 2), 0s); // 2 failed before this batch
        batch.setCounts(counts(2, 0, 1, 3), 1s);
        batch.setCounts(counts(5, 0, 1, 0), 2s); // all three are tried again
        QCOMPARE(batch.finished(), 1);
        QCOMPARE(batch.total(), 6);
    }

    void timeLeftFollowsThePaceOfTheLastMinute() {
        BatchProgress batch;
        qint64 done = 0;
        for (int second = 0; second <= 300; ++second) {
            done += second < 200 ? 10 : 1; // it became slow 100 s ago
            batch.setCounts(counts(10'000 - done, 0, done), std::chrono::seconds(second));
        }
        const auto left = batch.timeLeft();
        QVERIFY(left);
        QVERIFY(qAbs(left->count() - (10'000 - done)) < (10'000 - done) / 20);
    }

    void timeLeftIsNotGuessedFromTooLittle() {
        BatchProgress batch;
        batch.setCounts(counts(100, 0, 0), 0s);
        batch.setCounts(counts(96, 0, 4), 10s);
        QVERIFY(!batch.timeLeft());
        batch.setCounts(counts(90, 0, 10), 20s);
        QVERIFY(batch.timeLeft());
    }
};

QTEST_GUILESS_MAIN(BatchProgressTest)
#include "tst_batchprogress.moc"
