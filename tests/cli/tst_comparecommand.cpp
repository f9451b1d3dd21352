#include "base/file.h"
#include "bench/loadplan.h"
#include "tests/support/commandstage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using support::CommandStage;
using support::Finished;

// `compare` as a program, against the real test server.
class CompareCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init() { m_stage = std::make_unique<CommandStage>(); }
    void cleanup() { m_stage.reset(); }

    void aSlowerServerIsCalledSlower() {
        const QString quick = saved(u"quick.json"_s, withServer(u"1:3ms"_s));
        const QString slow = saved(u"slow.json"_s, withServer(u"40:45ms"_s));
        const QString file = m_stage->path(u"found.json"_s);
        const Finished finished = m_stage->run({u"compare"_s, quick, slow, u"--repeats"_s, u"5"_s, u"--json"_s, file});
        QVERIFY2(finished.exitCode == 0, finished.err.constData());
        const QRegularExpression row(u"requests/min .* % .* … .* … .* slower\n"_s);
        QVERIFY2(row.match(QString::fromUtf8(finished.out)).hasMatch(), finished.out.constData());
        QVERIFY2(finished.out.contains("differ in server") && finished.out.contains("nsch 1989"),
                 finished.out.constData());
        const auto written = base::readFile(file, 1'000'000);
        QVERIFY(written);
        const QJsonObject json = objectOf(*written);
        const QJsonObject pace = json[u"figures"_s].toObject()[u"requests_per_minute"_s].toObject();
        QCOMPARE(pace[u"finding"_s].toString(), u"slower"_s);
        QVERIFY(pace[u"interval_95"_s].toArray().at(1).toDouble() < 0);
        QVERIFY(pace[u"a_again_interval_95"_s].isArray());
        QVERIFY(pace[u"a"_s].toDouble() > pace[u"b"_s].toDouble());
        QCOMPARE(json[u"rounds"_s].toInt(), 5);
        QCOMPARE(json[u"runs"_s].toArray().size(), 15);
        QCOMPARE(json[u"runs"_s].toArray().at(4).toObject()[u"side"_s].toString(), u"b"_s);
    }

    // 30 answers are too few for a p95.
    void aPlanComparedWithItselfIsNoDifferent() {
        m_stage->server().respond(u"/a"_s, 200, "a");
        const QString plan = saved(u"plan.json"_s, aimedAt(m_stage->link("/a")));
        const Finished finished = m_stage->run({u"compare"_s, plan, plan, u"--repeats"_s, u"5"_s, u"--json"_s, u"-"_s});
        QVERIFY2(finished.exitCode == 0, finished.err.constData());
        QVERIFY2(finished.err.contains("15 runs"), finished.err.constData());
        QVERIFY2(finished.err.contains("p95 200"), finished.err.constData());
        QCOMPARE(m_stage->requests("/a"), 450);
        const QJsonObject figures = objectOf(finished.out)[u"figures"_s].toObject();
        QCOMPARE(figures[u"error_share"_s].toObject()[u"finding"_s].toString(), u"no difference shown"_s);
        QCOMPARE(figures[u"p95_ms"_s].toObject()[u"finding"_s].toString(), u"not enough to say"_s);
        QVERIFY(figures[u"p95_ms"_s].toObject()[u"interval_95"_s].isNull());
    }

    void plansThatCannotBeComparedAreNamed_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("not there") << QByteArray() << QByteArray("b.json");
        QTest::newRow("no JSON") << QByteArray("ebb") << QByteArray("neither a load plan nor");
        QTest::newRow("secret")
            << QByteArray(
                   "{\"target\": \"http://127.0.0.1:9/\", \"requests\": 1, \"headers\": [[\"Authorization\", null]]}")
            << QByteArray("Authorization");
        QTest::newRow("elsewhere") << QByteArray("{\"target\": \"http://192.0.2.1/\", \"requests\": 1}")
                                   << QByteArray("--remote");
        QTest::newRow("links") << QByteArray("{\"links_file\": \"/nonexistent/links\", \"requests\": 1}")
                               << QByteArray("nonexistent");
    }
    void plansThatCannotBeComparedAreNamed() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, says);
        m_stage->server().respond(u"/a"_s, 200, "a");
        const QString a = saved(u"a.json"_s, aimedAt(m_stage->link("/a")));
        const QString b = m_stage->path(u"b.json"_s);
        if (!text.isEmpty())
            QVERIFY(base::writeFileAtomically(b, text));
        const Finished finished = m_stage->run({u"compare"_s, a, b});
        QCOMPARE(finished.exitCode, says == "nonexistent" ? 1 : 2); // as bench has it
        QVERIFY2(finished.err.contains(says) && finished.err.contains("b.json"), finished.err.constData());
        QCOMPARE(m_stage->requests("/a"), 0);
    }

    void aSecretIsGivenAgain() {
        m_stage->server().respond(u"/a"_s, 200, "a");
        bench::LoadPlan plan = aimedAt(m_stage->link("/a"));
        plan.headers = {{"Authorization", "Bearer spring"}};
        const QString path = saved(u"plan.json"_s, plan);
        const Finished finished = m_stage->run(
            {u"compare"_s, path, path, u"--repeats"_s, u"5"_s, u"--header"_s, u"Authorization: Bearer neap"_s});
        QVERIFY2(finished.exitCode == 0, finished.err.constData());
        QCOMPARE(m_stage->server().lastHeader(u"/a"_s, "authorization"), QByteArray("Bearer neap"));
        QVERIFY(!finished.out.contains("neap"));
    }

    void fewerThanFiveRoundsAreRefused() {
        const QString plan = saved(u"plan.json"_s, aimedAt(m_stage->link("/a")));
        QCOMPARE(m_stage->run({u"compare"_s, plan, plan, u"--repeats"_s, u"4"_s}).exitCode, 2);
        QCOMPARE(m_stage->run({u"compare"_s, plan}).exitCode, 2);
    }

    void aServerThatAnswersNothingEndsIt() {
        m_stage->server().respond(u"/gone"_s, 404, "gone");
        const QString plan = saved(u"plan.json"_s, aimedAt(m_stage->link("/gone")));
        const Finished finished = m_stage->run({u"compare"_s, plan, plan});
        QCOMPARE(finished.exitCode, 1);
        QVERIFY2(finished.err.contains("Plan A: No request of the run succeeded"), finished.err.constData());
        QCOMPARE(m_stage->requests("/gone"), 30);
    }

    void anInterruptTellsWhatWasShownSoFar() {
        m_stage->server().respond(u"/a"_s, 200, "a");
        const QString plan = saved(u"plan.json"_s, aimedAt(m_stage->link("/a")));
        const auto process = m_stage->start({u"compare"_s, plan, plan, u"--repeats"_s, u"100"_s});
        QTRY_VERIFY_WITH_TIMEOUT(m_stage->requests("/a") > 150, 30'000);
        QVERIFY(support::ProgramRunner::signal(*process, SIGINT));
        const Finished finished = CommandStage::finishedOf(*process);
        QCOMPARE(finished.exitCode, 130);
        QVERIFY2(finished.err.contains("of 100 rounds are complete"), finished.err.constData());
        QVERIFY2(finished.out.contains("requests/min"), finished.out.constData());
    }

private:
    static bench::LoadPlan aimedAt(const QString& target) {
        bench::LoadPlan plan;
        plan.target = target;
        plan.requests = 30;
        plan.concurrency = 2;
        return plan;
    }
    static bench::LoadPlan withServer(const QString& delay) {
        bench::LoadPlan plan;
        plan.server = bench::ServerPlan{.delay = delay, .bodySize = 100, .seed = 3};
        plan.requests = 60;
        plan.concurrency = 5;
        return plan;
    }
    QString saved(const QString& name, const bench::LoadPlan& plan) const {
        const QString path = m_stage->path(name);
        return base::writeFileAtomically(path, QJsonDocument(bench::planToJson(plan)).toJson()) ? path : QString();
    }
    static QJsonObject objectOf(const QByteArray& text) { return QJsonDocument::fromJson(text).object(); }

    std::unique_ptr<CommandStage> m_stage;
};

QTEST_GUILESS_MAIN(CompareCommandTest)
#include "tst_comparecommand.moc"
