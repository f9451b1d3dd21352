#include "bench/spending.h"

#include "bench/kerneldrops.h"
#include "bench/loadrun.h"
#include "tests/support/testserver.h"

#include <QRegularExpression>
#include <QTest>

#include <atomic>
#include <cmath>
#include <optional>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

void burn(std::chrono::nanoseconds processorTime) {
    const auto until = bench::ownThreadTime() + processorTime;
    while (bench::ownThreadTime() < until)
        continue;
}

} // namespace

// What a run and others used of the processors.
class SpendingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void processorTimeOfTheWarmUpIsNotCounted() {
        constexpr int most = 10; // requests that burn 5 ms each in this process, long before the warm-up ends
        std::atomic<int> burns = 0;
        support::TestServer server;
        server.handle(u"/busy-then-calm"_s, [&burns](const bench::server::Request& request) {
            bench::server::Script script = bench::server::answer(request, bench::server::textResponse(200, "x"));
            if (burns < most) {
                burn(5ms);
                ++burns;
            } else {
                script.steps.insert(script.steps.begin(), bench::server::Wait{50ms});
            }
            return script;
        });
        bench::LoadPlan plan;
        plan.target = server.link(u"/busy-then-calm"_s);
        plan.requests = 20;
        plan.concurrency = 2;
        plan.warmUp = 2s;
        const bench::ProcessUse before = bench::ownUse();
        bench::LoadRun run(plan, {});
        std::optional<bench::LoadResult> ended;
        connect(&run, &bench::LoadRun::ended, this, [&ended](const bench::LoadResult& result) { ended = result; });
        run.start();
        QTRY_VERIFY_WITH_TIMEOUT(ended.has_value(), 30'000);
        const bench::ProcessUse used = bench::usedSince(before, bench::ownUse());
        QCOMPARE(ended->total.succeeded, 20U);
        const double all = used.cpuUserS + used.cpuSystemS;
        const double counted = ended->client.cpuUserS + ended->client.cpuSystemS;
        QCOMPARE(burns.load(), most); // or it proves nothing
        QVERIFY2(counted <= all - most * 0.005, qPrintable(u"%1 s of %2 s"_s.arg(counted).arg(all)));
    }

    void sharesAreOfTheRunsOwnTime() {
        bench::Spending spending;
        spending.begin();
        const auto begun = std::chrono::steady_clock::now();
        std::atomic<bool> burnt = false;
        std::atomic<bool> over = false;
        std::thread busy([&] {
            burn(200ms);
            burnt = true;
            over.wait(false);
        });
        QTRY_VERIFY_WITH_TIMEOUT(burnt && std::chrono::steady_clock::now() - begun > 500ms, 60'000); // look-up and all
        spending.end({}, 400ms);
        const double share = spending.busiestThreadShare();
        QCOMPARE(spending.kernelDrops().has_value(), bench::kernelDropsSoFar().has_value());
        over = true;
        over.notify_all();
        busy.join();
        QVERIFY2(share > 0.49 && share < 0.6, qPrintable(QString::number(share)));
        bench::Spending nothing;
        nothing.begin();
        nothing.end({}, 0s); // no request was sent
        QCOMPARE(nothing.busiestThreadShare(), 0.0);
    }

    // user, nice, system, idle, iowait, irq, softirq, steal; then what guests used, which is in user already
    void whatOthersUsedIsReadFromTheKernelsTable() {
        const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
        const auto before = bench::machineUseFrom("cpu  400 50 100 3000 200 30 20 10 7 3\ncpu0 1 2 3 4 5 6 7 8 9 10\n");
        QVERIFY(before);
        QCOMPARE(before->workS * ticks, 560.0);
        QCOMPARE(before->coresS * ticks, 3'810.0);
        const auto after = bench::machineUseFrom("cpu  700 50 200 3500 200 30 20 110 7 3\n"); // 500 of 1,000 worked
        QVERIFY(after);
        const auto share = bench::othersShareOf(*before, *after, 200 / ticks, 5s); // of which 200 are ours
        QVERIFY(share && std::abs(*share - 0.3) < 1e-9);
        QCOMPARE(bench::othersShareOf(*before, *after, 900 / ticks, 5s), std::optional(0.0)); // counted more coarsely
        QVERIFY(!bench::othersShareOf(*before, *after, 0, 1s));
        QVERIFY(!bench::othersShareOf(*after, *after, 0, 5s));
        for (const char* nonsense : {"", "cpu 1 2 3", "intr 1 2 3 4 5 6 7 8 9", "cpu"})
            QVERIFY(!bench::machineUseFrom(nonsense));
    }
};

QTEST_GUILESS_MAIN(SpendingTest)
#include "tst_spending.moc"
