#include "tests/support/fakeclock.h"
#include "tests/support/printedmodel.h"
#include "tests/support/programrunner.h"
#include "tests/support/testserver.h"
#include "tests/support/tinyfolder.h"

#include "base/file.h"

#include <QProcess>
#include <QRegularExpression>
#include <QStringListModel>
#include <QTest>

using namespace std::chrono_literals;

class SupportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void whatIsDueIsCalledInTheOrderOfItsTime() {
        support::FakeClock clock;
        const auto start = clock.monotonic();
        QObject context;
        QList<std::pair<int, qint64>> calls;
        const auto call = [&](int number) {
            return [&, number] { calls.emplaceBack(number, (clock.monotonic() - start) / 1ms); };
        };
        clock.callAfter(30ms, &context, call(3));
        clock.callAfter(10ms, &context, [&] {
            call(1)();
            clock.callAfter(5ms, &context, call(2));
        });
        clock.advance(9ms);
        QVERIFY(calls.isEmpty());
        clock.advance(21ms);
        QCOMPARE(calls, (QList<std::pair<int, qint64>>{{1, 10}, {2, 15}, {3, 30}}));
        QCOMPARE(clock.pendingCalls(), 0);
    }

    void nothingIsCalledForAContextThatIsGone() {
        support::FakeClock clock;
        bool called = false;
        {
            QObject context;
            clock.callAfter(1ms, &context, [&] { called = true; });
        }
        clock.advance(1s);
        QVERIFY(!called);
    }

    void callsComeOnTheThreadOfTheirContext() {
        support::FakeClock clock;
        QThread thread;
        QObject context;
        context.moveToThread(&thread);
        thread.start();
        std::atomic<QThread*> seen = nullptr;
        clock.callAfter(1ms, &context, [&] { seen = QThread::currentThread(); });
        clock.advance(1ms);
        QTRY_COMPARE(seen.load(), &thread);
        thread.quit();
        thread.wait();
    }

    void theSystemClockCanBeSetBackWithoutTheOtherNoticing() {
        support::FakeClock clock;
        const auto before = clock.monotonic();
        clock.setNowUtc(QDateTime(QDate(1999, 1, 1), QTime(0, 0), Qt::UTC));
        clock.advance(1s);
        QCOMPARE(clock.monotonic() - before, 1s);
        QCOMPARE(clock.nowUtc(), QDateTime(QDate(1999, 1, 1), QTime(0, 0, 1), Qt::UTC));
    }

    void theTestServerHasAnAddressAndCounts() {
        support::TestServer server;
        server.respond(QStringLiteral("/own"), 200, "hello");
        const QUrl url = server.url(QStringLiteral("/own?x=1"));
        QCOMPARE(url.port(), int(server.port()));
        QCOMPARE(url.query(), QStringLiteral("x=1"));
        QCOMPARE(server.url(QStringLiteral("/"), QStringLiteral("site.test")).host(), QStringLiteral("site.test"));
        QCOMPARE(server.requestCount(QStringLiteral("/own")), 0);
    }

    void aModelIsPrintedRowByRow() {
        const QStringListModel model({QStringLiteral("one"), QStringLiteral("two")});
        QCOMPARE(support::printed(model), QStringLiteral("one\ntwo\n"));
        QCOMPARE(support::printedHeader(model), QStringLiteral("1"));
    }

    void aTinyFolderFillsUpAndCanBeMadeLargerAndReadOnly() {
        const support::TinyFolder folder(200'000);
        if (!folder.inside()) {
            if (folder.refused())
                QSKIP(folder.report().constData());
            QVERIFY2(folder.passed(), folder.report().constData());
            return;
        }
        const QString file = folder.path() + QStringLiteral("/file");
        QVERIFY(base::writeFileAtomically(file, QByteArray(50'000, 'x')));
        QVERIFY(!base::writeFileAtomically(file, QByteArray(300'000, 'x')));
        QCOMPARE(base::readFile(file, 100'000)->size(), 50'000);
        QVERIFY(folder.resize(1'000'000));
        QVERIFY(base::writeFileAtomically(file, QByteArray(300'000, 'x')));
        QVERIFY(folder.fill());
        QVERIFY(!base::writeFileAtomically(file, QByteArray(10'000, 'x')));
        QCOMPARE(base::readFile(file, 1'000'000)->size(), 300'000);
        QVERIFY(folder.removeFilling());
        QVERIFY(folder.makeReadOnly());
        QVERIFY(!base::writeFileAtomically(file, "x"));
        QVERIFY(folder.makeWritable());
        QVERIFY(base::writeFileAtomically(file, "x"));
    }

    void aFailureWithinATinyFolderIsSeenOutside() {
        const support::TinyFolder folder(100'000);
        if (folder.inside())
            QFAIL("on purpose");
        if (folder.refused())
            QSKIP(folder.report().constData());
        QVERIFY(!folder.passed());
        QVERIFY(folder.report().contains("on purpose"));
    }

    void programsRunWithFoldersOfTheirOwn() {
        const support::ProgramRunner runner;
        const auto done =
            runner.run(QStringLiteral("/bin/sh"),
                       {QStringLiteral("-c"), QStringLiteral("cat; echo $XDG_DATA_HOME; echo bad >&2; exit 3")}, "in ");
        QCOMPARE(done.exitCode, 3);
        QCOMPARE(done.out, QByteArray("in " + runner.path(QStringLiteral("data")).toUtf8() + "\n"));
        QCOMPARE(done.err, QByteArray("bad\n"));
        QVERIFY(!done.crashed && !done.timedOut);
    }

    void aProgramThatHangsIsEnded() {
        const support::ProgramRunner runner;
        const auto done = runner.run(QStringLiteral("/bin/sleep"), {QStringLiteral("60")}, {}, 50ms);
        QVERIFY(done.timedOut);
    }
};

QTEST_GUILESS_MAIN(SupportTest)
#include "tst_support.moc"
