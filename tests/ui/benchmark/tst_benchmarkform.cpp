#include "tests/ui/benchmark/benchfixture.h"

#include <QScrollArea>
#include <QScrollBar>

using namespace Qt::StringLiterals;
using stage::BenchStage;

// The plan's form and the list above it: what is wrong is marked, what is chosen is in sight, nothing is cut.
class BenchmarkFormTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        stage::setLanguage(u"en"_s);
    }
    void cleanup() { stage::setLanguage(u"en"_s); }

    void whatIsTooMuchStaysAndIsRefused() {
        BenchStage bench;
        bench.unfold();
        bench.type("requestsBox", u"999999999999"_s);
        bench.type("planNameField", u"too much"_s); // it has lost the focus
        auto* box = bench.find<QAbstractSpinBox>("requestsBox");
        QCOMPARE(box->text(), u"999,999,999,999"_s);
        QTRY_VERIFY2(bench.text("planProblem").contains(u"100,000,000"_s), qPrintable(bench.text("planProblem")));
        bench.press("startRunButton");
        QVERIFY(!bench.session().running());
        QVERIFY(box->hasFocus());
    }

    void everyWrongFieldIsMarkedAndTheFirstHasTheFocus() {
        BenchStage bench;
        bench.unfold();
        bench.type("serverDelayField", u"soon"_s);
        bench.choose("engineBox", 1);
        bench.type("concurrencyBox", u"0"_s);
        bench.type("methodField", u"GE T"_s);
        bench.key(Qt::Key_F9); // folded: the details come back
        bench.press("startRunButton");
        QVERIFY(bench.find<QWidget>("planDetails")->isVisible());
        QVERIFY(bench.find<QWidget>("serverDelayField")->hasFocus());
        for (const char* field : {"serverDelayField", "concurrencyBox", "methodField"}) {
            const auto* widget = bench.find<QWidget>(field);
            QVERIFY2(!widget->accessibleDescription().isEmpty(), field);
            QVERIFY2(widget->palette().color(QPalette::Base) !=
                         bench.find<QWidget>("planNameField")->palette().color(QPalette::Base),
                     field);
        }
        bench.type("serverDelayField", u"0:3"_s);
        QTRY_VERIFY(bench.find<QWidget>("serverDelayField")->accessibleDescription().isEmpty());
        QCOMPARE(bench.find<QWidget>("serverDelayField")->palette().color(QPalette::Base),
                 bench.find<QWidget>("planNameField")->palette().color(QPalette::Base));
    }

    void aPlanThatWasKeptIsChosenAndInSight() {
        BenchStage bench;
        auto* list = bench.find<QListWidget>("planList");
        bench.plan(321, 3);
        bench.type("planNameField", u"my own"_s);
        bench.key(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(list->currentItem() && list->currentItem()->text() == u"my own"_s);
        QVERIFY(list->currentItem()->isSelected());
        QTRY_VERIFY(list->viewport()->rect().contains(list->visualItemRect(list->currentItem())));
    }

    // Or it would be a step of the article, while the form has what was removed.
    void onceThePlanIsRemovedNoneIsChosen() {
        BenchStage bench;
        auto* list = bench.find<QListWidget>("planList");
        const int steps = list->count();
        keep(bench, u"my own"_s);
        list->setFocus();
        bench.press("removePlanButton");
        QTRY_COMPARE(list->count(), steps);
        QVERIFY(list->selectedItems().isEmpty());
        QTRY_VERIFY2(bench.text("planSummary").contains(u"321 requests"_s), qPrintable(bench.text("planSummary")));
        QTest::keyClick(list, Qt::Key_Space); // the row with the frame is chosen, and comes into the form
        QCOMPARE(list->selectedItems().size(), 1);
        QTRY_VERIFY(!bench.text("planSummary").contains(u"321 requests"_s));
    }

    void aStepStaysChosenWhenAPlanComesBack() {
        BenchStage bench;
        auto* list = bench.find<QListWidget>("planList");
        const int steps = list->count();
        keep(bench, u"my own"_s);
        bench.press("removePlanButton");
        QTRY_COMPARE(list->count(), steps);
        list->setCurrentRow(2);
        bench.press("benchUndoButton");
        QTRY_COMPARE(list->count(), steps + 2);
        QCOMPARE(list->selectedItems().size(), 1);
        QCOMPARE(list->currentRow(), 2);
    }

    void aPlanThatCannotBeReadIsRemovedAndComesBack() {
        BenchStage bench;
        const library::StoredPlan broken{u"broken"_s, "{\"requests\": \"many\"}"};
        QVERIFY(bench.stage.write([&](library::Stores& stores) { return stores.plans.keep(broken); }));
        bench.reopen();
        auto* list = bench.find<QListWidget>("planList");
        QTRY_COMPARE(list->item(list->count() - 1)->text(), u"broken"_s);
        const int rows = list->count();
        list->setFocus();
        QTest::keyClick(list, Qt::Key_End);
        bench.press("removePlanButton");
        QTRY_VERIFY(list->count() < rows);
        QTRY_VERIFY2(bench.said().contains(u"“broken” is removed"_s), qPrintable(bench.said()));
        bench.press("benchUndoButton");
        QTRY_COMPARE(list->count(), rows);
        QCOMPARE(keptJson(bench), QList<QByteArray>{broken.json});

        bench.unfold(); // and so it is with one of its name
        bench.type("planNameField", u"broken"_s);
        bench.press("keepPlanButton");
        QTRY_VERIFY2(bench.said().contains(u"in place of"_s), qPrintable(bench.said()));
        bench.press("benchUndoButton");
        QTRY_COMPARE(keptJson(bench), QList<QByteArray>{broken.json});
    }

    // What was typed since is another plan: it is not the one that Remove would take.
    void aPlanThatWasChangedIsNotRemoved() {
        BenchStage bench;
        auto* list = bench.find<QListWidget>("planList");
        keep(bench, u"my own"_s);
        const int rows = list->count();
        bench.type("requestsBox", u"654"_s);
        QVERIFY(list->selectedItems().isEmpty());
        bench.press("removePlanButton");
        QVERIFY2(bench.said().contains(u"Choose one of your own"_s), qPrintable(bench.said()));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->currentItem()).center());
        QTRY_VERIFY2(bench.text("planSummary").contains(u"321 requests"_s), qPrintable(bench.text("planSummary")));
        bench.press("removePlanButton");
        QTRY_VERIFY(list->count() < rows);
    }

    void aHeadingThatIsClickedLeavesWhatWasTyped() {
        BenchStage bench;
        auto* list = bench.find<QListWidget>("planList");
        bench.unfold();
        bench.type("requestsBox", u"77"_s);
        list->scrollToTop();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(0)).center());
        QCOMPARE(bench.text<QAbstractSpinBox>("requestsBox"), u"77"_s);
        QVERIFY(list->selectedItems().isEmpty());
        list->scrollToItem(list->item(1));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(1)).center());
        QCOMPARE(bench.text<QAbstractSpinBox>("requestsBox"), u"100"_s);
    }

    void whatIsChosenStaysInSightWhenTheDetailsUnfold() {
        BenchStage bench;
        bench.window->resize(868, 581);
        auto* list = bench.find<QListWidget>("planList");
        list->setCurrentRow(list->count() - 1);
        bench.key(Qt::Key_F9);
        QTRY_VERIFY(bench.find<QWidget>("planDetails")->isVisible());
        const auto seen = [list] {
            const QRect item = list->visualItemRect(list->currentItem());
            return item.top() >= 0 && item.bottom() < list->viewport()->height();
        };
        QTRY_VERIFY2(seen(), qPrintable(QString::number(list->viewport()->height())));
    }

    void noFieldIsCut_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("en") << u"en"_s;
        QTest::newRow("fr") << u"fr"_s;
    }
    void noFieldIsCut() {
        QFETCH(QString, language);
        stage::setLanguage(language);
        BenchStage bench;
        bench.window->resize(868, 581);
        bench.unfold();
        const auto* area = bench.find<QScrollArea>("planDetails");
        QTRY_VERIFY(area->widget()->width() <= area->viewport()->width());
        for (const char* name : {"requestsBox", "durationBox", "concurrencyBox", "engineBox", "timeoutBox",
                                 "keepAliveBox", "redirectsBox", "headersField"}) {
            const auto* field = bench.find<QWidget>(name);
            QVERIFY2(field->mapTo(area->widget(), field->rect().topRight()).x() < area->viewport()->width(), name);
            QVERIFY2(field->width() >= field->minimumSizeHint().width(), name);
        }
        const int least = bench.window->findChild<ui::BenchmarkScreen*>()->minimumSizeHint().width();
        QVERIFY2(least <= 868, qPrintable(QString::number(least)));
    }

    void timesAreWrittenOneWay() {
        BenchStage bench;
        const QString first = bench.find<QListWidget>("planList")->item(1)->text();
        QVERIFY2(first.contains(u"article 2 min 45.5 s"_s) && first.contains(u"possible 2 min "_s), qPrintable(first));
    }

    void thePlansNeedNoScrollingWhileThereIsRoom() {
        BenchStage bench;
        auto* list = bench.find<QListWidget>("planList");
        QTRY_COMPARE(list->verticalScrollBar()->maximum(), 0);
    }

private:
    static QList<QByteArray> keptJson(BenchStage& bench) {
        QList<QByteArray> found;
        const auto plans = bench.stage.write([](library::Stores& stores) { return stores.plans.list(); });
        for (const library::StoredPlan& plan : plans.valueOr({}))
            found << plan.json;
        return found;
    }

    // 321 requests, under this name; the plan is chosen then.
    static void keep(BenchStage& bench, const QString& name) {
        const auto* list = bench.find<QListWidget>("planList");
        bench.plan(321, 3);
        bench.type("planNameField", name);
        bench.key(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(list->currentItem() && list->currentItem()->text() == name && list->currentItem()->isSelected());
    }
};

QTEST_MAIN(BenchmarkFormTest)
#include "tst_benchmarkform.moc"
