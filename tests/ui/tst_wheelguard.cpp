#include "tests/ui/stage.h"
#include "ui/mainwindow.h"

#include <QComboBox>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTest>
#include <QWheelEvent>
#include <QWindow>
#include <QtTest/qtestspontaneevent.h>

using namespace Qt::StringLiterals;

// Turning the wheel moves the page, not what happens to lie under the pointer.
class WheelGuardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        stage::setLanguage(u"en"_s);
    }

    void init() {
        m_stage = std::make_unique<stage::Stage>();
        m_window = std::make_unique<ui::MainWindow>(m_stage->core());
        m_window->resize(868, 581);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void cleanup() {
        m_window.reset();
        m_stage.reset();
    }

    void aPlanIsLeftAsItIs_data() {
        QTest::addColumn<QByteArray>("field");
        for (const char* field : {"requestsBox", "concurrencyBox", "engineBox", "targetKindBox", "durationBox"})
            QTest::newRow(field) << QByteArray(field);
    }
    void aPlanIsLeftAsItIs() {
        QFETCH(QByteArray, field);
        m_window->showPlace(u"benchmark"_s);
        QTest::keyClick(m_window.get(), Qt::Key_F9);
        auto* area = stage::find<QScrollArea>(*m_window, "planDetails");
        QTRY_VERIFY(area->isVisible());
        auto* widget = stage::find<QWidget>(*m_window, field.constData());
        area->ensureWidgetVisible(widget, 0, 0);
        QVERIFY(!widget->hasFocus());
        QCOMPARE(widget->focusPolicy(), Qt::StrongFocus);
        const QString before = valueOf(widget);
        const int scrolled = area->verticalScrollBar()->value();
        const bool atTop = scrolled == 0;
        turn(widget, atTop ? -120 : 120, 3);
        QCOMPARE(valueOf(widget), before);
        QVERIFY2(area->verticalScrollBar()->value() != scrolled, "the page does not scroll");
    }

    void whatHasTheFocusIsTurned() {
        m_window->showPlace(u"benchmark"_s);
        QTest::keyClick(m_window.get(), Qt::Key_F9);
        auto* box = stage::find<QWidget>(*m_window, "requestsBox");
        QTRY_VERIFY(box->isVisible());
        stage::find<QScrollArea>(*m_window, "planDetails")->ensureWidgetVisible(box);
        box->setFocus();
        const QString before = valueOf(box);
        turn(box, 120, 1);
        QVERIFY(valueOf(box) != before);
    }

    void settingsAreLeftAsTheyAre() {
        m_window->showPlace(u"settings"_s);
        auto* place = m_window->findChild<QWidget*>(u"limitBox"_s);
        QTRY_VERIFY(place && place->isVisible());
        const QString before = valueOf(place);
        turn(place, -120, 3);
        QCOMPARE(valueOf(place), before);
    }

private:
    static QString valueOf(QWidget* widget) {
        if (auto* combo = qobject_cast<QComboBox*>(widget))
            return combo->currentText();
        return qobject_cast<QAbstractSpinBox*>(widget)->text();
    }

    // As the window system tells it, to the window; the pointer stays where it is.
    void turn(QWidget* over, int angle, int notches) {
        const QPoint at = over->mapTo(m_window.get(), over->rect().center());
        QWidget* under = m_window->childAt(at);
        QVERIFY(under && (under == over || over->isAncestorOf(under)));
        for (int notch = 0; notch < notches; ++notch) {
            QWheelEvent event(at, m_window->mapToGlobal(at), {}, {0, angle}, Qt::NoButton, Qt::NoModifier,
                              Qt::NoScrollPhase, false);
            QSpontaneKeyEvent::setSpontaneous(&event);
            qApp->notify(m_window->windowHandle(), &event);
        }
    }

    std::unique_ptr<stage::Stage> m_stage;
    std::unique_ptr<ui::MainWindow> m_window;
};

QTEST_MAIN(WheelGuardTest)
#include "tst_wheelguard.moc"
