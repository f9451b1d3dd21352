#include "base/descriptors.h"
#include "base/file.h"
#include "cli/resultfile.h"
#include "signalwatcher.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Where --json writes to, and the signals that end its waiting.
class ResultFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aPlainFileHoldsAllSoFar() {
        SignalWatcher signalWatcher;
        const QString path = m_folder.filePath(u"plain"_s);
        cli::ResultFile file(path);
        QVERIFY(file.check());
        QVERIFY(!QFile::exists(path));
        QVERIFY(file.add("one\n", signalWatcher));
        QCOMPARE(base::readFile(path, 100).valueOr({}), QByteArray("one\n"));
        QVERIFY(file.add("two\n", signalWatcher));
        QCOMPARE(base::readFile(path, 100).valueOr({}), QByteArray("one\ntwo\n"));
    }

    void aPipeIsGivenEachLineOnce() {
        SignalWatcher signalWatcher;
        const QString path = m_folder.filePath(u"pipe"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
        const bench::Descriptor reading(::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
        QVERIFY(bool(reading));
        {
            cli::ResultFile file(path);
            QVERIFY(file.add("one\n", signalWatcher));
            QVERIFY(file.add("two\n", signalWatcher));
            char more = 0; // between two lines the pipe stays open: no end, nothing there yet
            QByteArray given(8, Qt::Uninitialized);
            QCOMPARE(::read(reading.get(), given.data(), 8), ssize_t(8));
            QCOMPARE(given, QByteArray("one\ntwo\n"));
            QCOMPARE(::read(reading.get(), &more, 1), ssize_t(-1));
        }
        char end = 0;
        QCOMPARE(::read(reading.get(), &end, 1), ssize_t(0));
    }

    void aDeviceThatIsFullSaysSo() {
        SignalWatcher signalWatcher;
        cli::ResultFile file(u"/dev/full"_s);
        const auto written = file.add("one\n", signalWatcher);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, QByteArray(base::fileUnwritable));
        QVERIFY2(written.error().message.contains("/dev/full"_L1), qPrintable(written.error().message));
    }

    void aWaitEndsWithASignalAndTellsIt() {
        SignalWatcher signalWatcher;
        QCOMPARE(signalWatcher.first(), 0);
        QVERIFY(!signalWatcher.wait(1ms));
        QElapsedTimer since;
        since.start();
        QCOMPARE(::raise(SIGHUP), 0);
        QVERIFY(signalWatcher.wait(1h));
        QVERIFY(!signalWatcher.wait(0ms)); // told once
        QCOMPARE(::raise(SIGINT), 0);
        QVERIFY(signalWatcher.wait(0ms));
        QCOMPARE(signalWatcher.first(), SIGHUP);
        QVERIFY(since.elapsed() < 60'000);
    }

    void aWatcherLeavesNoDescriptorBehind() {
        {
            const SignalWatcher first; // what Qt opens once
        }
        const int before = base::openDescriptors();
        QVERIFY(before > 0);
        for (int time = 0; time < 5; ++time)
            const SignalWatcher signalWatcher;
        QCOMPARE(base::openDescriptors(), before);
    }
};

QTEST_GUILESS_MAIN(ResultFileTest)
#include "tst_resultfile.moc"
