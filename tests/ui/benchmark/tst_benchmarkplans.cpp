#include "bench/limits.h"
#include "bench/loadexport.h"
#include "tests/ui/benchmark/benchfixture.h"
#include "ui/benchmark/planfields.h"
#include "ui/benchmark/planform.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QPlainTextEdit>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using bench::LoadPlan;
using stage::BenchStage;

// Plans: filled in, checked, kept under a name, taken back, copied as a command.
class BenchmarkPlansTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        stage::setLanguage(u"en"_s);
    }

    void everyPartOfAPlanSurvivesTheForm_data() {
        QTest::addColumn<LoadPlan>("plan");
        for (const bench::LadderStep& step : bench::articleLadder())
            QTest::newRow(qPrintable(step.plan.name)) << step.plan;
        LoadPlan link;
        link.name = u"a link"_s;
        link.target = u"https://127.0.0.1:8443/{}?a=b"_s;
        link.method = "PUT";
        link.headers = {{"X-One", "1"}, {"X-Empty", ""}};
        link.bodyFile = u"/tmp/body"_s;
        link.requests = 0;
        link.duration = 90'500ms;
        link.warmUp = 250ms;
        link.concurrency = bench::mostConcurrency;
        link.connectTimeout = 1ms;
        link.timeout = 600s;
        link.keepAlive = false;
        link.followRedirects = true;
        QTest::newRow("link") << link;
        LoadPlan file;
        file.linksFile = u"/tmp/links.txt"_s;
        file.requests = bench::mostRequests;
        QTest::newRow("file") << file;
        LoadPlan server;
        server.server = bench::ServerPlan{.delay = {}, .bodySize = 0, .seed = bench::mostSeed};
        QTest::newRow("server") << server;
        LoadPlan ramp;
        ramp.target = u"https://127.0.0.1/"_s;
        ramp.engine = bench::EngineKind::Direct;
        ramp.requests = 0;
        ramp.rate = 0.5;
        ramp.stages = {{500, 30s}, {0, 1500ms}};
        ramp.localAddresses = {u"127.0.0.2"_s, u"127.0.0.3"_s};
        ramp.firstByteTimeout = 20ms;
        ramp.threads = 3;
        ramp.insecure = true;
        QTest::newRow("ramp") << ramp;
    }
    void everyPartOfAPlanSurvivesTheForm() {
        QFETCH(LoadPlan, plan);
        ui::PlanForm form;
        QSignalSpy changed(&form, &ui::PlanForm::changed);
        form.setPlan(plan);
        QCOMPARE(changed.size(), 1);
        QVERIFY2(form.plan() == plan, bench::planAsCommand(form.plan()).toUtf8().constData());
        QVERIFY2(form.problem().isEmpty(), qPrintable(form.problem()));
    }

    // A plan with one could be kept and never be opened again.
    void aSeedThatCannotBeKeptIsAProblem() {
        LoadPlan plan;
        plan.server = bench::ServerPlan{.delay = {}, .seed = bench::mostSeed + 1};
        ui::PlanForm form;
        form.setPlan(plan);
        QVERIFY2(form.problem().contains(u"seed"_s), qPrintable(form.problem()));
    }

    void aSeedBelowNoughtIsToldItsLimit() {
        LoadPlan plan;
        plan.server = bench::ServerPlan();
        ui::PlanForm form;
        form.setPlan(plan);
        form.findChild<QLineEdit*>(u"serverSeedField"_s)->setText(u"-4"_s);
        QCOMPARE(form.problem(), u"The seed has to be a whole number, 0 or more."_s);
    }

    void aBodyWithHeadIsMarkedWhereItStands() {
        ui::PlanForm form;
        LoadPlan plan;
        plan.target = u"http://127.0.0.1/"_s;
        plan.method = "HEAD";
        form.setPlan(plan);
        QVERIFY2(form.problem().isEmpty(), qPrintable(form.problem()));
        plan.bodyFile = u"/proc/version"_s;
        form.setPlan(plan);
        QVERIFY2(form.problem().contains(u"HEAD request has no body"_s), qPrintable(form.problem()));
        const QWidget* marked = form.markWrong();
        QVERIFY(marked);
        QCOMPARE(marked->objectName(), u"bodyFileField"_s);
    }

    void aSecretThatWasNotKeptIsAskedFor() {
        LoadPlan plan;
        plan.target = u"http://127.0.0.1/"_s;
        plan.headers = {{"Authorization", QByteArray()}};
        ui::PlanForm form;
        form.setPlan(plan);
        QVERIFY2(form.problem().contains(u"Authorization"_s), qPrintable(form.problem()));
        form.findChild<QPlainTextEdit*>(u"headersField"_s)->setPlainText(u"Authorization: Bearer x"_s);
        QVERIFY2(form.problem().isEmpty(), qPrintable(form.problem()));
    }

    // Or history and reports would call it what it is not.
    void aStepThatWasChangedHasAnotherName() {
        BenchStage bench;
        auto* list = bench.find<QListWidget>("planList");
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(bench.text<QLineEdit>("planNameField"), u"100 at once"_s);
        bench.unfold();
        bench.type("requestsBox", u"20"_s);
        QCOMPARE(bench.text<QLineEdit>("planNameField"), u"100 at once, changed"_s);
        bench.type("serverDelayField", u"0:20ms"_s);
        QCOMPARE(bench.text<QLineEdit>("planNameField"), u"100 at once, changed"_s); // and not ", changed, changed"
        bench.press("startRunButton");
        QTRY_VERIFY(bench.session().running());
        QVERIFY(bench.ended());
        QVERIFY2(bench.text("runStatus").contains(u"100 at once, changed\u2069 · "_s),
                 qPrintable(bench.text("runStatus")));
        QTRY_COMPARE(bench.runs().model()->rowCount(), 1);
        QCOMPARE(bench.cell(0, models::RunListModel::Name), u"100 at once, changed"_s);
        const auto kept = bench::fromStore(
            bench.stage.write([id = bench.kept().first().id](library::Stores& stores) { return stores.runs.run(id); })
                .valueOr({}));
        QVERIFY(kept);
        QCOMPARE(kept->result.plan.name, u"100 at once, changed"_s);
        QVERIFY(bench::reportAsHtml(kept->result, kept->series).contains("<h1>100 at once, changed</h1>"));

        bench.type("requestsBox", u"100"_s);
        bench.type("serverDelayField", u"0:3"_s);
        QCOMPARE(bench.text<QLineEdit>("planNameField"), u"100 at once"_s); // it is the step again
    }

    void aNameThatIsTypedIsLeftAlone() {
        BenchStage bench;
        bench.unfold();
        bench.type("planNameField", u"my own"_s);
        bench.type("requestsBox", u"20"_s);
        QCOMPARE(bench.text<QLineEdit>("planNameField"), u"my own"_s);
        bench.type("planNameField", u"1,000 waves"_s); // on its way past the name of a step
        QCOMPARE(bench.text<QLineEdit>("planNameField"), u"1,000 waves"_s);
        bench.type("planNameField", u"1,000"_s);
        bench.find<QWidget>("requestsBox")->setFocus();
        QCOMPARE(bench.text<QLineEdit>("planNameField"), u"1,000, changed"_s);
    }

    void whatIsWrongIsSaidWhereItIsTyped() {
        BenchStage bench;
        bench.unfold();
        auto* problem = bench.find<QLabel>("planProblem");
        QVERIFY(!problem->isVisible());
        bench.choose("targetKindBox", 1);
        bench.type("targetField", u"no link"_s);
        QTRY_VERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(u"no link"_s), qPrintable(problem->text()));
        QVERIFY(!bench.find<QLabel>("planSummary")->isVisible());
        bench.press("startRunButton");
        QVERIFY2(bench.said().contains(u"no link"_s), qPrintable(bench.said()));
        QVERIFY(!bench.session().running());
        bench.type("targetField", u"http://127.0.0.1:9/{}/{}"_s);
        QTRY_VERIFY2(problem->text().contains(u"more than one"_s), qPrintable(problem->text()));
        bench.type("targetField", u"http://127.0.0.1:9/{}"_s);
        QTRY_VERIFY(!problem->isVisible());
        bench.type("headersField", u"nonsense"_s);
        QTRY_VERIFY2(problem->text().contains(u"nonsense"_s), qPrintable(problem->text()));
    }

    void neitherNumberNorTimeIsNoPlan() {
        BenchStage bench;
        bench.unfold();
        bench.type("requestsBox", u"0"_s);
        QTRY_VERIFY(bench.find<QLabel>("planProblem")->isVisible());
        bench.type("durationBox", u"2"_s);
        QTRY_VERIFY(!bench.find<QLabel>("planProblem")->isVisible());
        QTRY_VERIFY2(bench.text("planSummary").contains(u"as many requests as fit"_s),
                     qPrintable(bench.text("planSummary")));
    }

    void oneAtATimeIsOneInFlight() {
        BenchStage bench;
        bench.plan(100, 20);
        QVERIFY(bench.find<QWidget>("concurrencyBox")->isEnabled());
        bench.choose("engineBox", 0);
        QVERIFY(!bench.find<QWidget>("concurrencyBox")->isEnabled());
        QTRY_VERIFY2(bench.text("planSummary").contains(u"100 requests, 1 in flight"_s),
                     qPrintable(bench.text("planSummary")));
        QVERIFY(!bench.text("engineNote").isEmpty());
    }

    void whoseConnectionsCloseIsSaid() {
        BenchStage bench;
        bench.unfold();
        auto* box = bench.find<QCheckBox>("keepAliveBox");
        QVERIFY(box->isChecked());
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Space);
        QVERIFY(!box->isChecked());
        bench.key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"--no-keep-alive"_s));
    }

    void aPlanIsCopiedAsACommand() {
        BenchStage bench;
        bench.plan(1'234, 20);
        bench.press("copyCommandButton");
        const QString command = QGuiApplication::clipboard()->text();
        QVERIFY2(command.startsWith(u"tidemark-cli bench "_s) && command.contains(u"--requests 1234"_s) &&
                     command.contains(u"--concurrency 20"_s),
                 qPrintable(command));
        QVERIFY(!bench.said().isEmpty());
    }

    void aPlanIsKeptChosenRemovedAndBroughtBack() {
        BenchStage bench;
        auto* list = bench.find<QListWidget>("planList");
        const int steps = list->count();
        bench.plan(321, 3);
        bench.type("planNameField", {});
        bench.key(Qt::Key_S, Qt::ControlModifier);
        QVERIFY2(bench.said().contains(u"name"_s), qPrintable(bench.said()));
        QVERIFY(bench.find<QWidget>("planNameField")->hasFocus());
        bench.type("planNameField", u"my own"_s);
        bench.press("keepPlanButton");
        QTRY_COMPARE(list->count(), steps + 2); // with a heading
        QVERIFY(bench.said().contains(u"my own"_s));

        bench.reopen();
        list = bench.find<QListWidget>("planList");
        QTRY_COMPARE(list->count(), steps + 2);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(2)).center());
        list->scrollToBottom();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(steps + 1)).center());
        QTRY_VERIFY2(bench.text("planSummary").contains(u"321 requests, 3 in flight"_s),
                     qPrintable(bench.text("planSummary")));
        bench.press("removePlanButton");
        QTRY_COMPARE(list->count(), steps);
        bench.key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(list->count(), steps + 2);
    }

    void aPlanThatIsReplacedIsSaidAndComesBack() {
        BenchStage bench;
        auto* list = bench.find<QListWidget>("planList");
        auto* undo = bench.find<QAbstractButton>("benchUndoButton");
        bench.plan(321, 3);
        bench.type("planNameField", u"my own"_s);
        bench.press("keepPlanButton");
        QTRY_VERIFY(bench.said().contains(u"kept as “my own”."_s));
        QVERIFY(!undo->isVisible());
        QTRY_COMPARE(list->item(list->count() - 1)->text(), u"my own"_s);

        bench.type("requestsBox", u"654"_s);
        bench.press("keepPlanButton");
        QTRY_VERIFY2(bench.said().contains(u"in place of"_s), qPrintable(bench.said()));
        QVERIFY(undo->isVisible());
        QCOMPARE(keptRequests(bench), 654);
        QTest::mouseClick(undo, Qt::LeftButton);
        QTRY_VERIFY2(bench.said().contains(u"is back"_s), qPrintable(bench.said()));
        QVERIFY(!undo->isVisible());
        QCOMPARE(keptRequests(bench), 321);
    }

    void undoStandsOnlyBesideWhatItTakesBack() {
        BenchStage bench;
        bench.keep(stage::madeUpRun(u"one"_s, 10));
        bench.reopen();
        QTRY_COMPARE(bench.runs().model()->rowCount(), 1);
        bench.runs().setFocus();
        bench.runs().selectRow(0);
        bench.key(Qt::Key_Delete);
        auto* undo = bench.find<QAbstractButton>("benchUndoButton");
        QTRY_VERIFY(undo->isVisible());
        bench.press("copyCommandButton");
        QVERIFY(!bench.said().isEmpty());
        QVERIFY(!undo->isVisible()); // it would bring back the run
        bench.key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(bench.runs().model()->rowCount(), 1);
    }

    void theStepsOfTheArticleStay() {
        BenchStage bench;
        bench.press("removePlanButton");
        QVERIFY2(bench.said().contains(u"stay"_s), qPrintable(bench.said()));
    }

    void aPlanThatCannotBeReadSaysWhy() {
        BenchStage bench;
        const auto put = bench.stage.write([](library::Stores& stores) {
            return stores.plans.keep({u"broken"_s, "{\"requests\": \"many\"}"});
        });
        QVERIFY(put);
        bench.reopen();
        auto* list = bench.find<QListWidget>("planList");
        QTRY_COMPARE(list->item(list->count() - 1)->text(), u"broken"_s);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_End);
        QTRY_VERIFY(!bench.said().isEmpty());
    }

    void whatTheMachineLacksIsSaidBeforeTheStart() {
        BenchStage bench;
        bench.unfold();
        bench.choose("engineBox", 1);
        bench.choose("targetKindBox", 1);
        bench.type("targetField", u"https://127.0.0.1:1/"_s);
        bench.type("concurrencyBox", u"5000"_s);
        auto* notes = bench.find<QLabel>("planNotes");
        QTRY_VERIFY2(notes->isVisible() && notes->text().contains(u"5,000"_s), qPrintable(notes->text()));
    }

    void secondsHaveNoZerosAtTheirEnd() {
        ui::SecondsBox box("x");
        box.setMilliseconds(15'000);
        QCOMPARE(box.text(), u"15 s"_s);
        box.setMilliseconds(250);
        QCOMPARE(box.text(), u"0.25 s"_s);
        QCOMPARE(box.milliseconds(), 250);
        box.setMilliseconds(999'999'999); // more than any limit: kept, and refused with words
        QCOMPARE(box.milliseconds(), 999'999'999);
    }

private:
    // Of the one plan that is kept.
    static qint64 keptRequests(BenchStage& bench) {
        const auto plans = bench.stage.write([](library::Stores& stores) { return stores.plans.list(); });
        if (!plans || plans->size() != 1)
            return -1;
        const auto plan = bench::fromStore(plans->first());
        return plan ? plan->requests : -1;
    }
};

QTEST_MAIN(BenchmarkPlansTest)
#include "tst_benchmarkplans.moc"
