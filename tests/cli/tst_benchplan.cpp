#include "base/file.h"
#include "bench/delays.h"
#include "bench/loadplan.h"
#include "tests/support/commandstage.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using support::CommandStage;
using support::Finished;

// Plans of `bench`: written, read again, repeated from a result, named as what they are.
class BenchPlanTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init() { m_stage = std::make_unique<CommandStage>(); }
    void cleanup() { m_stage.reset(); }

    void severalHeadersAreSentAndCopiedAsACommand() {
        bench::LoadPlan plan;
        plan.target = m_stage->page(1);
        plan.requests = 1;
        plan.headers = {{"X-Tide", "it's ebb"}, {"X-Moon", "new"}};
        const QString shown = bench::planAsCommand(plan);
        QVERIFY(shown.startsWith("tidemark-cli "_L1));
        const QString program = support::ProgramRunner::programPath(u"tidemark-cli"_s);
        const Finished finished =
            m_stage->runner().run(u"/bin/sh"_s, {u"-c"_s, QString(u"exec '" % program % u"' " % shown.mid(13))});
        QVERIFY2(finished.exitCode == 0, finished.err.constData());
        QCOMPARE(m_stage->server().lastHeader(u"/page/1"_s, "x-tide"), QByteArray("it's ebb"));
        QCOMPARE(m_stage->server().lastHeader(u"/page/1"_s, "x-moon"), QByteArray("new"));
    }

    void aPlanCannotHideATargetBehindTheTestServer() {
        const QString plan = m_stage->path(u"plan.json"_s);
        const QByteArray json =
            R"({"target": "http://192.0.2.1/", "requests": 1, "server": {"delay": "", "body_size": 1}})";
        QVERIFY(base::writeFileAtomically(plan, json));
        const Finished finished = bench({u"--plan"_s, plan});
        QCOMPARE(finished.exitCode, 2);
        QVERIFY2(finished.err.contains("one of them"), finished.err.constData());
    }

    void aPlanIsKeptWithoutItsSecretsAndUsedAgain() {
        const QString plan = m_stage->path(u"plan.json"_s);
        const QStringList options{u"--requests"_s, u"7"_s, u"--concurrency"_s, u"3"_s, u"--json"_s, u"-"_s};
        const Finished first = bench(QStringList{m_stage->page(1), u"--save-plan"_s, plan} + options);
        QCOMPARE(first.exitCode, 0);
        const Finished again = bench({u"--plan"_s, plan, u"--json"_s, u"-"_s});
        QCOMPARE(again.exitCode, 0);
        QCOMPARE(objectOf(again.out)[u"plan"_s], objectOf(first.out)[u"plan"_s]);
        QCOMPARE(m_stage->requests("/page/1"), 14);

        QCOMPARE(bench({m_stage->page(1), u"--header"_s, u"Authorization: Bearer spring-tide"_s, u"--requests"_s,
                        u"1"_s, u"--save-plan"_s, plan})
                     .exitCode,
                 0);
        const auto kept = base::readFile(plan, 100'000);
        QVERIFY(kept && kept->contains("Authorization") && !kept->contains("spring-tide"));
        const Finished refused = bench({u"--plan"_s, plan});
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.err.contains("Authorization"), refused.err.constData());
        QCOMPARE(bench({u"--plan"_s, plan, u"--header"_s, u"authorization: Bearer neap"_s}).exitCode, 0);
        QCOMPARE(m_stage->server().lastHeader(u"/page/1"_s, "authorization"), QByteArray("Bearer neap"));
    }

    // Other links than those that were looked at could lead beyond this computer.
    void whatWasReadBeforeTheRunIsWhatIsFired() {
        const QString links = m_stage->path(u"links"_s); // is a plan by the time that the run begins
        QVERIFY(base::writeFileAtomically(links, m_stage->page(1).toUtf8() + '\n'));
        const QString body = m_stage->path(u"body"_s);
        QVERIFY(base::writeFileAtomically(body, "low water"));
        const QStringList once{u"--requests"_s, u"1"_s, u"--max-error-share"_s, u"1"_s};
        const Finished overLinks = bench(QStringList{u"--links"_s, links, u"--save-plan"_s, links} + once);
        QVERIFY2(overLinks.exitCode == 0, overLinks.err.constData());
        QCOMPARE(m_stage->requests("/page/1"), 1);
        const Finished withBody = bench(
            QStringList{m_stage->page(2), u"--method"_s, u"PUT"_s, u"--body-file"_s, body, u"--save-plan"_s, body} +
            once);
        QVERIFY2(withBody.exitCode == 0, withBody.err.constData());
        QCOMPARE(m_stage->server().lastHeader(u"/page/2"_s, "content-length"), QByteArray("9"));
    }

    void aPlanIsSavedWhenTheRunCanBegin() {
        const QString plan = m_stage->path(u"plan.json"_s);
        const QList<QStringList> wrong{{u"--stop-after-refused"_s, u"0"_s},
                                       {u"--save"_s, u" "_s},
                                       {u"--min-rpm"_s, u"-1"_s},
                                       {u"--json"_s, u"/nonexistent/x"_s}};
        for (const QStringList& options : wrong) {
            QVERIFY(bench(QStringList{m_stage->page(1), u"--save-plan"_s, plan} + options).exitCode != 0);
            QVERIFY2(!QFile::exists(plan), qPrintable(options.join(u' ')));
        }
        QCOMPARE(m_stage->requests("/page/1"), 0);
    }

    // A header that was given takes the place of the plan's.
    void aHeaderOfThePlanIsReplaced() {
        const QString plan = m_stage->path(u"plan.json"_s);
        const QStringList first{m_stage->page(1), u"--header"_s, u"X-Tide: ebb"_s, u"--requests"_s, u"1"_s,
                                u"--save-plan"_s, plan};
        QCOMPARE(bench(first).exitCode, 0);
        QCOMPARE(bench({u"--plan"_s, plan, u"--header"_s, u"x-tide: flood"_s}).exitCode, 0);
        QCOMPARE(m_stage->server().lastHeader(u"/page/1"_s, "x-tide"), QByteArray("flood"));
    }

    // What a person does who wants to see it once more.
    void aRunIsRepeatedFromItsResult() {
        const QString result = m_stage->path(u"result.json"_s);
        const Finished first =
            bench({u"--serve-delay"_s, u"5:20ms"_s, u"--serve-body-size"_s, u"321"_s, u"--serve-seed"_s, u"7"_s,
                   u"--requests"_s, u"30"_s, u"--concurrency"_s, u"3"_s, u"--json"_s, result});
        QCOMPARE(first.exitCode, 0);
        const Finished again = bench({u"--plan"_s, result, u"--json"_s, u"-"_s});
        QVERIFY2(again.exitCode == 0, again.err.constData());
        const QJsonObject json = objectOf(again.out);
        QCOMPARE(json[u"succeeded"_s].toInt(), 30);
        QCOMPARE(json[u"bytes"_s].toInt(), 30 * 321);
        QVERIFY(json[u"server"_s].isObject());
        const auto written = base::readFile(result, 1'000'000);
        QVERIFY(written);
        QJsonObject plan = objectOf(*written)[u"plan"_s].toObject();
        QJsonObject repeated = json[u"plan"_s].toObject();
        for (QJsonObject* each : {&plan, &repeated})
            each->remove(u"target"_s); // the port is another one
        QCOMPARE(repeated, plan);
        const Finished changed =
            bench({u"--plan"_s, result, u"--serve-seed"_s, u"8"_s, u"--requests"_s, u"4"_s, u"--json"_s, u"-"_s});
        QCOMPARE(changed.exitCode, 0);
        const QJsonObject changedPlan = objectOf(changed.out)[u"plan"_s].toObject();
        QCOMPARE(changedPlan[u"requests"_s].toInt(), 4);
        QCOMPARE(changedPlan[u"server"_s].toObject()[u"seed"_s].toInt(), 8);
        QCOMPARE(changedPlan[u"server"_s].toObject()[u"body_size"_s].toInt(), 321);
    }

    void aRunOfALinkIsRepeatedFromItsExport() {
        const QString library = m_stage->path(u"runs.tidemark"_s);
        const QString file = m_stage->path(u"run.json"_s);
        QCOMPARE(
            bench({m_stage->page(1), u"--requests"_s, u"5"_s, u"--save"_s, u"x"_s, u"--library"_s, library}).exitCode,
            0);
        QCOMPARE(m_stage->run({u"runs"_s, u"export"_s, u"x"_s, u"--format"_s, u"json"_s, file, u"--library"_s, library})
                     .exitCode,
                 0);
        QCOMPARE(bench({u"--plan"_s, file}).exitCode, 0);
        QCOMPARE(m_stage->requests("/page/1"), 10);
    }

    void aStepThatWasChangedIsNotCalledTheStep() {
        const QString plan = m_stage->path(u"plan.json"_s);
        const bench::LoadPlan step = bench::articleLadder().at(1).plan;
        QVERIFY(base::writeFileAtomically(plan, QJsonDocument(bench::planToJson(step)).toJson()));
        const Finished finished = bench({u"--plan"_s, plan, u"--serve-delay"_s, u"0:9ms"_s, u"--json"_s, u"-"_s});
        QCOMPARE(finished.exitCode, 0);
        QCOMPARE(objectOf(finished.out)[u"plan"_s].toObject()[u"name"_s].toString(), u"100 at once, changed"_s);
    }

    // 40 at once: no time in which all places were busy again and again.
    void aShortRunIsHeldAgainstTheBestTime() {
        const QStringList options{u"--serve-delay"_s, u"500:1500ms"_s, u"--serve-body-size"_s, u"10"_s,
                                  u"--requests"_s,    u"40"_s,         u"--concurrency"_s,     u"40"_s};
        const QString file = m_stage->path(u"result.json"_s);
        const Finished finished = bench(options + QStringList{u"--json"_s, file});
        QCOMPARE(finished.exitCode, 0);
        QVERIFY2(finished.out.contains(" % reached") && !finished.out.contains("of the ceiling"),
                 finished.out.constData());
        const auto written = base::readFile(file, 1'000'000);
        QVERIFY(written);
        const QJsonObject json = objectOf(*written);
        QVERIFY(json[u"ceiling_share"_s].isNull() && json[u"ceiling_rpm"_s].isDouble());
        const double best = json[u"best_possible_s"_s].toDouble();
        const auto drawn = bench::drawnDelays({500ms, 1'500ms, 1ms}, 1, 40);
        QCOMPARE(best, double(std::max_element(drawn.begin(), drawn.end())->count()) / 1'000);
        QCOMPARE(json[u"possible_share"_s].toDouble(), best / json[u"elapsed_s"_s].toDouble());
    }

private:
    Finished bench(const QStringList& arguments) const { return m_stage->run(QStringList{u"bench"_s} + arguments); }
    static QJsonObject objectOf(const QByteArray& text) { return QJsonDocument::fromJson(text).object(); }

    std::unique_ptr<CommandStage> m_stage;
};

QTEST_GUILESS_MAIN(BenchPlanTest)
#include "tst_benchplan.moc"
