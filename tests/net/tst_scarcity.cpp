#include "fetchfixture.h"

#include "base/descriptors.h"
#include "net/limits.h"
#include "net/replyerror.h"
#include "tests/support/testserver.h"

#include <QDir>
#include <QProcess>

#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using net::ErrorKind;

namespace {

constexpr int many = 300;

qsizetype threadsNow() {
    return QDir(u"/proc/self/task"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size();
}

// How many descriptors are open on what the kernel calls by this name.
int descriptorsOf(const QByteArray& kind) {
    int count = 0;
    const QStringList names = QDir(u"/proc/self/fd"_s).entryList(QDir::AllEntries | QDir::System);
    for (const QString& name : names) {
        QByteArray target(64, '\0');
        const auto size = ::readlink(QByteArray("/proc/self/fd/" + name.toLatin1()).constData(), target.data(), 64);
        count += size > 0 && target.left(size) == kind ? 1 : 0;
    }
    return count;
}

// The other process: 64 descriptors, a host name, everything asked for at once. Prints what came of it.
int fetchWithFewDescriptors(int argc, char** argv) {
    const rlimit few{64, 64};
    setrlimit(RLIMIT_NOFILE, &few);
    base::raiseDescriptorLimit();
    QCoreApplication application(argc, argv);
    const QUrl link(QString::fromLocal8Bit(argv[2]));
    base::SystemClock clock;
    measure::Recorder recorder;
    net::FetchOptions options;
    options.limit = options.hostLimit = 256;
    options.proxyMode = net::FetchOptions::ProxyMode::None;
    const auto fetcher = net::makeFetcher(options, std::make_shared<net::AddressPolicy>(), clock, recorder);
    QHash<QByteArray, int> outcomes;
    int ended = 0;
    for (int i = 0; i < many; ++i) {
        net::FetchRequest request;
        request.link = link;
        request.givenHost = link.host();
        fetcher->fetch(request, [&](const net::Exchange& exchange) {
            ++outcomes[exchange.ok() ? QByteArray("ok") : QByteArray(net::errorName(exchange.error))];
            if (++ended == many)
                application.quit();
        });
    }
    application.exec();
    for (auto outcome = outcomes.cbegin(); outcome != outcomes.cend(); ++outcome)
        std::printf("%s=%d\n", outcome.key().constData(), outcome.value());
    return 0;
}

} // namespace

class ScarcityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFetchOfANameEndsWellWith64Descriptors() {
        support::TestServer server;
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--fetch"_s, server.url(u"/delay/20"_s, u"localhost"_s).toString()});
        QVERIFY(child.waitForFinished(60'000));
        QCOMPARE(child.exitStatus(), QProcess::NormalExit);
        QCOMPARE(child.readAllStandardOutput(), QByteArray("ok=300\n"));
        QVERIFY(server.counters().peakOpen < 41);
    }

    void kernelNamesWhatIsMissing() {
        const QHostAddress loopback(QHostAddress::LocalHost);
        QCOMPARE(net::askKernel(loopback, 1), ErrorKind::None); // refused or not: nothing is missing here
        rlimit before{};
        getrlimit(RLIMIT_NOFILE, &before);
        const int probe = ::dup(0);
        const rlimit full{static_cast<rlim_t>(probe), before.rlim_max};
        ::close(probe);
        QCOMPARE(setrlimit(RLIMIT_NOFILE, &full), 0);
        const ErrorKind kind = net::askKernel(loopback, 1);
        setrlimit(RLIMIT_NOFILE, &before);
        QCOMPARE(kind, ErrorKind::NoDescriptors);
    }

    void noDescriptorsLeftIsAnErrorOfItsOwn() {
        support::TestServer server;
        FetchFixture fixture;
        QVERIFY(fixture.run(server.url(u"/page/1"_s)).ok());
        // Qt's threads are there: one that comes later finds no descriptor, or frees one that another then gets.
        QTRY_VERIFY(descriptorsOf("anon_inode:[eventfd]") > net::limits::managers);
        support::TestServer other(support::at(u"127.0.0.2"_s));
        rlimit before{};
        getrlimit(RLIMIT_NOFILE, &before);
        const int next = ::dup(0);
        ::close(next);
        const rlimit now{static_cast<rlim_t>(next), before.rlim_max};
        const int ended = fixture.ended;
        QCOMPARE(setrlimit(RLIMIT_NOFILE, &now), 0);
        fixture.start(other.url(u"/page/1"_s));
        [&] { QTRY_COMPARE_WITH_TIMEOUT(fixture.ended, ended + 1, 10'000); }();
        setrlimit(RLIMIT_NOFILE, &before);
        QCOMPARE(net::errorName(fixture.exchanges.last().error), "no-descriptors");
    }

    void systemLookUpFindsLoopback() {
        net::SystemResolver resolver(2);
        net::LookupResult result;
        int answers = 0;
        for (int i = 0; i < 20; ++i)
            resolver.lookup(u"localhost"_s, [&](const net::LookupResult& found) {
                QVERIFY(QThread::currentThread() == thread());
                result = found;
                ++answers;
            });
        QCOMPARE(answers, 0);
        QTRY_COMPARE(answers, 20);
        QCOMPARE(result.error, ErrorKind::None);
        QVERIFY(result.addresses.contains(QHostAddress(QHostAddress::LocalHost)));
    }

    void resolverMayGoWithQuestionsOpen() {
        const qsizetype threads = threadsNow();
        for (int i = 0; i < 20; ++i) {
            net::SystemResolver resolver(4);
            for (int n = 0; n < 20; ++n)
                resolver.lookup(u"localhost"_s, [](const net::LookupResult&) { QFAIL("the resolver is gone"); });
        }
        QTRY_COMPARE(threadsNow(), threads); // every question under way has been answered
        QCoreApplication::sendPostedEvents();
    }
};

int main(int argc, char** argv) {
    if (argc == 3 && qstrcmp(argv[1], "--fetch") == 0)
        return fetchWithFewDescriptors(argc, argv);
    QCoreApplication application(argc, argv);
    ScarcityTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_scarcity.moc"
