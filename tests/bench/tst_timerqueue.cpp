#include "bench/draws.h"
#include "bench/eventloop.h"
#include "bench/timerqueue.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <array>
#include <functional>
#include <future>
#include <map>

using namespace std::chrono_literals;
using bench::EventLoop;
using bench::Time;
using bench::TimerQueue;

namespace {

struct Plain final : bench::Timer {
    void expired() override {}
};

struct Action final : bench::Timer {
    std::function<void()> action;
    void expired() override { action(); }
};

} // namespace

class TimerQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    // Against a sorted map of the same timers, through 20,000 random steps.
    void theFirstIsAlwaysOneThatIsDueFirst() {
        TimerQueue queue;
        std::array<Plain, 200> timers;
        std::map<bench::Timer*, Time> armed;
        bench::Draws draws(4);
        for (int step = 0; step < 20'000; ++step) {
            Plain& timer = timers[static_cast<std::size_t>(draws.below(timers.size()))];
            const auto action = draws.below(4);
            if (action < 2) {
                const Time when{std::chrono::milliseconds(draws.below(500))};
                queue.arm(timer, when);
                armed[&timer] = when;
            } else if (action == 2) {
                queue.disarm(timer);
                armed.erase(&timer);
            } else if (!queue.empty()) {
                const auto earliest = std::min_element(
                    armed.begin(), armed.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
                QCOMPARE(queue.next(), earliest->second);
                bench::Timer& first = queue.takeFirst();
                QCOMPARE(armed.at(&first), earliest->second);
                armed.erase(&first);
                QVERIFY(!first.armed());
            }
            QCOMPARE(queue.size(), armed.size());
        }
        for (Plain& timer : timers) {
            QCOMPARE(timer.armed(), armed.contains(&timer));
            queue.disarm(timer);
        }
        QVERIFY(queue.empty());
    }

    void aTimerIsNeverEarly() {
        EventLoop loop;
        Action timer;
        Time fired{};
        timer.action = [&] {
            fired = std::chrono::steady_clock::now();
            loop.quit();
        };
        const Time when = std::chrono::steady_clock::now() + 1'234us;
        loop.arm(timer, when);
        loop.run();
        QVERIFY(fired >= when);
    }

    void aTimerMayDisarmOthersThatAreDueToo() {
        EventLoop loop;
        std::array<Action, 2> timers;
        int fired = 0;
        for (Action& timer : timers) {
            timer.action = [&] {
                ++fired;
                for (Action& each : timers)
                    loop.disarm(each);
                loop.quit();
            };
            loop.arm(timer, std::chrono::steady_clock::now());
        }
        loop.run();
        QCOMPARE(fired, 1);
    }

    void standingStillEndsWithTheLoop() {
        EventLoop loop;
        Action still;
        std::promise<void> begun;
        still.action = [&] {
            begun.set_value();
            loop.standStill(1h);
        };
        loop.arm(still, std::chrono::steady_clock::now());
        auto running = std::async(std::launch::async, [&] { loop.run(); });
        begun.get_future().wait();
        loop.quit();
        QVERIFY(running.wait_for(30s) == std::future_status::ready);
    }

    void nothingHappensWhileItStandsStill() {
        EventLoop loop;
        Action still;
        Action other;
        const Time begin = std::chrono::steady_clock::now();
        Time fired{};
        still.action = [&] { loop.standStill(60ms); };
        other.action = [&] {
            fired = std::chrono::steady_clock::now();
            loop.quit();
        };
        loop.arm(still, begin);
        loop.arm(other, begin + 5ms);
        loop.run();
        QVERIFY(fired >= begin + 60ms);
    }
};

QTEST_GUILESS_MAIN(TimerQueueTest)
#include "tst_timerqueue.moc"
