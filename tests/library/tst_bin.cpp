#include "tests/support/fakeclock.h"
#include "withlibrary.h"

#include "library/bin.h"
#include "library/binkeeper.h"
#include "library/errors.h"

using namespace library;
using namespace std::chrono_literals;

// When what lies in the bin goes for good, and that a clock which stands wrong takes nothing with it.
class BinTest : public WithLibrary {
    Q_OBJECT

public:
    BinTest()
        : WithLibrary(Connections::Threads) {}

private Q_SLOTS:
    void init() override {
        WithLibrary::init();
        m_clock = std::make_unique<support::FakeClock>();
        m_start = m_clock->nowUtc();
        QVERIFY(look()); // the first look: nothing is known of the clock before it
        keep(QStringLiteral("http://a.org/1"));
    }

    void pageGoesAfterThirtyDaysOfDailyUse() {
        throwAway();
        for (int day = 1; day <= 30; ++day)
            QCOMPARE(goneAfter(24h), 0);
        QCOMPARE(goneAfter(1h), 1);
        QCOMPARE(pages(), 0);
    }

    void runGoesWithThePages() {
        const auto keepRun = [this](const QDateTime& deletedAt) {
            Run run;
            run.name = QStringLiteral("a run");
            run.startedAt = m_start;
            run.deletedAt = deletedAt;
            return write<RunId>([run](Stores& stores) { return stores.runs.add(run); });
        };
        const auto thrownAway = keepRun(m_start);
        const auto tenYearsAhead = keepRun(m_start.addYears(10));
        QVERIFY(thrownAway && tenYearsAhead);
        const auto there = [this](RunId id) {
            return bool(write<Run>([id](Stores& stores) { return stores.runs.run(id); }));
        };
        for (int day = 1; day <= 30; ++day)
            QCOMPARE(goneAfter(24h), 0);
        QVERIFY(there(*thrownAway));
        QVERIFY(goneAfter(1h) == 0 && !there(*thrownAway));
        QVERIFY(there(*tenYearsAhead)); // its day was mended to the first look after it
        QVERIFY(goneAfter(24h) == 0 && !there(*tenYearsAhead));
    }

    void wrongYearAtBootTakesNothingWithIt() {
        throwAway();
        m_clock->setNowUtc(m_start.addYears(10));
        for (int hour = 0; hour < 40; ++hour)
            QCOMPARE(goneAfter(1h), 0);
        m_clock->setNowUtc(m_start.addDays(1));
        QVERIFY(look()->clockBelieved);
        QCOMPARE(goneAfter(24h), 0);
        QCOMPARE(inBin(), 1);
    }

    void wrongYearAtEveryBootTakesNothingWithIt() {
        throwAway();
        for (int day = 1; day < 29; ++day) {
            for (const int years : {10, -30}) {
                m_clock->setNowUtc(m_start.addYears(years).addDays(day));
                QVERIFY(!look()->clockBelieved);
            }
            m_clock->setNowUtc(m_start.addDays(day));
            QCOMPARE(look()->gone, 0);
        }
        QCOMPARE(inBin(), 1);
    }

    void afterAHolidayTheBinIsEmptiedTwoDaysLate() {
        throwAway();
        QCOMPARE(goneAfter(24h * 60), 0);
        QCOMPARE(goneAfter(24h), 0);
        QCOMPARE(goneAfter(24h), 1);
    }

    void libraryThatIsOpenedOnceAMonthIsEmptiedToo() {
        throwAway();
        QCOMPARE(goneAfter(24h * 31), 0);
        QCOMPARE(goneAfter(24h * 31), 1);
    }

    void clockThatWasWrongForLongAndIsSetRightIsBelievedAfterTwoDays() {
        m_clock->setNowUtc(m_start.addYears(10));
        QVERIFY(!look()->clockBelieved);
        QCOMPARE(goneAfter(48h), 0);
        QVERIFY(look()->clockBelieved); // this is what the clock of this machine says
        throwAway();
        m_clock->setNowUtc(m_start.addDays(3));
        QVERIFY(!look()->clockBelieved);
        QCOMPARE(goneAfter(48h), 0);
        QVERIFY(look()->clockBelieved);
        // Thrown away ten years from now: its thirty days began when that was seen.
        for (int day = 1; day <= 30; ++day)
            QCOMPARE(goneAfter(24h), 0);
        QCOMPARE(goneAfter(1h), 1);
    }

    void pageThrownAwayWhileTheClockStoodInThePastStays() {
        const QDateTime right = m_clock->nowUtc();
        m_clock->setNowUtc(QDateTime(QDate(1970, 1, 2), QTime(0, 0), Qt::UTC));
        throwAway();
        m_clock->setNowUtc(right.addSecs(3600));
        QCOMPARE(look()->gone, 0);
        QCOMPARE(inBin(), 1);
    }

    void keeperLooksAtOnceAndEveryHour() {
        throwAway();
        for (int day = 0; day < 30; ++day)
            (void)goneAfter(24h);
        BinKeeper keeper(*m_library, *m_clock);
        keeper.start();
        QTRY_COMPARE(m_clock->pendingCalls(), 1);
        QCOMPARE(inBin(), 1);
        m_clock->advance(1h);
        QTRY_COMPARE(inBin(), 0);
        QTRY_COMPARE(m_clock->pendingCalls(), 1);
    }

    void libraryThatIsOnlyReadKeepsItsBin() {
        throwAway();
        const auto reading = Library::open({m_library->file(), OpenMode::ReadOnly, true});
        BinKeeper keeper(**reading, *m_clock);
        keeper.start();
        QCOMPARE(m_clock->pendingCalls(), 0);
    }

private:
    template<typename Value, typename Work>
    base::Result<Value> write(Work work) {
        std::optional<base::Result<Value>> answer;
        QObject context;
        m_library->write(&context, work, [&answer](base::Result<Value> result) { answer = std::move(result); });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, support::patience))
            return base::Error{interrupted, {}};
        return *answer;
    }

    base::Result<EmptiedBin> look() {
        return write<EmptiedBin>([now = m_clock->nowUtc()](Stores& stores) { return emptyBin(stores, now); });
    }
    int goneAfter(std::chrono::nanoseconds time) {
        m_clock->advance(time);
        const auto emptied = look();
        return emptied ? emptied->gone : -1;
    }
    void keep(const QString& link) {
        const auto kept = write<Committed>([link, now = m_clock->nowUtc()](Stores& stores) {
            CaptureRecord capture = fixture::capture();
            capture.startedAt = now;
            capture.finishedAt = now;
            NewSnapshot snapshot = fixture::snapshot(QStringLiteral("A"), QStringLiteral("text"));
            snapshot.capturedAt = now;
            return stores.snapshots.importSnapshot(fixture::newJob(link), capture, snapshot);
        });
        QVERIFY(kept);
    }
    void throwAway() {
        const auto removed = write<bool>([now = m_clock->nowUtc()](Stores& stores) -> base::Result<bool> {
            const auto all = stores.pages.ids({});
            const auto done = stores.pages.remove(*all, now);
            return done ? base::Result<bool>(true) : done.error();
        });
        QVERIFY(removed);
    }
    qint64 pages() { return *stores().pages.count({}) + inBin(); }
    qint64 inBin() {
        PageQuery query;
        query.shelf = PageShelf::Bin;
        return *stores().pages.count(query);
    }

    std::unique_ptr<support::FakeClock> m_clock;
    QDateTime m_start;
};

QTEST_GUILESS_MAIN(BinTest)
#include "tst_bin.moc"
