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
};

QTEST_MAIN(BenchmarkFormTest)
#include "tst_benchmarkform.moc"
