#include "models/format.h"
#include "tests/ui/benchmark/benchfixture.h"
#include "ui/charts/chartstyle.h"

#include <QAction>
#include <QFileDialog>
#include <QHeaderView>
#include <QMenu>
#include <QRegularExpression>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QToolButton>

using namespace Qt::StringLiterals;
using models::RunListModel;
using stage::BenchStage;
using stage::madeUpRun;

// What a person meets while using the place: runs that are compared, messages, fields that are wrong.
class BenchmarkUseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        stage::setLanguage(u"en"_s);
    }

    void aRunThatGoesOnIsDrawnAlone() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"before"_s, 5'000), madeUpRun(u"after"_s, 9'000)});
        tick(bench, 0);
        tick(bench, 1);
        QTRY_VERIFY(bench.find<QWidget>("chartLegend")->isVisible());
        bench.begin();
        QVERIFY(!bench.find<QWidget>("chartLegend")->isVisible());
        QCOMPARE(ticked(bench), 2);
        bench.press("stopRunButton");
        QVERIFY(bench.ended());
        QTRY_VERIFY(bench.find<QWidget>("chartLegend")->isVisible());
        QCOMPARE(legend(bench).size(), 3);
    }

    void aRunKeepsItsColour() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"one"_s, 500), madeUpRun(u"two"_s, 600), madeUpRun(u"three"_s, 700)});
        for (const int row : {0, 1, 2})
            tick(bench, row);
        QTRY_COMPARE(legend(bench).size(), 3);
        const QHash<QString, QColor> before = legend(bench);
        tick(bench, 0); // "three" goes
        QTRY_COMPARE(legend(bench).size(), 2);
        const QHash<QString, QColor> after = legend(bench);
        for (const QString& name : {u"one"_s, u"two"_s})
            QCOMPARE(after.value(name), before.value(name));
        tick(bench, 0);
        QTRY_COMPARE(legend(bench), before);
    }

    void theColourOfARunIsSeenOnAChosenRow() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"kill me"_s, 500)});
        tick(bench, 0);
        bench.runs().selectRow(0);
        const QColor colour = ui::lineColour(bench.runs().palette(), 1);
        const QRect cell = bench.runs().visualRect(bench.runs().model()->index(0, RunListModel::Name));
        const QImage drawn = bench.runs().viewport()->grab(cell).toImage();
        int found = 0;
        for (int y = 0; y < drawn.height(); ++y) {
            for (int x = 0; x < drawn.width(); ++x)
                found += drawn.pixelColor(x, y) == colour;
        }
        QVERIFY2(found >= 60, qPrintable(QString::number(found)));
    }

    void aMessageMovesNothing() {
        BenchStage bench;
        auto* numbers = bench.find<QWidget>("numbersPanel");
        auto* plans = bench.find<QWidget>("planList");
        const QPoint before = numbers->mapTo(bench.window.get(), QPoint());
        const QRect list = plans->geometry();
        bench.press("copyCommandButton");
        QTRY_VERIFY(!bench.said().isEmpty());
        const auto* said = bench.find<QWidget>("benchSaidBanner");
        QCOMPARE(numbers->mapTo(bench.window.get(), QPoint()), before);
        QCOMPARE(plans->geometry(), list);
        QVERIFY(said->height() >= said->minimumSizeHint().height());
        QVERIFY(!said->geometry().intersects(QRect(numbers->mapTo(&bench.screen(), QPoint()), numbers->size())));
        QVERIFY(bench.screen().rect().contains(said->geometry()));
    }

    void whatIsLookedAtMostIsInSight() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"one"_s, 500)});
        const QHeaderView& header = *bench.runs().horizontalHeader();
        for (const int column :
             {RunListModel::PerMinute, RunListModel::P50, RunListModel::Errors, RunListModel::VerdictColumn})
            QVERIFY2(header.sectionViewportPosition(column) + header.sectionSize(column) <= header.viewport()->width(),
                     qPrintable(bench.runs().model()->headerData(column, Qt::Horizontal).toString()));
    }

    void toolsThatNeedARunSayIt() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"one"_s, 500)});
        bench.runs().selectionModel()->clear();
        auto* show = bench.find<QToolButton>("openRunButton");
        auto* untick = bench.find<QToolButton>("untickRunsButton");
        QVERIFY(!show->isEnabled());
        QVERIFY2(show->toolTip().contains(u"Choose a run"_s), qPrintable(show->toolTip()));
        QVERIFY2(untick->toolTip().contains(u"No run is ticked"_s), qPrintable(untick->toolTip()));
        tick(bench, 0);
        QVERIFY(show->isEnabled());
        QCOMPARE(show->toolTip(), u"Show (Ctrl+O)"_s);
        QVERIFY(untick->isEnabled());
    }

    void agesGrow() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"one"_s, 500)});
        auto* timer = bench.find<QTimer>("runAgeTimer");
        QVERIFY(timer->isActive() && timer->interval() <= 60'000);
        const QSignalSpy changed(bench.runs().model(), &QAbstractItemModel::dataChanged);
        timer->setInterval(1);
        QTRY_VERIFY(changed.size() > 0);
        QCOMPARE(changed.first().first().toModelIndex().column(), int(RunListModel::When));
    }

    void aRunThatWasStoppedIsMarked() {
        BenchStage bench;
        bench::StoredRun stopped = madeUpRun(u"one"_s, 500);
        stopped.result.stopped = true;
        bench.openWith({stopped});
        QCOMPARE(bench.cell(0, RunListModel::Name), u"one (stopped)"_s);
    }

    void aDashSaysWhyItIsThere() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"one"_s, 500)});
        bench.runs().setFocus();
        bench.runs().selectRow(0);
        bench.key(Qt::Key_Return);
        QTRY_COMPARE(bench.text("completedNumber"), u"500"_s);
        const auto* number = bench.find<QLabel>("p99Number");
        QCOMPARE(number->text(), u"–"_s);
        QVERIFY2(number->toolTip().contains(u"1,000"_s) && number->toolTip().contains(u"500"_s),
                 qPrintable(number->toolTip()));
        QVERIFY(bench.find<QLabel>("p50Number")->accessibleDescription().isEmpty());
    }

    void namesAndFiguresKeepTheirDirection() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"100 one at a time"_s, 500)});
        for (const int column : {RunListModel::Name, RunListModel::Target, RunListModel::P50}) {
            const QModelIndex index = bench.runs().model()->index(0, column);
            const auto* delegate = qobject_cast<QStyledItemDelegate*>(bench.runs().itemDelegateForIndex(index));
            QCOMPARE(delegate->displayText(index.data(), {}), models::isolated(index.data().toString()));
        }
        auto* plans = bench.find<QListWidget>("planList");
        const QVariant step = plans->item(1)->text();
        QVERIFY(
            qobject_cast<QStyledItemDelegate*>(plans->itemDelegate())->displayText(step, {}).startsWith(QChar(0x2068)));
    }

    void severalRunsGoIntoOneFile_data() {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<bool>("fits");
        QTest::newRow("csv") << u"csvExportAction"_s << u"csv"_s << true;
        QTest::newRow("report") << u"reportExportAction"_s << u"html"_s << true;
        QTest::newRow("json") << u"jsonExportAction"_s << u"json"_s << false;
        QTest::newRow("hgrm") << u"hgrmExportAction"_s << u"hgrm"_s << false;
    }
    void severalRunsGoIntoOneFile() {
        QFETCH(QString, action);
        QFETCH(QString, suffix);
        QFETCH(bool, fits);
        BenchStage bench;
        bench.openWith({madeUpRun(u"first run"_s, 500), madeUpRun(u"second run"_s, 600)});
        tick(bench, 0);
        tick(bench, 1);
        QCOMPARE(ticked(bench), 2);
        bench.key(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto* menu = bench.find<QMenu>("exportRunMenu");
        QTRY_VERIFY(menu->isVisible());
        auto* chosen = menu->findChild<QAction*>(action);
        QCOMPARE(chosen->isEnabled(), fits);
        if (!fits) {
            QVERIFY2(chosen->text().contains(u"one run alone"_s), qPrintable(chosen->text()));
            QTest::keyClick(menu, Qt::Key_Escape);
            return;
        }
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(chosen).center());
        auto* dialog = bench.find<QFileDialog>("exportRunDialog");
        QTRY_VERIFY(dialog->isVisible());
        const QString path = bench.stage.path(u"runs."_s + suffix);
        auto* name = dialog->findChild<QLineEdit*>(u"fileNameEdit"_s);
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY2(bench.said().contains(u"Written to"_s), qPrintable(bench.said()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.contains("first run") && bytes.contains("second run"));
        QCOMPARE(bytes.count(suffix == u"csv"_s ? "run,target," : "<!DOCTYPE html>"), 1);
    }

private:
    static void tick(BenchStage& bench, int row) {
        bench.runs().setFocus();
        bench.runs().selectRow(row);
        bench.key(Qt::Key_Space);
    }

    static int ticked(BenchStage& bench) {
        int count = 0;
        for (int row = 0; row < bench.runs().model()->rowCount(); ++row)
            count += bench.runs().model()->index(row, 0).data(Qt::CheckStateRole).toInt() == Qt::Checked;
        return count;
    }

    // Names of the lines that are drawn, and their colours.
    static QHash<QString, QColor> legend(BenchStage& bench) {
        QHash<QString, QColor> lines;
        const auto labels = bench.find<QWidget>("chartLegend")->findChildren<QLabel*>();
        for (const QLabel* label : labels)
            lines.insert(label->text().mid(2).remove(QChar(0x2068)).remove(QChar(0x2069)),
                         label->palette().color(QPalette::WindowText));
        return lines;
    }
};

QTEST_MAIN(BenchmarkUseTest)
#include "tst_benchmarkuse.moc"
