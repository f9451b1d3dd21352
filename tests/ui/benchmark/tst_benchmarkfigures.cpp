#include "tests/ui/benchmark/benchfixture.h"
#include "ui/benchmark/chartboard.h"
#include "ui/benchmark/heatmap.h"
#include "ui/benchmark/numberspanel.h"
#include "ui/benchmark/runview.h"

#include <QComboBox>
#include <QGraphicsTextItem>
#include <QGraphicsView>
#include <QRegularExpression>
#include <QTabWidget>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// What charts and figures say of a run, true to the run.
class BenchmarkFiguresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        stage::setLanguage(u"en"_s);
    }

    // The result leaves it out too.
    void aWarmUpIsNoPartOfTheTimeThatIsShown() {
        ui::NumbersPanel numbers;
        const auto elapsed = [&numbers] { return stage::find<QLabel>(numbers, "elapsedNumber")->text(); };
        bench::LoadTick tick;
        tick.elapsed = 5s;
        tick.engine.total.elapsed = 5s;
        numbers.showTick(tick);
        QCOMPARE(elapsed(), u"0.00 s"_s);
        tick.engine.phase = bench::Phase::Running;
        tick.engine.first = 6s;
        tick.elapsed = 10s;
        tick.engine.total.elapsed = 4s;
        numbers.showTick(tick);
        QCOMPARE(elapsed(), u"4.00 s"_s);
        tick.engine.phase = bench::Phase::Ended;
        tick.engine.last = 14s;
        tick.elapsed = 16s;
        tick.engine.total.elapsed = 8'200ms;
        numbers.showTick(tick);
        QCOMPARE(elapsed(), u"8.00 s"_s);
        bench::LoadResult result;
        result.elapsed = *tick.engine.last - *tick.engine.first;
        numbers.showResult(result);
        QCOMPARE(elapsed(), u"8.00 s"_s);
    }

    void theMiddleOfAnAxisIsTrue() {
        ui::ChartBoard board;
        bench::Series series;
        measure::Tick tick;
        for (int second = 0; second <= 4; ++second) {
            tick.elapsed = std::chrono::seconds(second);
            tick.bytes = second * 4'000;
            tick.inFlight = 4;
            tick.inFlightSeconds = 4.0 * second;
            series.add(tick);
        }
        board.draw({{u"a"_s, &series, &tick.latency, 0}}, {});
        board.resize(900, 600);
        board.show();
        auto* choice = stage::find<QComboBox>(board, "secondChartBox");
        choice->setCurrentIndex(2);
        QTRY_VERIFY2(words(board).contains(u"2.5 kB/s"_s), qPrintable(words(board).join(u'|')));
        choice->setCurrentIndex(0);
        QTRY_VERIFY2(words(board).contains(u"2.5"_s), qPrintable(words(board).join(u'|')));
    }

    void theHeatMapTellsTimesThatAreTrue() {
        bench::Series series;
        measure::Tick tick;
        for (int quarter = 0; quarter <= 4 * 270; ++quarter) {
            tick.elapsed = quarter * 250ms;
            tick.succeeded = static_cast<quint64>(quarter);
            if (quarter > 0)
                tick.latency.record(20'000);
            series.add(tick);
        }
        ui::HeatMap map;
        map.resize(400, 200);
        QVERIFY(map.marks().isEmpty());
        map.draw(series);
        const auto marks = map.marks();
        QCOMPARE(marks.size(), 3);
        const double end = series.points().back().elapsedS;
        for (int at = 0; at < 3; ++at) {
            QCOMPARE(marks.at(at).second, u"%1 min"_s.arg(2 * at));
            QVERIFY2(std::abs(marks.at(at).first - at * 120 / end) < 0.01, qPrintable(marks.at(at).second));
        }
        QStringList said;
        for (int y = 0; y < map.height(); ++y)
            said << map.wordsAt({map.width() - 26, y});
        QVERIFY2(!said.filter(QRegularExpression(u"^after 4 min [23][0-9]\\.[0-9] s: "_s)).isEmpty(),
                 qPrintable(said.join(u'\n')));
    }

    void aCeilingIsDrawnWhereItIsThatOfAllLines() {
        ui::RunView view;
        view.resize(900, 700);
        view.show();
        const auto caption = [&view] { return stage::find<QLabel>(view, "rateCaption")->text(); };
        const auto shown = [](const QString& name, double delayS, int colour) {
            auto run = std::make_shared<bench::StoredRun>(stage::madeUpRun(name, 100));
            run->result.meanDelayS = delayS;
            return ui::ShownRun{name, run, colour};
        };
        view.setRun(shown(u"a"_s, 0.5, 0));
        QCOMPARE(caption(), u"Succeeded per minute; dashed: the mean ceiling"_s);
        view.setOthers({shown(u"b"_s, 0.5, 1), shown(u"c"_s, 0.5, 2)});
        QCOMPARE(caption(), u"Succeeded per minute; dashed: the mean ceiling"_s);
        view.setOthers({shown(u"b"_s, 0.5, 1), shown(u"d"_s, 1.0, 2)});
        QCOMPARE(caption(), u"Succeeded per minute"_s);
        view.setOthers({shown(u"d"_s, 1.0, 1)});
        QCOMPARE(caption(), u"Succeeded per minute; dashed: the mean ceiling"_s);
    }

    void anotherNameIsSaidEverywhere() {
        ui::RunView view;
        view.show();
        const auto run = std::make_shared<bench::StoredRun>(stage::madeUpRun(u"old"_s, 100));
        view.setOthers({{u"other"_s, run, 1}});
        view.setRun({u"old"_s, run});
        view.rename(u"new"_s);
        const auto* comparison = stage::find<QTableView>(view, "comparisonTable")->model();
        QCOMPARE(comparison->headerData(1, Qt::Horizontal).toString(), u"new"_s);
        QCOMPARE(stage::find<QWidget>(view, "chartLegend")->accessibleName(), u"new, other"_s);
        QVERIFY(stage::find<QLabel>(view, "runStatus")->text().contains(u"new\u2069 · "_s));
    }

    void chartsThatNobodySeesAreDrawnLater() {
        ui::RunView view;
        view.resize(900, 700);
        view.show();
        auto* tabs = stage::find<QTabWidget>(view, "runTabs");
        const auto* map = view.findChild<ui::HeatMap*>();
        QVERIFY(map);
        view.beginRun(u"a"_s, {});
        tabs->setCurrentIndex(1);
        const bench::StoredRun run = stage::madeUpRun(u"a"_s, 100);
        bench::LoadTick tick;
        tick.engine.total = run.result.total;
        tick.engine.first = 0s;
        view.showTick(tick, run.series);
        QVERIFY(stage::find<QLabel>(view, "completedNumber")->text() == u"100"_s);
        QVERIFY(map->marks().isEmpty());
        tabs->setCurrentIndex(0);
        QVERIFY(!map->marks().isEmpty());
    }

private:
    static QStringList words(const ui::ChartBoard& board) {
        QStringList all;
        const auto items = stage::find<QGraphicsView>(board, "secondChart")->scene()->items();
        for (const QGraphicsItem* item : items) {
            if (const auto* text = qgraphicsitem_cast<const QGraphicsTextItem*>(item))
                all << text->toPlainText();
        }
        return all;
    }
};

QTEST_MAIN(BenchmarkFiguresTest)
#include "tst_benchmarkfigures.moc"
