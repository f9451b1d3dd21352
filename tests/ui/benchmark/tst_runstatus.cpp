#include "bench/loadrun.h"
#include "ui/benchmark/resultpanel.h"
#include "ui/benchmark/runview.h"

#include <QApplication>
#include <QLabel>
#include <QTest>

using namespace Qt::StringLiterals;
using ui::LoadSession;

// What is said of a run while it goes on, and where its words begin.
class RunStatusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QApplication::setLayoutDirection(Qt::LeftToRight); }

    void whileItStopsNothingElseIsSaid_data() {
        QTest::addColumn<bench::Phase>("phase");
        QTest::newRow("warming up") << bench::Phase::WarmingUp;
        QTest::newRow("running") << bench::Phase::Running;
        QTest::newRow("draining") << bench::Phase::Draining;
    }
    void whileItStopsNothingElseIsSaid() {
        QFETCH(bench::Phase, phase);
        ui::RunView view;
        view.show();
        view.beginRun(u"a run"_s, {});
        view.setState(LoadSession::State::Running);
        bench::LoadTick tick;
        tick.engine.phase = phase;
        tick.share = 0.5;
        const auto* status = view.findChild<QLabel*>(u"runStatus"_s);
        view.showTick(tick, {});
        QVERIFY(!status->text().contains(u"Stopping"_s));
        const QString before = status->text();
        view.setState(LoadSession::State::Stopping);
        const QString stopping = status->text();
        QVERIFY2(stopping.contains(u"Stopping"_s), qPrintable(stopping));
        view.showTick(tick, {});
        QCOMPARE(status->text(), stopping);
        view.setState(LoadSession::State::Idle);
        view.beginRun(u"the next"_s, {});
        view.setState(LoadSession::State::Running);
        view.showTick(tick, {});
        QCOMPARE(status->text(), before);
    }

    void warningsBeginWhereLinesBegin_data() {
        QTest::addColumn<Qt::LayoutDirection>("direction");
        QTest::addColumn<Qt::Alignment>("edge");
        QTest::newRow("from the left") << Qt::LeftToRight << Qt::Alignment(Qt::AlignLeft);
        QTest::newRow("from the right") << Qt::RightToLeft << Qt::Alignment(Qt::AlignRight);
    }
    void warningsBeginWhereLinesBegin() {
        QFETCH(Qt::LayoutDirection, direction);
        QFETCH(Qt::Alignment, edge);
        QApplication::setLayoutDirection(direction);
        const ui::ResultPanel panel;
        const auto* warnings = panel.findChild<QLabel*>(u"resultWarnings"_s);
        // Absolute: or English words in such a window would choose their own edge.
        QCOMPARE(warnings->alignment() & Qt::AlignHorizontal_Mask, edge | Qt::AlignAbsolute);
    }
};

QTEST_MAIN(RunStatusTest)
#include "tst_runstatus.moc"
