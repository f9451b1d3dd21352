#include "tests/ui/benchmark/benchfixture.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHeaderView>
#include <QMenu>
#include <QRegularExpression>
#include <QTabWidget>
#include <QTimer>

#include <future>

using namespace Qt::StringLiterals;
using models::RunListModel;
using stage::BenchStage;
using stage::madeUpRun;

// Runs that are kept: looked at, laid over each other, renamed, pinned, deleted, exported.
class BenchmarkHistoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        stage::setLanguage(u"en"_s);
    }

    void withoutRunsItSaysWhatComesHere() {
        BenchStage bench;
        QTRY_VERIFY(bench.find<QWidget>("historyPane")->findChild<QWidget*>(u"emptyNote"_s)->isVisible());
        const auto* rename = bench.find<QAbstractButton>("renameRunButton");
        QVERIFY(!rename->isEnabled());
        QVERIFY2(rename->toolTip().contains(u"Choose a run"_s), qPrintable(rename->toolTip()));
    }

    void aRunIsOpenedByEnter() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"quick"_s, 500), madeUpRun(u"slow"_s, 300, 20, 80)});
        select(bench, u"slow"_s);
        bench.key(Qt::Key_Return);
        QTRY_COMPARE(bench.text("completedNumber"), u"320"_s);
        QVERIFY(bench.text("runStatus").contains(u"slow\u2069 · "_s));
        QVERIFY(bench.text("errorsNumber").startsWith(u"20 · "_s));
        select(bench, u"quick"_s);
        bench.press("openRunButton");
        QTRY_COMPARE(bench.text("completedNumber"), u"500"_s);
    }

    // A search of the library stops all that waits to be read there, whoever asked for it.
    void aSearchThatIsLeftTakesNoRunsAway() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"before"_s, 500)});
        library::Library& library = bench.stage.library();
        std::promise<void> gate;
        library.read(
            library::ReadLane::Lists, &bench.runs(),
            [open = gate.get_future().share()](library::Stores&) {
                open.wait();
                return base::Result<int>(0);
            },
            [](const base::Result<int>&) {});
        bench.keep(madeUpRun(u"after"_s, 900));
        const auto* look = bench.find<QTimer>("lookForRunsTimer");
        QTRY_VERIFY(look->isActive());
        QTRY_VERIFY(!look->isActive()); // what it reads waits behind the gate
        library.interrupt(library::ReadLane::Lists);
        gate.set_value();
        QTRY_COMPARE(bench.runs().model()->rowCount(), 2);
    }

    // As the command line hands one over to the window that has the library open.
    void aRunThatCameFromElsewhereShowsByItself() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"mine"_s, 500), madeUpRun(u"old"_s, 300)});
        select(bench, u"mine"_s);
        bench.key(Qt::Key_Space);
        bench.keep(madeUpRun(u"handed over"_s, 900));
        QTRY_COMPARE(bench.runs().model()->rowCount(), 3);
        QCOMPARE(bench.runs().currentIndex().siblingAtColumn(RunListModel::Name).data().toString(), u"mine"_s);
        QCOMPARE(bench.runs().currentIndex().siblingAtColumn(RunListModel::Name).data(Qt::CheckStateRole).toInt(),
                 int(Qt::Checked));
        const library::RunId last = bench.kept().first().id;
        QVERIFY(bench.stage.write([last](library::Stores& stores) { return stores.runs.rename(last, u"renamed"_s); }));
        QTRY_COMPARE(bench.cell(0, RunListModel::Name), u"renamed"_s);
        QVERIFY(bench.stage.write(
            [last](library::Stores& stores) { return stores.runs.remove({last}, QDateTime::currentDateTimeUtc()); }));
        QTRY_COMPARE(bench.runs().model()->rowCount(), 2);
    }

    void whileNobodySeesTheRunsTheyAreNotReadAgain() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"one"_s, 500)});
        bench.window->showPlace(u"archive"_s);
        const auto* timer = bench.screen().findChild<QTimer*>(u"lookForRunsTimer"_s);
        QVERIFY(timer);
        QSignalSpy changed(&bench.stage.library(), &library::Library::changed);
        bench.keep(madeUpRun(u"handed over"_s, 900));
        QTRY_VERIFY(!changed.isEmpty());
        QVERIFY(!timer->isActive());
        QCOMPARE(bench.runs().model()->rowCount(), 1);
        bench.window->showPlace(u"benchmark"_s);
        QTRY_COMPARE(bench.runs().model()->rowCount(), 2);
    }

    void afterARefusedStartTheRunShownBeforeKeepsItsName() {
        BenchStage bench(u"/nowhere/tidemark-cli"_s);
        bench.openWith({madeUpRun(u"before"_s, 500)});
        select(bench, u"before"_s);
        bench.key(Qt::Key_Return);
        QTRY_VERIFY(bench.text("runStatus").contains(u"before\u2069 · "_s));
        bench.plan(10, 5);
        bench.press("startRunButton");
        QTRY_VERIFY2(bench.said().contains(u"could not start"_s), qPrintable(bench.said()));
        QVERIFY(bench.text("runStatus").contains(u"before\u2069 · "_s));
        const library::RunId run = bench.kept().first().id;
        QVERIFY(bench.stage.write([run](library::Stores& stores) { return stores.runs.rename(run, u"renamed"_s); }));
        QTRY_VERIFY2(bench.text("runStatus").contains(u"renamed\u2069 · "_s), qPrintable(bench.text("runStatus")));
    }

    void twoRunsAreLaidOverEachOther() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"before"_s, 600), madeUpRun(u"after"_s, 900, 0, 10)});
        auto* comparison = bench.find<QTableView>("comparisonTable");
        QCOMPARE(comparison->model()->columnCount(), 1);
        select(bench, u"before"_s);
        bench.key(Qt::Key_Space);
        select(bench, u"after"_s);
        const QModelIndex name = bench.runs().currentIndex().siblingAtColumn(RunListModel::Name);
        QCOMPARE(name.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        bench.key(Qt::Key_Space);
        QCOMPARE(name.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QTRY_COMPARE(comparison->model()->columnCount(), 5);
        QCOMPARE(comparison->model()->index(0, 0).data().toString(), u"Plan: Requests"_s);
        const QModelIndex rate = comparison->model()->index(1, 0);
        QCOMPARE(rate.data().toString(), u"Requests/min"_s);
        QCOMPARE(rate.siblingAtColumn(1).data().toString(), u"3,600"_s);
        QCOMPARE(rate.siblingAtColumn(4).data().toString(), u"+50.0 %"_s);
        QVERIFY(bench.find<QWidget>("chartLegend")->isVisible());
        bench.find<QTabWidget>("runTabs")->setCurrentIndex(2);
        comparison->setFocus();
        bench.key(Qt::Key_C, Qt::ControlModifier);
        QVERIFY2(QGuiApplication::clipboard()->text().startsWith(u"Value\tbefore\tafter\t"_s),
                 qPrintable(QGuiApplication::clipboard()->text()));
        bench.find<QTabWidget>("runTabs")->setCurrentIndex(0);
        bench.key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(comparison->model()->columnCount(), 1);
        QVERIFY(!bench.find<QWidget>("chartLegend")->isVisible());
    }

    void aNewRunLiesUnderThoseThatAreTicked() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"before"_s, 600)});
        select(bench, u"before"_s);
        bench.key(Qt::Key_Space);
        QTRY_COMPARE(bench.text("completedNumber"), u"600"_s);
        bench.plan(40, 20);
        bench.type("planNameField", u"after"_s);
        bench.press("startRunButton");
        QTRY_VERIFY(bench.session().running());
        QVERIFY(bench.ended());
        QCOMPARE(bench.text("completedNumber"), u"40"_s);
        const QAbstractItemModel& comparison = *bench.find<QTableView>("comparisonTable")->model();
        QTRY_COMPARE(comparison.columnCount(), 5);
        QCOMPARE(comparison.headerData(1, Qt::Horizontal).toString(), u"after"_s);
        QCOMPARE(comparison.headerData(2, Qt::Horizontal).toString(), u"before"_s);
        QVERIFY(bench.find<QWidget>("chartLegend")->isVisible());
    }

    void aBoxIsTickedWithTheMouse() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"one"_s, 100)});
        const QRect cell = bench.runs().visualRect(bench.runs().model()->index(0, RunListModel::Name));
        QTest::mouseClick(bench.runs().viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 14, cell.center().y()));
        QCOMPARE(bench.runs().model()->index(0, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    }

    void aRunGetsAnotherName() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"old"_s, 100)});
        select(bench, u"old"_s);
        bench.key(Qt::Key_F2);
        auto* editor = bench.runs().viewport()->findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, u"a better name"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(bench.cell(0, RunListModel::Name), u"a better name"_s);
        QCOMPARE(bench.kept().first().name, u"a better name"_s);
    }

    void pinnedRunsStandFirst() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"a"_s, 100), madeUpRun(u"b"_s, 100)});
        QCOMPARE(bench.cell(0, RunListModel::Name), u"b"_s); // the newer one
        select(bench, u"a"_s);
        bench.key(Qt::Key_P);
        QTRY_VERIFY(bench.cell(0, RunListModel::Name).endsWith(u"a"_s));
        QVERIFY(bench.kept().first().pinned);
        bench.key(Qt::Key_P);
        QTRY_COMPARE(bench.cell(0, RunListModel::Name), u"b"_s);
    }

    void deletedRunsComeBack() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"a"_s, 100), madeUpRun(u"b"_s, 100), madeUpRun(u"c"_s, 100)});
        select(bench, u"b"_s);
        QTest::keyClick(&bench.runs(), Qt::Key_A, Qt::ControlModifier);
        bench.key(Qt::Key_Delete);
        QTRY_COMPARE(bench.runs().model()->rowCount(), 0);
        QVERIFY2(bench.said().contains(u"3 runs deleted"_s), qPrintable(bench.said()));
        QVERIFY(bench.kept().isEmpty());
        bench.key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(bench.runs().model()->rowCount(), 3);
        select(bench, u"c"_s);
        bench.press("removeRunButton");
        QTRY_COMPARE(bench.runs().model()->rowCount(), 2);
        bench.press("benchUndoButton");
        QTRY_COMPARE(bench.runs().model()->rowCount(), 3);
    }

    void wordsFindRuns() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"monday"_s, 100), madeUpRun(u"tuesday"_s, 100)});
        bench.key(Qt::Key_F, Qt::ControlModifier);
        auto* filter = bench.find<QLineEdit>("runFilterEdit");
        QVERIFY(filter->hasFocus());
        QTest::keyClicks(filter, u"mon"_s);
        QCOMPARE(bench.runs().model()->rowCount(), 1);
        QTest::keyClicks(filter, u"key"_s);
        QVERIFY(!bench.runs().isVisible());
        filter->clear();
        QCOMPARE(bench.runs().model()->rowCount(), 2);
        QVERIFY(bench.runs().isVisible());
    }

    void aHeaderSorts() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"much"_s, 900), madeUpRun(u"little"_s, 100), madeUpRun(u"some"_s, 500)});
        QHeaderView* header = bench.runs().horizontalHeader();
        const auto click = [&] {
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                              {header->sectionViewportPosition(RunListModel::PerMinute) + 20, 8});
        };
        click();
        QCOMPARE(bench.cell(0, RunListModel::Name), u"little"_s);
        click();
        QCOMPARE(bench.cell(0, RunListModel::Name), u"much"_s);
    }

    void aRunIsExported_data() {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("json") << u"jsonExportAction"_s << u"json"_s << QByteArray("{");
        QTest::newRow("csv") << u"csvExportAction"_s << u"csv"_s << QByteArray("run,target,");
        QTest::newRow("hgrm") << u"hgrmExportAction"_s << u"hgrm"_s << QByteArray("       Value");
        QTest::newRow("report") << u"reportExportAction"_s << u"html"_s << QByteArray("<!DOCTYPE html>");
    }
    void aRunIsExported() {
        QFETCH(QString, action);
        QFETCH(QString, suffix);
        QFETCH(QByteArray, begins);
        BenchStage bench;
        bench.openWith({madeUpRun(u"a/b: one"_s, 500)});
        select(bench, u"a/b: one"_s);
        bench.key(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto* menu = bench.find<QMenu>("exportRunMenu");
        QTRY_VERIFY(menu->isVisible());
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->findChild<QAction*>(action)).center());
        auto* dialog = bench.find<QFileDialog>("exportRunDialog");
        QTRY_VERIFY(dialog->isVisible());
        QVERIFY2(dialog->selectedFiles().value(0).endsWith(u"/a-b-one."_s + suffix),
                 qPrintable(dialog->selectedFiles().join(u' ')));
        const QString file = bench.stage.path(u"run."_s + suffix);
        auto* name = dialog->findChild<QLineEdit*>(u"fileNameEdit"_s);
        name->setText(file);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY2(bench.said().contains(u"Written to"_s), qPrintable(bench.said()));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray bytes = written.readAll();
        QVERIFY2(bytes.startsWith(begins), bytes.left(80).constData());
    }

    void aFileThatCannotBeWrittenIsSaid() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"one"_s, 50)});
        select(bench, u"one"_s);
        bench.press("exportRunButton");
        auto* menu = bench.find<QMenu>("exportRunMenu");
        QTest::keyClick(menu, Qt::Key_Return); // the first is chosen already
        auto* dialog = bench.find<QFileDialog>("exportRunDialog");
        Q_EMIT dialog->fileSelected(bench.stage.path(u"no/such/folder/run.html"_s));
        QTRY_VERIFY2(bench.said().contains(u"run.html"_s), qPrintable(bench.said()));
        QCOMPARE(bench.find<ui::Banner>("benchSaidBanner")->tone(), ui::Banner::Tone::Warning);
    }

    void thePlanOfARunIsUsedAgain() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"again"_s, 777)});
        select(bench, u"again"_s);
        bench.key(Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY2(bench.text("planSummary").contains(u"777 requests, 20 in flight"_s),
                     qPrintable(bench.text("planSummary")));
        QCOMPARE(bench.find<QComboBox>("targetKindBox")->currentIndex(), 0); // the server of its own, not where it was
        bench.key(Qt::Key_C, Qt::ControlModifier);
        QTRY_VERIFY(QGuiApplication::clipboard()->text().startsWith(u"777 requests"_s));
    }

    void itsMenuOffersTheSame() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"one"_s, 50)});
        select(bench, u"one"_s);
        QContextMenuEvent event(QContextMenuEvent::Mouse, {5, 5}, bench.runs().viewport()->mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(bench.runs().viewport(), &event);
        auto* menu = bench.find<QMenu>("runMenu");
        QTRY_VERIFY(menu->isVisible());
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(bench.find<QAction>("pinRunAction")).center());
        QTRY_VERIFY(!bench.kept().isEmpty() && bench.kept().first().pinned);
    }

    void aRunThatCannotBeReadIsSaid() {
        BenchStage bench;
        auto broken = bench::toStore(madeUpRun(u"broken"_s, 50).result, {});
        broken.result = "no result";
        const auto added = bench.stage.write([&](library::Stores& stores) { return stores.runs.add(broken); });
        QVERIFY(added);
        bench.reopen();
        QTRY_COMPARE(bench.runs().model()->rowCount(), 1);
        select(bench, u"broken"_s);
        bench.key(Qt::Key_Space);
        QTRY_COMPARE(bench.runs().model()->index(0, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        QVERIFY(!bench.said().isEmpty());
    }

private:
    static void select(BenchStage& bench, const QString& name) {
        QAbstractItemModel& model = *bench.runs().model();
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row, RunListModel::When);
            if (model.index(row, RunListModel::Name).data(Qt::EditRole).toString() != name)
                continue;
            QTest::mouseClick(bench.runs().viewport(), Qt::LeftButton, {}, bench.runs().visualRect(index).center());
            QCOMPARE(bench.runs().currentIndex().row(), row);
            return;
        }
        QFAIL("there is no such run");
    }
};

QTEST_MAIN(BenchmarkHistoryTest)
#include "tst_benchmarkhistory.moc"
