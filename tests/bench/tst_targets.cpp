#include "bench/engine.h"
#include "bench/planfiles.h"
#include "bench/preflight.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using bench::LoadPlan;
using bench::Targets;

// What a plan aims at, and what this machine allows of it.
class TargetsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    LoadPlan withFile(const QByteArray& content) {
        LoadPlan plan;
        plan.linksFile = m_folder.filePath(u"links"_s);
        QFile file(plan.linksFile);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("no file");
        return plan;
    }
    static LoadPlan at(const QString& target) {
        LoadPlan plan;
        plan.target = target;
        return plan;
    }

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void oneLinkIsTheSameForEveryNumber() {
        const auto targets = Targets::of(at(u"http://127.0.0.1:8080/page?x=1"_s), {});
        QVERIFY(targets);
        QCOMPARE(targets->link(1), QUrl(u"http://127.0.0.1:8080/page?x=1"_s));
        QCOMPARE(targets->link(100'000'000), targets->link(1));
        QCOMPARE(targets->origins().size(), 1);
    }

    void theNumberStandsWhereTheBracketsStood() {
        const auto targets = Targets::of(at(u"http://127.0.0.1/a/{}/b?n=x"_s), {});
        QVERIFY(targets);
        QCOMPARE(targets->link(1), QUrl(u"http://127.0.0.1/a/1/b?n=x"_s));
        QCOMPARE(targets->link(100'000'000), QUrl(u"http://127.0.0.1/a/100000000/b?n=x"_s));
    }

    void withoutATargetItIsTheServer() {
        const auto targets = Targets::of(LoadPlan{}, u"http://127.0.0.1:4711"_s);
        QVERIFY(targets);
        QCOMPARE(targets->link(7), QUrl(u"http://127.0.0.1:4711/"_s));
    }

    void linksOfAFileComeInTurn() {
        const auto targets =
            Targets::of(withFile("# list\nhttp://a.test/1\n\nhttp://b.test/2\nno link\nhttp://A.test/3\n"), {});
        QVERIFY(targets);
        QCOMPARE(targets->link(1), QUrl(u"http://a.test/1"_s));
        QCOMPARE(targets->link(2), QUrl(u"http://b.test/2"_s));
        QCOMPARE(targets->link(3).path(), u"/3"_s);
        QCOMPARE(targets->link(4), targets->link(1));
        QCOMPARE(targets->origins().size(), 2); // host names know no case
        QCOMPARE(targets->badLines(), 1);
    }

    void aFileWithoutLinksIsABadPlan_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no links") << QByteArray("one\ntwo\n# http://a.test/\n");
        QTest::newRow("binary") << QByteArray("\x7f"
                                              "ELF\x01\x02\x03\x00\x00\x00",
                                              10);
    }
    void aFileWithoutLinksIsABadPlan() {
        QFETCH(QByteArray, content);
        const auto targets = Targets::of(withFile(content), {});
        QVERIFY(!targets);
        QCOMPARE(targets.error().kind, QByteArray(bench::badPlan));
        QVERIFY(targets.error().message.contains(u"links"_s));
    }

    void aFileThatHoldsAPasswordIsABadPlan() {
        for (const QByteArray& link : {QByteArray("http://me:secret@a.test/2"), QByteArray("http://me@a.test/2")}) {
            const auto targets = Targets::of(withFile("http://a.test/1\n" + link + "\nhttp://a.test/3\n"), {});
            QVERIFY(!targets);
            QCOMPARE(targets.error().kind, QByteArray(bench::badPlan));
            QVERIFY2(targets.error().message.contains("Authorization"_L1), qPrintable(targets.error().message));
            QVERIFY(!targets.error().message.contains("secret"_L1));
        }
    }

    void aMissingFileAndAMissingHostAreBadPlans() {
        LoadPlan plan;
        plan.linksFile = m_folder.filePath(u"missing"_s);
        QCOMPARE(Targets::of(plan, {}).error().kind, QByteArray(bench::badPlan));
        QCOMPARE(Targets::of(at(u"nowhere"_s), {}).error().kind, QByteArray(bench::badPlan));
    }

    void aPipeAndAFolderAreNoFilesToReadFrom() {
        const QString pipe = m_folder.filePath(u"pipe"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        for (const QString& path : {pipe, m_folder.path(), u"/dev/zero"_s}) {
            LoadPlan plan;
            plan.linksFile = path;
            const auto targets = Targets::of(plan, {}); // would wait for a writer, or read for ever
            QVERIFY(!targets);
            QCOMPARE(targets.error().kind, QByteArray(bench::badPlan));
            QVERIFY2(targets.error().message.contains(path), qPrintable(targets.error().message));
            plan.bodyFile = path;
            const auto body = bench::requestBodyOf(plan);
            QVERIFY(!body);
            QVERIFY2(body.error().message.contains(path), qPrintable(body.error().message));
        }
        QCOMPARE(*bench::requestBodyOf(LoadPlan{}), QByteArray());
    }

    void anyNumberOfOriginsNeedsNoMoreThanAThousandLookUps() {
        QByteArray list;
        for (int host = 0; host < 3'000; ++host)
            list += "http://host" + QByteArray::number(host) + ".test/\n";
        const auto targets = Targets::of(withFile(list), {});
        QVERIFY(targets);
        QCOMPARE(targets->origins().size(), 1'000);
        QCOMPARE(targets->link(3'000).host(), u"host2999.test"_s);
    }

    void aLinkBeyondThisComputerIsFoundWhereverItStands() {
        QByteArray list;
        for (int port = 1; port <= 1'500; ++port) // origins of this computer, more than are looked up
            list += "http://127.0.0.1:" + QByteArray::number(port) + "/\nhttp://localhost/" + QByteArray::number(port) +
                    '\n';
        const auto here = Targets::of(withFile(list), {});
        QVERIFY(here);
        QCOMPARE(here->remoteHosts(), QStringList());
        const auto beyond = Targets::of(withFile(list + "http://192.0.2.1/\nhttp://192.0.2.1:81/\n"), {});
        QVERIFY(beyond);
        QCOMPARE(beyond->remoteHosts(), QStringList{u"192.0.2.1"_s});
    }

    void aLinkOverTlsIsFoundWhereverItStands() {
        QByteArray list;
        for (int port = 1; port <= 1'500; ++port)
            list += "http://127.0.0.1:" + QByteArray::number(port) + "/\n";
        QVERIFY(!Targets::of(withFile(list), {})->overTls());
        QVERIFY(Targets::of(withFile(list + "https://127.0.0.1/\n"), {})->overTls());
    }

    void aFileOfTlsLinksHoldsThePlanBelowWhatTlsAllows() {
        LoadPlan plan = at({});
        plan.concurrency = 500;
        bench::Preflight preflight{.cap = 500, .idle = 100, .notes = {}};
        bench::holdOverTls(plan, preflight);
        QCOMPARE(preflight.cap, 96);
        QCOMPARE(preflight.idle, 100 - 32); // the threads' own
        preflight = {.cap = 50, .idle = 0, .notes = {}};
        bench::holdOverTls(plan, preflight);
        QCOMPARE(preflight.cap, 50 - 32);
        preflight = {.cap = 1, .idle = 0, .notes = {}};
        bench::holdOverTls(plan, preflight);
        QCOMPARE(preflight.cap, 1);
    }

    void moreServersThanConnectionsAreSpokenOf() {
        LoadPlan plan = at({});
        bench::Preflight preflight{.cap = 10, .idle = 600, .notes = {}};
        bench::noteOrigins(plan, 100, preflight);
        QVERIFY(preflight.notes.isEmpty());
        bench::noteOrigins(plan, 101, preflight);
        QCOMPARE(preflight.notes.size(), 1);
        QVERIFY2(preflight.notes.first().contains(u"100"_s), qPrintable(preflight.notes.first()));
        preflight = {.cap = 10, .idle = 0, .notes = {}};
        bench::noteOrigins(plan, 1, preflight); // to one server all stay open
        QVERIFY(preflight.notes.isEmpty());
    }

    void whereThereIsEnoughNothingIsSaid() {
        LoadPlan plan = at(u"http://127.0.0.1/"_s);
        plan.concurrency = 10;
        const bench::Preflight preflight = bench::preflight(plan);
        QCOMPARE(preflight.cap, 10);
        QVERIFY2(preflight.notes.isEmpty(), qPrintable(preflight.notes.join(u'\n')));
    }

    void oneAtATimeNeedsOneConnection() {
        LoadPlan plan = at(u"http://127.0.0.1/"_s);
        plan.engine = bench::EngineKind::Sequential;
        QCOMPARE(bench::preflight(plan).cap, 1);
    }

    void overHttpsAtMost96AreInFlight() {
        LoadPlan plan = at(u"HTTPS://127.0.0.1/"_s);
        plan.concurrency = 96;
        QVERIFY(bench::preflight(plan).notes.isEmpty());
        plan.concurrency = 97;
        const bench::Preflight preflight = bench::preflight(plan);
        QCOMPARE(preflight.cap, 96);
        QVERIFY(preflight.notes.join(u' ').contains(u"96"_s));
    }

    void withoutKeepAlivePortsAreSpokenOf() {
        LoadPlan plan = at(u"http://127.0.0.1/"_s);
        plan.keepAlive = false;
        QCOMPARE(bench::preflight(plan).notes.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TargetsTest)
#include "tst_targets.moc"
