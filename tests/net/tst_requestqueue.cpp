#include "net/requestqueue.h"

#include "tests/support/fakeclock.h"

#include <QTest>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using net::Lane;
using net::RequestQueue;

class RequestQueueTest : public QObject {
    Q_OBJECT

    // A queue and the order in which its entries started.
    struct Line {
        Line(int limit, int hostLimit)
            : queue(clock, limit, hostLimit) {}

        RequestQueue::Ticket add(const QString& name, const QString& host = u"h"_s, Lane lane = Lane::Page) {
            const auto ticket = queue.enqueue(host, lane, [this, name] { started.append(name); });
            tickets.insert(name, ticket);
            return ticket;
        }
        void finish(const QString& name) { queue.finish(tickets.value(name)); }
        QString run() { // what started since the last call
            QCoreApplication::processEvents();
            return std::exchange(started, {}).join(u' ');
        }

        support::FakeClock clock;
        RequestQueue queue;
        QHash<QString, RequestQueue::Ticket> tickets;
        QStringList started;
    };

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void onlySoManyStartAtOnce() {
        Line line(2, 10);
        for (const auto& name : {u"a"_s, u"b"_s, u"c"_s})
            line.add(name);
        QCOMPARE(line.queue.inFlight(), 0); // nothing starts from within enqueue()
        QCOMPARE(line.run(), u"a b"_s);
        QCOMPARE(line.queue.inFlight(), 2);
        QCOMPARE(line.queue.waiting(), 1);
        line.finish(u"a"_s);
        QCOMPARE(line.run(), u"c"_s);
        QCOMPARE(line.queue.waiting(), 0);
    }

    void oneHostTakesNoMoreThanItsShare() {
        Line line(10, 2);
        for (const auto& name : {u"a1"_s, u"a2"_s, u"a3"_s})
            line.add(name, u"a"_s);
        line.add(u"b1"_s, u"b"_s);
        QCOMPARE(line.run(), u"a1 b1 a2"_s);
        QCOMPARE(line.queue.inFlight(u"a"_s), 2);
        line.finish(u"b1"_s);
        QCOMPARE(line.run(), QString());
        line.finish(u"a1"_s);
        QCOMPARE(line.run(), u"a3"_s);
    }

    void hostsTakeTurns() {
        Line line(1, 1);
        for (const auto& name : {u"a1"_s, u"a2"_s, u"a3"_s})
            line.add(name, u"a"_s);
        for (const auto& name : {u"b1"_s, u"b2"_s})
            line.add(name, u"b"_s);
        line.add(u"c1"_s, u"c"_s);
        QStringList order;
        for (QString name = line.run(); !name.isEmpty(); name = line.run()) {
            order << name;
            line.finish(name);
        }
        QCOMPARE(order.join(u' '), u"a1 b1 c1 a2 b2 a3"_s);
    }

    void assetsGoBeforePages() {
        Line line(1, 1);
        line.add(u"page1"_s, u"a"_s);
        QCOMPARE(line.run(), u"page1"_s);
        line.add(u"page2"_s, u"a"_s);
        line.add(u"page3"_s, u"b"_s);
        line.add(u"image1"_s, u"c"_s, Lane::Asset);
        line.add(u"image2"_s, u"a"_s, Lane::Asset);
        QStringList order;
        line.finish(u"page1"_s);
        for (QString name = line.run(); !name.isEmpty(); name = line.run()) {
            order << name;
            line.finish(name);
        }
        QCOMPARE(order.first(3).contains(u"page2"_s), false);
        QVERIFY(order.indexOf(u"image1"_s) < 2 && order.indexOf(u"image2"_s) < 2);
    }

