#include "bench/lateness.h"

#include <QTest>

#include <vector>

using namespace std::chrono_literals;
using bench::Lateness;

namespace {

constexpr auto beat = 20ms;
const Lateness::Time start{1h};

// What is told of beats that come so long after the start.
std::vector<std::chrono::milliseconds> told(const std::vector<std::chrono::milliseconds>& beats) {
    Lateness lateness(beat);
    lateness.begin(start);
    std::vector<std::chrono::milliseconds> late;
    for (const auto at : beats)
        late.push_back(std::chrono::duration_cast<std::chrono::milliseconds>(lateness.beaten(start + at)));
    return late;
}

using Times = std::vector<std::chrono::milliseconds>;

} // namespace

class LatenessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beatsInTimeAreNotLate() { QCOMPARE(told({20ms, 40ms, 60ms}), (Times{0ms, 0ms, 0ms})); }

    void eachBeatOfALoopThatIsAlwaysLateIsToldInFull() {
        QCOMPARE(told({35ms, 55ms, 75ms, 95ms}), (Times{15ms, 15ms, 15ms, 15ms}));
    }

    void aLateBeatDoesNotHideTheNext() {
        QCOMPARE(told({39ms, 40ms, 70ms, 80ms, 101ms}), (Times{19ms, 0ms, 10ms, 0ms, 1ms}));
    }

    void aBeatThatWasMissedBeginsAnotherGrid() {
        QCOMPARE(told({20ms, 95ms, 115ms, 140ms}), (Times{0ms, 55ms, 0ms, 5ms}));
    }

    void aBeatBeforeItsTimeMovesTheGrid() {
        QCOMPARE(told({20ms, 95ms, 100ms, 120ms, 147ms}), (Times{0ms, 55ms, 0ms, 0ms, 7ms}));
    }

    void howLateOneInAHundredWasIsUnknownOfAFewBeats() {
        measure::Histogram beats;
        QVERIFY(!bench::lateP99MsOf(beats));
        while (beats.count() < 197)
            beats.record(1'000);
        beats.record(80'000);
        beats.record(80'000);
        QVERIFY(!bench::lateP99MsOf(beats)); // 199
        beats.record(80'000);
        const auto late = bench::lateP99MsOf(beats);
        QVERIFY(late && std::abs(*late - 80) < 1);
        while (beats.count() < 1'000)
            beats.record(1'000);
        const auto seldom = bench::lateP99MsOf(beats); // three of a thousand
        QVERIFY(seldom && std::abs(*seldom - 1) < 0.1);
    }
};

QTEST_GUILESS_MAIN(LatenessTest)
#include "tst_lateness.moc"
