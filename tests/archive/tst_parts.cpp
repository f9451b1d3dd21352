#include "archive/imagegate.h"
#include "archive/queuelimit.h"
#include "archive/restinghosts.h"
#include "archive/updatebatch.h"
#include "archive/workers.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <atomic>
#include <semaphore>

using namespace std::chrono_literals;

// The small parts the pipeline is made of.
class PartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void workRunsElsewhereAndEndsHere() {
        archive::Workers workers(2);
        QThread* here = QThread::currentThread();
        int done = 0;
        std::atomic_int elsewhere = 0;
        for (int count = 0; count < 50; ++count) {
            workers.run([&, here] {
                elsewhere += QThread::currentThread() != here ? 1 : 0;
                return [&, here] { done += QThread::currentThread() == here ? 1 : 0; };
            });
        }
        QTRY_COMPARE(done, 50);
        QCOMPARE(elsewhere, 50);
    }

    void endingWorkersDropsWhatWaits() {
        std::atomic_int begun = 0;
        std::binary_semaphore running(0);
        std::binary_semaphore goOn(0);
        auto workers = std::make_unique<archive::Workers>(1);
        workers->run([&]() -> archive::Workers::Finish {
            ++begun;
            running.release();
            goOn.acquire();
            return [] { QFAIL("nobody is left to be told"); };
        });
        workers->run([&]() -> archive::Workers::Finish {
            ++begun;
            return [] {};
        });
        running.acquire();
        std::thread ending([&] { workers.reset(); });
        goOn.release();
        ending.join();
        QVERIFY(begun <= 2);
        QCoreApplication::processEvents();
    }

    void gateLetsOnlySoManyIn() {
        archive::ImageGate gate;
        gate.setPlaces(2);
        QObject who;
        QList<int> inside;
        for (int number = 1; number <= 4; ++number)
            gate.enter(&who, [&inside, number] { inside << number; });
        QCOMPARE(inside, (QList<int>{1, 2}));
        gate.leave();
        QCOMPARE(inside, (QList<int>{1, 2, 3}));
    }

    void gateForgetsWhoIsGone() {
        archive::ImageGate gate;
        QObject first;
        bool entered = false;
        gate.enter(&first, [] {});
        {
            QObject gone;
            gate.enter(&gone, [] { QFAIL("it is gone"); });
        }
        gate.enter(&first, [&] { entered = true; });
        gate.leave();
        QVERIFY(entered);
    }

    void limitIsHalvedAndGrowsBack() {
        archive::QueueLimit limit;
        limit.choose(10);
        limit.lower();
        QCOMPARE(limit.current(), 5);
        for (int count = 0; count < 9; ++count)
            limit.lower();
        QCOMPARE(limit.current(), 1);
        QVERIFY(limit.isLowered());
        for (int count = 0; count < 4; ++count)
            limit.raise();
        QCOMPARE(limit.current(), 10);
        QVERIFY(!limit.isLowered());
    }

    void hostsRestUntilTheirTime() {
        archive::RestingHosts hosts;
        hosts.rest(QStringLiteral("a"), 10s);
        hosts.rest(QStringLiteral("a"), 5s); // an earlier end changes nothing
        hosts.rest(QStringLiteral("b"), 3s);
        QVERIFY(hosts.rests(QStringLiteral("a"), 9s));
        QVERIFY(!hosts.rests(QStringLiteral("a"), 10s));
        QCOMPARE(hosts.names(4s), QStringList{QStringLiteral("a")});
        QVERIFY(hosts.names(10s).isEmpty());
        QVERIFY(hosts.isEmpty());
    }

    void hostsAreForgottenBeforeTheyAreTooMany() {
        archive::RestingHosts hosts;
        for (int number = 0; number < 20'000; ++number)
            hosts.rest(QString::number(number), 1h);
        QVERIFY(hosts.names(0s).size() <= 10'000);
    }

    void latestUpdateOfEachJobGoesOnInBatches() {
        archive::UpdateBatch batch(nullptr);
        QSignalSpy ready(&batch, &archive::UpdateBatch::ready);
        for (int step = 1; step <= 100; ++step) {
            for (const library::JobId id : {7, 8}) {
                archive::JobUpdate update;
                update.job.id = id;
                update.received = step;
                batch.add(update);
            }
        }
        QTRY_COMPARE(ready.size(), 1);
        const auto updates = ready[0][0].value<QList<archive::JobUpdate>>();
        QCOMPARE(updates.size(), 2);
        QCOMPARE(updates[0].received, 100);
        batch.flush();
        QCOMPARE(ready.size(), 1); // nothing to say, nothing said
    }
};

QTEST_GUILESS_MAIN(PartsTest)
#include "tst_parts.moc"
