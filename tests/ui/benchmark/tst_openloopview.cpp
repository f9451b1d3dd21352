#include "tests/ui/benchmark/benchfixture.h"
#include "ui/benchmark/chartmarks.h"
#include "ui/benchmark/resultpanel.h"
#include "ui/benchmark/runview.h"
#include "ui/charts/partchart.h"

#include <QGraphicsView>
#include <QStackedWidget>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using stage::find;

namespace {

ui::ShownRun shown(const bench::StoredRun& run) {
    return {run.result.plan.name, std::make_shared<bench::StoredRun>(run)};
}

bench::LoadTick tickOf(const bench::LoadResult& result) {
    bench::LoadTick tick;
    tick.engine.phase = bench::Phase::Running;
    tick.engine.total = result.total;
    tick.engine.breakdown = result.breakdown;
    tick.engine.first = 0s;
    tick.engine.sent = result.requests - result.notSent;
    tick.engine.due = result.requests;
    tick.share = 0.5;
    return tick;
}

} // namespace

// What the window shows of a run in an open loop, and of where the time of any run went.
class OpenLoopViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLatencyIsCalledResponseTime() {
        ui::RunView view;
        view.show();
        view.setRun(shown(stage::madeUpOpenLoop(u"open"_s, 2'000, 500)));
        const auto* p99 = find<QLabel>(view, "p99Number");
        QVERIFY2(p99->accessibleName().startsWith(u"response p99: "_s), qPrintable(p99->accessibleName()));
        QCOMPARE(find<QLabel>(view, "possibleNumber")->text(), u"80.0 %"_s);
        QCOMPARE(find<QLabel>(view, "leftNumber")->text(), u"500"_s);
        view.setRun(shown(stage::madeUpRun(u"closed"_s, 2'000)));
        QVERIFY2(p99->accessibleName().startsWith(u"p99: "_s), qPrintable(p99->accessibleName()));
    }

    void responseAndServiceTimeAreDrawnOverEachOther() {
        ui::RunView view;
        view.resize(900, 700);
        view.show();
        const auto* chart = find<QGraphicsView>(view, "latencyChart");
        view.setRun(shown(stage::madeUpOpenLoop(u"open"_s, 2'000, 500)));
        QVERIFY(chart->accessibleName().contains(u"service time"_s));
        QCOMPARE(legend(view), (QStringList{u"response time"_s, u"service time"_s}));
        view.setOthers({shown(stage::madeUpRun(u"closed"_s, 2'000)), shown(stage::madeUpRun(u"another"_s, 90))});
        QVERIFY(!chart->accessibleName().contains(u"service time"_s));
        QVERIFY(legend(view).isEmpty());
    }

    void theRateThatIsAimedAtIsALine() {
        const bench::StoredRun run = stage::madeUpOpenLoop(u"open"_s, 2'000, 500);
        const auto mark = ui::markOf({&run.result});
        QCOMPARE(mark.of, ui::ChartBoard::Mark::Of::Target);
        QCOMPARE(mark.points, (QList<QPointF>{{0, 15'000}})); // 250 a second
        bench::LoadResult other = run.result;
        other.plan.rate = 100;
        QCOMPARE(ui::markOf({&run.result, &other}).of, ui::ChartBoard::Mark::Of::Nothing);
        const bench::LoadResult closed = stage::madeUpRun(u"closed"_s, 2'000).result;
        QCOMPARE(ui::markOf({&closed}).of, ui::ChartBoard::Mark::Of::Ceiling);
        ui::RunView view;
        view.resize(900, 700);
        view.show();
        view.setRun(shown(run));
        QVERIFY(find<QLabel>(view, "rateCaption")->text().contains(u"target rate"_s));
    }

    void whatIsDueAndNotSentIsSaidWhileItRuns() {
        ui::RunView view;
        view.resize(900, 700);
        view.show();
        const bench::StoredRun run = stage::madeUpOpenLoop(u"open"_s, 2'000, 500);
        view.beginRun(u"open"_s, run.result.plan);
        view.showTick(tickOf(run.result), run.series);
        const QString status = find<QLabel>(view, "runStatus")->text();
        QVERIFY2(status.contains(u"500 due request"_s), qPrintable(status));
        QCOMPARE(find<QLabel>(view, "possibleNumber")->text(), u"80.0 %"_s);
        QVERIFY(find<QLabel>(view, "rateCaption")->text().contains(u"target rate"_s));
    }

    void whereTheTimeWentIsAChartAndATable() {
        ui::RunView view;
        view.resize(900, 700);
        view.show();
        view.setRun(shown(stage::madeUpOpenLoop(u"open"_s, 2'000, 500)));
        auto* choice = find<QComboBox>(view, "secondChartBox");
        choice->setFocus();
        QTest::keyClick(choice, Qt::Key_End);
        const auto* chart = view.findChild<ui::PartChart*>();
        QTRY_VERIFY(chart->isVisible());
        for (const QString& part : {u"Service time: p50 "_s, u"Wait in the queue: p50 "_s, u"Connecting: p50 "_s})
            QVERIFY2(chart->accessibleDescription().contains(part), qPrintable(chart->accessibleDescription()));
        const auto* table = find<QTableView>(view, "partTable")->model();
        QCOMPARE(table->rowCount(), 6);
        QTest::keyClick(choice, Qt::Key_Home);
        QTRY_VERIFY(!chart->isVisible());
    }

    void anEngineThatSeesNoPartsIsSaid() {
        ui::RunView view;
        view.resize(900, 700);
        view.show();
        view.setRun(shown(stage::madeUpRun(u"closed"_s, 2'000)));
        find<QComboBox>(view, "secondChartBox")->setCurrentIndex(3);
        QVERIFY(view.findChild<ui::PartChart*>()->accessibleDescription().contains(u"does not see"_s));
        QVERIFY(find<QTableView>(view, "partTable")->isHidden());
    }

private:
    static QStringList legend(const ui::RunView& view) {
        QStringList names;
        const auto labels = find<QWidget>(view, "latencyPair")->findChildren<QLabel*>();
        for (const QLabel* label : labels) {
            if (label->isVisible() && label->text().contains(QChar(0x25A0)))
                names << label->toolTip().remove(QRegularExpression(u"<[^>]*>"_s)).simplified();
        }
        return names;
    }
};

QTEST_MAIN(OpenLoopViewTest)
#include "tst_openloopview.moc"
