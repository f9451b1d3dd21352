#include "enginefixture.h"

#include "base/descriptors.h"
#include "bench/preflight.h"
#include "tests/support/testserver.h"

#include <QFile>
#include <QProcess>

#include <cstdio>
#include <optional>
#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace {

// The other process: fires and prints what came of it. "capped" asks the preflight how many may be in flight, "rash"
// does not.
int fire(const QString& how, const QString& target, int requests, int concurrency, bool keepAlive,
         const QStringList& localAddresses = {}) {
    bench::LoadPlan plan = planFor(target, requests, concurrency);
    plan.localAddresses = localAddresses;
    plan.keepAlive = keepAlive;
    const bench::Preflight preflight = bench::preflight(plan);
    const int cap = how == "capped"_L1 ? preflight.cap : concurrency;
    EngineFixture fixture(plan, cap);
    const bench::EngineTick tick = fixture.run(100'000);
    std::printf("succeeded=%llu cap=%d notes=%d\n", static_cast<unsigned long long>(tick.total.succeeded), cap,
                static_cast<int>(preflight.notes.size()));
    for (const auto& [kind, count] : tick.total.errors)
        std::printf("error %s=%llu\n", kind.c_str(), static_cast<unsigned long long>(count));
    for (const auto& [kind, count] : tick.waits)
        std::printf("wait %s=%llu\n", kind.c_str(), static_cast<unsigned long long>(count));
    return 0;
}

int fireWith256Descriptors(const QStringList& arguments) {
    const rlimit few{256, 256};
    setrlimit(RLIMIT_NOFILE, &few);
    return fire(arguments.at(2), arguments.at(3), 3'000, 1'000, true);
}

int fireWith200Ports(bool fromAnyAddress) {
    QFile range(u"/proc/sys/net/ipv4/ip_local_port_range"_s);
    if (!range.open(QIODevice::WriteOnly) || range.write("40000 40199") < 0 || !range.flush()) {
        std::fputs("no ports of our own\n", stderr);
        return 1;
    }
    base::raiseDescriptorLimit();
    bench::server::Options options;
    options.port = 30'000;
    options.content.body = std::string(100, 'x');
    options.content.delay = bench::server::Delay{.minimum = {}, .maximum = std::chrono::milliseconds(20)};
    options.keepLog = false;
    support::TestServer server(options);
    const bool keepsToOne = testedEngine == bench::EngineKind::Direct && !fromAnyAddress;
    const QStringList from = keepsToOne ? QStringList{u"127.0.0.1"_s} : QStringList();
    const int result = fire(u"rash"_s, server.link(u"/"_s), 3'000, 1'000, fromAnyAddress, from);
    std::printf("open=%d\n", static_cast<int>(server.counters().peakOpen));
    return result;
}

// In a network without a single address: `::1` is one that no socket can be connected to.
int fireWithoutAddresses() {
    return fire(u"rash"_s, u"http://[::1]:9/"_s, 200, 50, true);
}

// A line "NAME=NUMBER" of what was printed; -1 where there is none.
int numberOf(const QByteArray& printed, const QByteArray& name) {
    const qsizetype at = printed.indexOf(QByteArray(name + '='));
    if (at < 0)
        return -1;
    const qsizetype from = at + name.size() + 1;
    qsizetype to = from;
    while (to < printed.size() && printed.at(to) >= '0' && printed.at(to) <= '9')
        ++to;
    return printed.mid(from, to - from).toInt();
}

} // namespace

class EngineScarcityTest : public QObject {
    Q_OBJECT

    static QString engine() { return bench::engineName(testedEngine); }

