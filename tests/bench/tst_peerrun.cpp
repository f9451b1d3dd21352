#include "bench/peerrun.h"
#include "tests/support/programrunner.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int patienceMs = 60'000;

const QByteArray goodWrk = "echo '  600 requests in 1.00s, 1MB read'\necho 'Requests/sec:    600.00'\n";

// Running, and not a corpse that nobody has buried yet.
bool isAlive(qint64 process) {
    QFile stat(u"/proc/%1/stat"_s.arg(process));
    if (process <= 0 || !stat.open(QIODevice::ReadOnly))
        return false;
    const QByteArray text = stat.readAll();
    return text.mid(text.lastIndexOf(')') + 2, 1) != "Z";
}

} // namespace

class PeerRunTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    static QString cli() { return support::ProgramRunner::programPath(u"tidemark-cli"_s); }
    QString path(const QString& name) const { return m_folder->filePath(name); }

    void write(const QString& name, const QByteArray& text) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    void fake(const QString& name, const QByteArray& script) const { write(name, "#!/bin/sh\n" + script); }

    // Of those in the folder of this test alone.
    std::unique_ptr<PeerRun> runOf(const QList<PeerKind>& kinds) const {
        auto run = std::make_unique<PeerRun>(cli(), PeerWork{.time = 1s}, kinds, QStringList{m_folder->path()});
        run->setPatience(10s);
        return run;
    }
    static bool finish(PeerRun& run) {
        QSignalSpy ended(&run, &PeerRun::ended);
        if (!run.isRunning())
            run.start();
        return ended.wait(patienceMs) && !run.isRunning();
    }
    PeerRow rowOf(PeerKind kind, std::chrono::milliseconds patience = 10s) const {
        const auto run = runOf({kind});
        run->setPatience(patience);
        return finish(*run) ? run->rows().first() : PeerRow();
    }

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aProgramIsMeasuredByWhatItSaysAndUses() {
        fake(u"wrk"_s, goodWrk);
        const PeerRow row = rowOf(PeerKind::Wrk);
        QCOMPARE(row.why, QString());
        QCOMPARE(row.state, PeerState::Measured);
        QCOMPARE(row.perMinute(), 36'000.0);
        QVERIFY(row.cpuMsPerThousand().value_or(0) > 0);
        QVERIFY(row.cpuMsPerThousand().value_or(1e9) < 10'000);
        QVERIFY(row.serverShare.has_value());
        QVERIFY(!row.isServerBound());
    }

    void processorTimeIsThatOfTheProgramAlone() {
        fake(u"wrk"_s, "i=0\nwhile [ $i -lt 300000 ]; do i=$((i+1)); done\n" + goodWrk);
        fake(u"ab"_s, "echo 'Time taken for tests:   1.000 seconds'\necho 'Complete requests:  600'\n");
        const auto run = runOf({PeerKind::Wrk, PeerKind::Ab});
        QVERIFY(finish(*run));
        const double busy = *run->rows().at(0).cpuMsPerThousand();
        const double idle = *run->rows().at(1).cpuMsPerThousand();
        QVERIFY2(busy > 5 * idle, qPrintable(u"%1 and %2"_s.arg(busy).arg(idle)));
    }

    void thoseThatAreNotThereAreNamedWithTheirPackage() {
        const auto run = runOf({PeerKind::Ab, PeerKind::K6});
        QCOMPARE(run->rows().at(0).state, PeerState::Missing); // before anything runs
        QVERIFY(run->rows().at(0).why.contains("apache2-utils"_L1));
        QVERIFY(!run->rows().at(1).why.contains("apt"_L1));
        QVERIFY(finish(*run));
        QCOMPARE(run->rows().at(0).state, PeerState::Missing);
    }

    void nonsenseIsAFailureAndTheNextHasItsTurn() {
        fake(u"wrk"_s, "echo 'the quick brown fox'\n");
        fake(u"hey"_s, "echo 'no such option' >&2\nexit 3\n");
        write(u"ab"_s, "#!/nowhere/interpreter\n");
        fake(u"h2load"_s,
             "echo 'finished in 1.00s, 60.00 req/s, 1MB/s'\n"
             "echo 'requests: 60 total, 60 started, 60 done, 60 succeeded, 0 failed, 0 errored, 0 timeout'\n");
        const auto run = runOf({PeerKind::Wrk, PeerKind::Hey, PeerKind::Ab, PeerKind::H2load});
        QVERIFY(finish(*run));
        for (int at = 0; at < 3; ++at)
            QCOMPARE(run->rows().at(at).state, PeerState::Failed);
        QVERIFY(run->rows().at(0).why.contains("no figures"_L1));
        QVERIFY(run->rows().at(1).why.contains("status 3"_L1) && run->rows().at(1).why.contains("no such option"_L1));
        QVERIFY(run->rows().at(2).why.contains("could not be started"_L1));
        QCOMPARE(run->rows().at(3).state, PeerState::Measured);
        QCOMPARE(run->rows().at(3).perMinute(), 3'600.0);
    }

    void whatIsKilledBySomebodyCrashed() {
        fake(u"wrk"_s, goodWrk + "kill -SEGV $$\n");
        const PeerRow row = rowOf(PeerKind::Wrk);
        QCOMPARE(row.state, PeerState::Failed);
        QVERIFY(row.why.contains("crashed"_L1));
    }

    void whatNeverEndsIsEndedWithItsChildren() {
        fake(u"wrk"_s, "sleep 600 &\necho $! > '" + path(u"child"_s).toUtf8() + "'\nwait\n");
        const PeerRow row = rowOf(PeerKind::Wrk, 300ms);
        QCOMPARE(row.state, PeerState::Failed);
        QVERIFY2(row.why.contains("had not ended"_L1), qPrintable(row.why));
        QFile child(path(u"child"_s));
        QVERIFY(child.open(QIODevice::ReadOnly));
        const qint64 process = child.readAll().trimmed().toLongLong();
        QVERIFY(process > 0);
        QTRY_VERIFY(!isAlive(process));
    }

    void whatFloodsItsOutputIsEnded() {
        fake(u"wrk"_s, "exec yes 'and on'\n");
        const PeerRow row = rowOf(PeerKind::Wrk, 50s);
        QCOMPARE(row.state, PeerState::Failed);
        QVERIFY2(row.why.contains("wrote more"_L1), qPrintable(row.why));
    }

    void whatGivesUpEarlyIsNoRow() {
        fake(u"wrk"_s, "echo '  600 requests in 0.10s, 1MB read'\necho 'Requests/sec:    6000.00'\n");
        const PeerRow row = rowOf(PeerKind::Wrk);
        QCOMPARE(row.state, PeerState::Failed);
        QVERIFY(row.why.contains("0.10"_L1) || row.why.contains("0,10"_L1));
    }

    void aStopEndsTheOneThatRunsAndKeepsWhatWasMeasured() {
        fake(u"wrk"_s, goodWrk);
        fake(u"hey"_s, "echo $$ > '" + path(u"running"_s).toUtf8() + "'\nexec sleep 600\n");
        fake(u"ab"_s, "echo never\n");
        const auto run = runOf({PeerKind::Wrk, PeerKind::Hey, PeerKind::Ab});
        run->start();
        QFile file(path(u"running"_s));
        QTRY_VERIFY_WITH_TIMEOUT(file.exists() && file.size() > 0, patienceMs);
        QSignalSpy ended(run.get(), &PeerRun::ended);
        run->stop();
        QVERIFY(ended.wait(patienceMs));
        QCOMPARE(run->rows().at(0).state, PeerState::Measured);
        QCOMPARE(run->rows().at(1).state, PeerState::NotRun);
        QCOMPARE(run->rows().at(2).state, PeerState::NotRun);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QTRY_VERIFY(!isAlive(file.readAll().trimmed().toLongLong()));
    }

    void aStopBeforeTheServerListensEndsToo() {
        fake(u"wrk"_s, goodWrk);
        const auto run = runOf({PeerKind::Wrk});
        QSignalSpy changed(run.get(), &PeerRun::changed);
        run->start();
        QTRY_VERIFY(!changed.isEmpty()); // its server begins
        run->stop();
        QVERIFY(finish(*run));
        QCOMPARE(run->rows().first().state, PeerState::NotRun);
    }

    void whatRunsEndsWithItsObject() {
        fake(u"wrk"_s, "echo $$ > '" + path(u"running"_s).toUtf8() + "'\nexec sleep 600\n");
        auto run = runOf({PeerKind::Wrk});
        run->start();
        QFile file(path(u"running"_s));
        QTRY_VERIFY_WITH_TIMEOUT(file.exists() && file.size() > 0, patienceMs);
        run.reset();
        QVERIFY(file.open(QIODevice::ReadOnly));
        QTRY_VERIFY(!isAlive(file.readAll().trimmed().toLongLong()));
    }

    void anotherPythonIsAskedWhereTheFirstLacksAiohttp() {
        QVERIFY(QDir(m_folder->path()).mkpath(u"first"_s) && QDir(m_folder->path()).mkpath(u"second"_s));
        fake(u"first/python3"_s, "exit 77\n");
        fake(u"second/python3"_s, R"(echo '{"done": 600, "failed": 0, "seconds": 1.0}')"
                                  "\n");
        PeerRun run(cli(), PeerWork{.time = 1s}, {PeerKind::Aiohttp}, {path(u"first"_s), path(u"second"_s)});
        QVERIFY(finish(run));
        QCOMPARE(run.rows().first().why, QString());
        QCOMPARE(run.rows().first().perMinute(), 36'000.0);
    }

    void aServerThatDoesNotComeUpIsSaid() {
        fake(u"wrk"_s, goodWrk);
        PeerRun run(path(u"no-tidemark"_s), PeerWork{.time = 1s}, {PeerKind::Qt, PeerKind::Wrk}, {m_folder->path()});
        QVERIFY(finish(run));
        QCOMPARE(run.rows().at(0).state, PeerState::Missing);
        QCOMPARE(run.rows().at(1).state, PeerState::Failed);
        QVERIFY(run.rows().at(1).why.contains("test server"_L1));
    }

    // Tidemark's own, and whichever of the others this machine has: with the arguments and the output they really have.
    void thoseOfThisMachineAreMeasured() {
        const QList<PeerKind> all(std::begin(peerKinds), std::end(peerKinds));
        PeerRun run(cli(), PeerWork{.time = 1s, .connections = 8}, all, searchFolders());
        QSignalSpy ended(&run, &PeerRun::ended);
        run.start();
        QVERIFY(ended.wait(5 * patienceMs));
        int measured = 0;
        for (const PeerRow& row : run.rows()) {
            if (row.state == PeerState::Missing && !isOwnEngine(row.kind))
                continue;
            QVERIFY2(row.state == PeerState::Measured, qPrintable(QString(peerName(row.kind) % ": "_L1 % row.why)));
            QVERIFY2(row.perMinute() > 600 && row.counts.failed == 0, qPrintable(peerName(row.kind)));
            QVERIFY(row.use.peakRssBytes > 500'000);
            QVERIFY(row.serverShare.has_value());
            ++measured;
        }
        QVERIFY(measured >= 3);
    }
};

QTEST_GUILESS_MAIN(PeerRunTest)
#include "tst_peerrun.moc"