    void limitsChangeWhileRunning() {
        Line line(1, 1);
        for (const auto& name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
            line.add(name);
        QCOMPARE(line.run(), u"a"_s);
        line.queue.setLimits(3, 3);
        QCOMPARE(line.run(), u"b c"_s);
        line.queue.setLimits(1, 1);
        line.finish(u"a"_s);
        line.finish(u"b"_s);
        QCOMPARE(line.run(), QString()); // c still runs
        line.finish(u"c"_s);
        QCOMPARE(line.run(), u"d"_s);
    }

    void capHoldsBelowTheLimit() {
        Line line(10, 10);
        line.queue.setCap(1);
        line.add(u"a"_s);
        line.add(u"b"_s);
        QCOMPARE(line.run(), u"a"_s);
        line.queue.setCap(-5); // never below one, or nothing would ever end
        QCOMPARE(line.run(), QString());
        line.finish(u"a"_s);
        QCOMPARE(line.run(), u"b"_s);
    }

    void hostCapHoldsBelowTheHostLimit() {
        Line line(10, 10);
        line.queue.setHostCap(u"a"_s, 1);
        line.add(u"a1"_s, u"a"_s);
        line.add(u"a2"_s, u"a"_s);
        line.add(u"b1"_s, u"b"_s);
        line.add(u"b2"_s, u"b"_s);
        QCOMPARE(line.run(), u"a1 b1 b2"_s);
    }

    void pausedQueueStartsNothingAndGoesOn() {
        Line line(2, 2);
        line.queue.setPaused(true);
        line.add(u"a"_s);
        QCOMPARE(line.run(), QString());
        line.queue.setPaused(false);
        QCOMPARE(line.run(), u"a"_s);
    }

    void cancelledEntryNeverStarts() {
        Line line(1, 1);
        for (const auto& name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
            line.add(name);
        QCOMPARE(line.run(), u"a"_s);
        QVERIFY(line.queue.cancel(line.tickets.value(u"c"_s)));
        QVERIFY(!line.queue.cancel(line.tickets.value(u"c"_s))); // twice
        QVERIFY(!line.queue.cancel(line.tickets.value(u"a"_s))); // it runs
        QCOMPARE(line.queue.waiting(), 2);
        line.finish(u"a"_s);
        QCOMPARE(line.run(), u"b"_s);
        line.finish(u"b"_s);
        QCOMPARE(line.run(), u"d"_s);
    }

    void oldTicketNeverHitsANewEntry() {
        Line line(1, 1);
        line.add(u"a"_s);
        const auto old = line.add(u"b"_s);
        QVERIFY(line.queue.cancel(old));
        const auto fresh = line.add(u"c"_s);
        QVERIFY(fresh != old);
        QVERIFY(!line.queue.cancel(old));
        QCOMPARE(line.queue.waiting(), 2);
    }

    void startMayFinishEnqueueAndPause() {
        support::FakeClock clock;
        RequestQueue queue(clock, 1, 1);
        int starts = 0;
        RequestQueue::Ticket ticket = 0;
        std::function<void()> start = [&] {
            const auto mine = ticket;
            if (++starts < 1'000)
                ticket = queue.enqueue(u"h"_s, Lane::Page, start);
            queue.finish(mine);
            queue.setPaused(starts == 500);
        };
        ticket = queue.enqueue(u"h"_s, Lane::Page, start);
        QTRY_COMPARE(starts, 500);
        queue.setPaused(false);
        QTRY_COMPARE(starts, 1'000);
        QCOMPARE(queue.inFlight(), 0);
    }

    void slowedHostWaitsWhileOthersGoOn() {
        Line line(10, 4);
        for (const auto& name : {u"a1"_s, u"a2"_s, u"a3"_s, u"a4"_s})
            line.add(name, u"a"_s);
        line.run();
        line.queue.slowHost(u"a"_s, 10s);
        for (const auto& name : {u"a1"_s, u"a2"_s, u"a3"_s, u"a4"_s})
            line.finish(name);
        for (const auto& name : {u"a5"_s, u"a6"_s, u"a7"_s, u"a8"_s})
            line.add(name, u"a"_s);
        line.add(u"b1"_s, u"b"_s);
        QCOMPARE(line.run(), u"b1"_s);
        line.clock.advance(9'999ms);
        QCOMPARE(line.run(), QString());
        line.clock.advance(1ms);
        QCOMPARE(line.run(), u"a5 a6"_s); // half of four
        line.clock.advance(RequestQueue::recoverStep);
        QCOMPARE(line.run(), u"a7"_s);
        line.clock.advance(RequestQueue::recoverStep);
        QCOMPARE(line.run(), u"a8"_s);
    }

    void answersOfOneEpisodeHalveOnce() {
        Line line(100, 8);
        for (int i = 0; i < 8; ++i)
            line.queue.slowHost(u"a"_s, 1s);
        for (int i = 0; i < 10; ++i)
            line.add(QString::number(i), u"a"_s);
        line.clock.advance(1s);
        QCOMPARE(line.run(), u"0 1 2 3"_s);
        line.clock.advance(5s);
        line.queue.slowHost(u"a"_s, 1s); // an episode of its own
        for (int i = 0; i < 4; ++i)
            line.finish(QString::number(i));
        line.clock.advance(1s);
        QCOMPARE(line.run(), u"4 5"_s);
    }

    void longerWaitOfTwoHolds() {
        Line line(10, 4);
        line.queue.slowHost(u"a"_s, 10s);
        line.queue.slowHost(u"a"_s, 1s);
        line.add(u"a1"_s, u"a"_s);
        line.clock.advance(9s);
        QCOMPARE(line.run(), QString());
        line.clock.advance(1s);
        QCOMPARE(line.run(), u"a1"_s);
    }

    void millionWaitingCostConstantTimeEach() {
        const double few = secondsFor(100'000);
        const double all = secondsFor(1'000'000);
        QVERIFY2(all < 40 * few, qPrintable(QStringLiteral("%1 s, a tenth %2 s").arg(all).arg(few)));
        qInfo("a million entries: %.1f s", all);
    }

private:
    // This program's own time for so many that wait, of which every second one is taken back and the others run.
    static double secondsFor(int many) {
        const std::clock_t begun = std::clock();
        waitAndRun(many);
        return double(std::clock() - begun) / CLOCKS_PER_SEC;
    }

    static void waitAndRun(int many) {
        support::FakeClock clock;
        RequestQueue queue(clock, 100, 6);
        std::vector<RequestQueue::Ticket> tickets(static_cast<std::size_t>(many));
        std::vector<int> running;
        int starts = 0;
        for (int i = 0; i < many; ++i)
            tickets[static_cast<std::size_t>(i)] = queue.enqueue(
                QString::number(i % 50'000), Lane::Page, [&running, &starts, i] { running.push_back(i), ++starts; });
        QCOMPARE(queue.waiting(), many);
        int cancelled = 0;
        for (int i = 0; i < many; i += 2)
            cancelled += queue.cancel(tickets[static_cast<std::size_t>(i)]) ? 1 : 0;
        QCOMPARE(cancelled, many / 2);
        QCoreApplication::processEvents();
        QCOMPARE(queue.inFlight(), 100);
        while (!running.empty()) {
            for (const int i : std::exchange(running, {}))
                queue.finish(tickets[static_cast<std::size_t>(i)]);
            QCoreApplication::processEvents();
        }
        QCOMPARE(starts, many / 2);
        QCOMPARE(queue.waiting(), 0);
    }
};

QTEST_GUILESS_MAIN(RequestQueueTest)
#include "tst_requestqueue.moc"
