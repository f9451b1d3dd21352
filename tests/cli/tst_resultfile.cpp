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
#include <memory>
#include <poll.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Where --json writes to, and the signals that end its waiting.
class ResultFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static constexpr int mostInPipe = 4'096;

    // A pipe of one page, and who could read it.
    static std::pair<std::unique_ptr<cli::ResultFile>, bench::Descriptor> pipeAt(const QString& path) {
        const QByteArray name = QFile::encodeName(path);
        [&] { QCOMPARE(::mkfifo(name.constData(), 0600), 0); }();
        bench::Descriptor reading(::open(name.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
        [&] { QCOMPARE(::fcntl(reading.get(), F_SETPIPE_SZ, mostInPipe), mostInPipe); }();
        return {std::make_unique<cli::ResultFile>(path), std::move(reading)};
    }

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

    // The pipe takes a part of what does not fit into it; then it is for its reader.
    void aPipeThatIsNotReadOnIsLeftWithASignal() {
        SignalWatcher signalWatcher;
        const QString path = m_folder.filePath(u"full"_s);
        const auto [file, reading] = pipeAt(path);
        QCOMPARE(::raise(SIGTERM), 0);
        const auto written = file->add(QByteArray(mostInPipe + 1, 'x'), signalWatcher);
        QVERIFY(!written);
        QVERIFY2(written.error().message.contains(path), qPrintable(written.error().message));
        QCOMPARE(signalWatcher.first(), SIGTERM);
    }

    void aPipeThatIsReadSlowlyGetsAll() {
        SignalWatcher signalWatcher;
        const auto [file, reading] = pipeAt(m_folder.filePath(u"slow"_s));
        QByteArray text(5 * mostInPipe, Qt::Uninitialized);
        for (qsizetype at = 0; at < text.size(); ++at)
            text[at] = static_cast<char>(at % 251);
        QByteArray given;
        {
            const std::jthread reader([&, from = reading.get()] {
                QByteArray some(1'000, Qt::Uninitialized);
                while (given.size() < text.size()) {
                    pollfd come{from, POLLIN, 0};
                    if (::poll(&come, 1, 20'000) <= 0)
                        return;
                    const ssize_t now = ::read(from, some.data(), static_cast<std::size_t>(some.size()));
                    if (now <= 0)
                        return;
                    given.append(some.constData(), now);
                }
            });
            QVERIFY(file->add(text, signalWatcher));
        }
        QVERIFY(given == text);
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

    void aHangUpThatIsIgnoredStaysSo() {
        const auto before = std::signal(SIGHUP, SIG_IGN);
        {
            SignalWatcher signalWatcher;
            QCOMPARE(::raise(SIGHUP), 0);
            QVERIFY(!signalWatcher.wait(0ms));
            QCOMPARE(::raise(SIGTERM), 0);
            QVERIFY(signalWatcher.wait(0ms));
        }
        QVERIFY(std::signal(SIGHUP, before) == SIG_IGN);
    }

    void whatHandledASignalBeforeDoesSoAfterwards() {
        const auto before = std::signal(SIGINT, SIG_IGN); // as a shell's background has it
        {
            SignalWatcher signalWatcher;
            QCOMPARE(::raise(SIGINT), 0);
            QVERIFY(signalWatcher.wait(0ms));
        }
        QVERIFY(std::signal(SIGINT, before) == SIG_IGN);
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
