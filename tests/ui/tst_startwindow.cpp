#include "tests/ui/stage.h"
#include "ui/startwindow.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using library::OpeningStep;

// What stands there while a library is brought up to date.
class StartWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { stage::setLanguage(QStringLiteral("en")); }

    void saysWhatIsOpenedAndThenWhatIsDoneAndHowFarItIs() {
        ui::StartWindow window(QStringLiteral("/home/a/<b>library.tidemark"));
        window.show();
        const auto* why = stage::find<QLabel>(window, "startReasonLabel");
        QCOMPARE(why->textFormat(), Qt::PlainText);
        QVERIFY(why->text().contains(QStringLiteral("<b>library.tidemark")));
        const auto* share = stage::find<QProgressBar>(window, "startProgressBar");
        QCOMPARE(share->maximum(), 0); // nobody knows yet
        window.showStep({OpeningStep::Kind::Copying, 0.4});
        QVERIFY(why->text().contains(QStringLiteral("older version")));
        QVERIFY(stage::find<QLabel>(window, "startStepLabel")->text().contains(QStringLiteral("40")));
        QCOMPARE(share->value() * 10, share->maximum() * 4);
        window.showStep({OpeningStep::Kind::Changing, -1});
        QCOMPARE(share->maximum(), 0);
    }

    void buttonEscapeAndClosingAskToStop_data() {
        QTest::addColumn<int>("way");
        QTest::newRow("button") << 0;
        QTest::newRow("Escape") << 1;
        QTest::newRow("closed") << 2;
    }
    void buttonEscapeAndClosingAskToStop() {
        QFETCH(int, way);
        ui::StartWindow window(QStringLiteral("l.tidemark"));
        window.show();
        window.showStep({OpeningStep::Kind::Copying, 0.4});
        QSignalSpy stop(&window, &ui::StartWindow::stopWanted);
        if (way == 0)
            QTest::mouseClick(stage::find<QPushButton>(window, "stopOpeningButton"), Qt::LeftButton);
        else if (way == 1)
            QTest::keyClick(&window, Qt::Key_Escape);
        else
            window.close();
        QCOMPARE(stop.size(), 1);
        QVERIFY(window.isVisible()); // until the opening has stopped
        const auto* step = stage::find<QLabel>(window, "startStepLabel");
        const QString stopping = step->text();
        QVERIFY2(stopping.startsWith(QStringLiteral("Stopping")), qPrintable(stopping));
        QVERIFY(!stage::find<QPushButton>(window, "stopOpeningButton")->isEnabled());
        window.showStep({OpeningStep::Kind::Copying, 0.5}); // was on its way
        QTest::keyClick(&window, Qt::Key_Escape);
        QCOMPARE(step->text(), stopping);
        QCOMPARE(stop.size(), 1);
    }
};

QTEST_MAIN(StartWindowTest)
#include "tst_startwindow.moc"
