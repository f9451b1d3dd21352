#include "bench/delays.h"
#include "bench/enginerecord.h"

#include <QRegularExpression>
#include <QTest>

#include <queue>

using namespace std::chrono_literals;
using bench::EngineRecord;
using Kind = EngineRecord::Kind;
using Time = EngineRecord::Time;

namespace {

struct Answered {
    Time at;
    std::size_t place;
    std::chrono::milliseconds delay;

    bool operator>(const Answered& other) const { return at > other.at; }
};

// What a closed loop does, in made-up time: each place sends its next request when it has its answer, `overhead` late.
struct Loop {
    Loop(int concurrency, const bench::Delay& delay, std::uint64_t seed, std::chrono::microseconds overhead)
        : places(static_cast<std::size_t>(concurrency))
        , record(concurrency)
        , draws(delay, seed)
        , late(overhead) {}

    void send(std::size_t place, Time now) {
        record.begin(Kind::Measured, now);
        const auto delay = draws.next();
        delays += delay;
        ++sent;
        flying.push({now + delay + late, place, delay});
    }

    bench::EngineTick run(int requests) {
        record.start();
        record.enter(bench::Phase::Running);
        for (std::size_t place = 0; place < places; ++place)
            send(place, Time{} + 1h + place * 50us);
        while (!flying.empty()) {
            const Answered next = flying.top();
            flying.pop();
            net::Answer answer;
            answer.status = 200;
            answer.duration = next.delay + late;
            answer.delay = next.delay;
            record.finish(Kind::Measured, answer, next.place, next.at);
            if (sent < requests)
                send(next.place, next.at);
        }
        record.enter(bench::Phase::Ended);
        return record.tick();
    }

    // What so many places can do with the delays that were drawn.
    double perMinute() const {
        const auto mean = std::chrono::duration<double>(delays) / sent + std::chrono::duration<double>(late);
        return 60 * static_cast<double>(places) / mean.count();
    }

    std::size_t places;
    EngineRecord record;
    bench::DelayDraws draws;
    std::chrono::microseconds late;
    std::priority_queue<Answered, std::vector<Answered>, std::greater<>> flying;
    std::chrono::milliseconds delays{};
    int sent = 0;
};

} // namespace

class EngineRecordTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void theSteadyRateIsRightThoughAnswersComeInBursts_data() {
        QTest::addColumn<int>("longest"); // s
        QTest::addColumn<int>("step");    // ms
        QTest::addColumn<int>("requests");
        QTest::newRow("whole seconds to 3") << 3 << 1'000 << 40'000;
        QTest::newRow("whole seconds to 1") << 1 << 1'000 << 40'000;
        QTest::newRow("to the millisecond") << 1 << 1 << 40'000;
    }
    void theSteadyRateIsRightThoughAnswersComeInBursts() {
        QFETCH(int, longest);
        QFETCH(int, step);
        QFETCH(int, requests);
        const bench::Delay delay{
            .minimum = 0ms, .maximum = std::chrono::seconds(longest), .step = std::chrono::milliseconds(step)};
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            Loop loop(1'000, delay, seed, 2ms);
            const auto rate = loop.run(requests).steadyPerMinute;
            QVERIFY(rate);
            const double off = *rate / loop.perMinute() - 1;
            QVERIFY2(std::abs(off) < 0.01, qPrintable(QString::number(100 * off)));
        }
    }

    void aRunWithoutAWholeStepHasNoSteadyRate() {
        Loop loop(100, {.minimum = 0ms, .maximum = 3s, .step = 1s}, 1, 2ms);
        QVERIFY(!loop.run(120).steadyPerMinute);
    }

    void whatNeverWentOutCountsForNothing() {
        EngineRecord record(1);
        record.start();
        record.begin(Kind::Measured);
        net::Answer answer;
        answer.error = net::ErrorKind::NoLocalPort;
        answer.duration = 1h;
        record.withdraw(Kind::Measured, answer);
        const bench::EngineTick tick = record.tick();
        QCOMPARE(tick.sent, 0);
        QCOMPARE(tick.total.started, 0U);
        QCOMPARE(tick.total.inFlightSeconds, 0.0);
        QCOMPARE(tick.waits, (std::map<std::string, quint64>{{"no-local-port", 1}}));
    }
};

QTEST_GUILESS_MAIN(EngineRecordTest)
#include "tst_enginerecord.moc"