    // Nothing where it did not end well; why is on standard error.
    static std::optional<QByteArray> run(const QString& program, const QStringList& arguments) {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(program, arguments);
        if (!child.waitForFinished(110'000) || child.exitStatus() != QProcess::NormalExit || child.exitCode() != 0)
            return std::nullopt;
        return child.readAllStandardOutput();
    }

private Q_SLOTS:
    void initTestCase_data() { addEngines(); }
    void init() { takeEngine(); }

    void everyRequestSucceedsWith256Descriptors() {
        support::TestServer server;
        const auto ended = run(QCoreApplication::applicationFilePath(),
                               {engine(), u"--few-descriptors"_s, u"capped"_s, server.link(u"/delay/10"_s)});
        QVERIFY(ended);
        const QByteArray& printed = *ended;
        QCOMPARE(numberOf(printed, "succeeded"), 3'000);
        QVERIFY2(!printed.contains("wait"), printed.constData()); // the queue was held below the limit from the start
        QVERIFY(numberOf(printed, "cap") > 150);
        QVERIFY(numberOf(printed, "notes") > 0); // and said so
        QVERIFY(server.counters().peakOpen < 256);
    }

    void missingDescriptorsAreWaitedOut() {
        support::TestServer server;
        const auto ended = run(QCoreApplication::applicationFilePath(),
                               {engine(), u"--few-descriptors"_s, u"rash"_s, server.link(u"/delay/10"_s)});
        QVERIFY(ended);
        const QByteArray& printed = *ended;
        QVERIFY2(numberOf(printed, "succeeded") == 3'000, printed.constData());
        QVERIFY2(numberOf(printed, "wait no-descriptors") > 0, printed.constData());
    }

    void missingLocalPortsAreWaitedOut() {
        if (!run(u"unshare"_s, {u"-Urn"_s, u"true"_s}))
            QSKIP("no network namespace of our own");
        const auto ended =
            run(u"unshare"_s, {u"-Urn"_s, u"sh"_s, u"-c"_s, u"ip link set lo up && exec \"$0\" \"$1\" --few-ports"_s,
                               QCoreApplication::applicationFilePath(), engine()});
        QVERIFY(ended);
        const QByteArray& printed = *ended;
        QVERIFY2(numberOf(printed, "succeeded") == 3'000, printed.constData());
        QVERIFY2(numberOf(printed, "wait no-local-port") > 0, printed.constData());
        QVERIFY2(numberOf(printed, "notes") > 0, printed.constData());
    }

    // 200 ports of each of 127.0.0.1, 127.0.0.2 …
    void theDirectEngineHasMorePortsOfItsOwnThanOneAddressHas() {
        if (testedEngine != bench::EngineKind::Direct)
            QSKIP("Qt has one address");
        if (!run(u"unshare"_s, {u"-Urn"_s, u"true"_s}))
            QSKIP("no network namespace of our own");
        const auto ended =
            run(u"unshare"_s, {u"-Urn"_s, u"sh"_s, u"-c"_s,
                               u"ip link set lo up && exec \"$0\" \"$1\" --few-ports-of-many-addresses"_s,
                               QCoreApplication::applicationFilePath(), engine()});
        QVERIFY(ended);
        const QByteArray& printed = *ended;
        QVERIFY2(numberOf(printed, "succeeded") == 3'000, printed.constData());
        QVERIFY2(!printed.contains("wait"), printed.constData());
        QVERIFY2(numberOf(printed, "notes") == 0, printed.constData()); // no port is said to be missing
        QVERIFY2(numberOf(printed, "open") > 200, printed.constData());
    }

    void anAddressThisComputerCannotUseIsNotWaitedFor() {
        if (!run(u"unshare"_s, {u"-Urn"_s, u"true"_s}))
            QSKIP("no network namespace of our own");
        const auto ended =
            run(u"unshare"_s, {u"-Urn"_s, QCoreApplication::applicationFilePath(), engine(), u"--no-addresses"_s});
        QVERIFY(ended);
        const QByteArray& printed = *ended;
        QVERIFY2(numberOf(printed, "succeeded") == 0, printed.constData());
        QVERIFY2(numberOf(printed, "error unreachable") == 200, printed.constData());
        QVERIFY2(!printed.contains("wait"), printed.constData());
    }
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    QStringList arguments = QCoreApplication::arguments();
    if (const auto engine = bench::engineFromName(arguments.value(1))) {
        testedEngine = *engine;
        arguments.removeAt(1);
    }
    if (arguments.value(1) == "--few-descriptors"_L1)
        return fireWith256Descriptors(arguments);
    if (arguments.value(1) == "--few-ports"_L1)
        return fireWith200Ports(false);
    if (arguments.value(1) == "--few-ports-of-many-addresses"_L1)
        return fireWith200Ports(true);
    if (arguments.value(1) == "--no-addresses"_L1)
        return fireWithoutAddresses();
    EngineScarcityTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_enginescarcity.moc"
