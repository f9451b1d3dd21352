#include "tests/ui/benchmark/benchfixture.h"

#include <QAction>
#include <QFileDialog>
#include <QMenu>

using namespace Qt::StringLiterals;
using models::RunListModel;
using stage::BenchStage;
using stage::madeUpRun;

// Which of the runs that are kept is acted on.
class BenchmarkChoiceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        stage::setLanguage(u"en"_s);
    }

    // Reached by Tab a row has the frame of the focus alone, and so has the one that takes the place of a deleted one.
    void aRowThatIsFramedAloneIsActedOn() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"a"_s, 100), madeUpRun(u"b"_s, 100), madeUpRun(u"c"_s, 100)});
        frame(bench, 0);
        QVERIFY(!bench.runs().selectionModel()->hasSelection());
        bench.key(Qt::Key_Space);
        QCOMPARE(bench.runs().model()->index(0, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        bench.key(Qt::Key_P);
        QTRY_VERIFY(bench.kept().first().pinned);
        bench.key(Qt::Key_Delete);
        QTRY_COMPARE(bench.runs().model()->rowCount(), 2);
        QVERIFY(bench.runs().currentIndex().isValid());
        bench.key(Qt::Key_Delete);
        QTRY_COMPARE(bench.runs().model()->rowCount(), 1);
        QCOMPARE(bench.kept().size(), 1);
    }

    void ofTwoThatWereChosenTheOneLeftIsExported() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"a"_s, 100), madeUpRun(u"b"_s, 100)});
        click(bench, u"b"_s);
        click(bench, u"a"_s, Qt::ControlModifier);
        click(bench, u"a"_s, Qt::ControlModifier); // framed still, no longer chosen
        QCOMPARE(bench.runs().selectionModel()->selectedRows().size(), 1);
        bench.press("exportRunButton");
        QTest::keyClick(bench.find<QMenu>("exportRunMenu"), Qt::Key_Return);
        auto* dialog = bench.find<QFileDialog>("exportRunDialog");
        QTRY_VERIFY(dialog->isVisible());
        QVERIFY2(dialog->selectedFiles().value(0).contains(u"/b."_s), qPrintable(dialog->selectedFiles().value(0)));
    }

    void whatPinsSaysWhatItWillDo() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"a"_s, 100), madeUpRun(u"b"_s, 100)});
        const auto* action = bench.find<QAction>("pinRunAction");
        const auto* button = bench.find<QAbstractButton>("pinRunButton");
        const auto says = [&](const QString& word) {
            return action->text().remove(u'&') == word && button->text().remove(u'&') == word &&
                   button->accessibleName() == word && button->toolTip() == QString(word + u" (P)"_s);
        };
        click(bench, u"a"_s);
        QVERIFY2(says(u"Pin"_s), qPrintable(button->toolTip()));
        bench.key(Qt::Key_P);
        QTRY_VERIFY2(says(u"Unpin"_s), qPrintable(button->toolTip()));
        click(bench, u"b"_s);
        QVERIFY2(says(u"Pin"_s), qPrintable(button->toolTip()));
        click(bench, u"a"_s, Qt::ControlModifier); // the two of them: one is not pinned yet
        QVERIFY2(says(u"Pin"_s), qPrintable(button->toolTip()));
        bench.key(Qt::Key_P);
        QTRY_VERIFY2(says(u"Unpin"_s), qPrintable(button->toolTip()));
        QVERIFY(bench.kept().first().pinned && bench.kept().last().pinned);
        click(bench, u"b"_s, Qt::ControlModifier);
        bench.key(Qt::Key_P);
        QTRY_VERIFY2(says(u"Pin"_s), qPrintable(button->toolTip()));
    }

    void theRunThatEndsIsChosen() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"a"_s, 100)});
        click(bench, u"a"_s);
        bench.begin();
        bench.press("stopRunButton");
        QVERIFY(bench.ended());
        QTRY_COMPARE(bench.runs().model()->rowCount(), 2);
        QVERIFY(bench.runs().selectionModel()->isRowSelected(1 - rowOf(bench, u"a"_s)));
    }

    void theEndOfARunTakesNothingFromUnderTheHands() {
        BenchStage bench;
        bench.openWith({madeUpRun(u"a"_s, 100), madeUpRun(u"b"_s, 100)});
        bench.begin();
        click(bench, u"a"_s);
        bench.key(Qt::Key_F2);
        auto* editor = bench.runs().viewport()->findChild<QLineEdit*>();
        QVERIFY(editor && editor->hasFocus());
        editor->selectAll();
        QTest::keyClicks(editor, u"half a na"_s);
        bench.find<QAction>("stopRunAction")->trigger();
        QVERIFY(bench.ended());
        QTRY_COMPARE(bench.runs().model()->rowCount(), 3);
        QCOMPARE(bench.runs().viewport()->findChild<QLineEdit*>(), editor);
        QVERIFY(editor->hasFocus());
        QTest::keyClicks(editor, u"me"_s);
        QCOMPARE(editor->text(), u"half a name"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(rowOf(bench, u"half a name"_s) < 3);
        QCOMPARE(bench.runs().currentIndex().row(), rowOf(bench, u"half a name"_s));
    }

private:
    static int rowOf(BenchStage& bench, const QString& name) {
        const QAbstractItemModel& model = *bench.runs().model();
        int row = 0;
        while (row < model.rowCount() && model.index(row, RunListModel::Name).data(Qt::EditRole).toString() != name)
            ++row;
        return row;
    }

    // As Tab into the table does.
    static void frame(BenchStage& bench, int row) {
        bench.runs().selectionModel()->setCurrentIndex(bench.runs().model()->index(row, 0),
                                                       QItemSelectionModel::NoUpdate);
        bench.runs().setFocus();
    }

    static void click(BenchStage& bench, const QString& name, Qt::KeyboardModifiers with = {}) {
        const QModelIndex index = bench.runs().model()->index(rowOf(bench, name), RunListModel::When);
        QVERIFY(index.isValid());
        QTest::mouseClick(bench.runs().viewport(), Qt::LeftButton, with, bench.runs().visualRect(index).center());
    }
};

QTEST_MAIN(BenchmarkChoiceTest)
#include "tst_benchmarkchoice.moc"
