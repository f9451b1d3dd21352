#include "tests/ui/stage.h"
#include "ui/refusal.h"

#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

// What is offered when no library could be opened.
class RefusalTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { stage::setLanguage(QStringLiteral("en")); }

    void aNewLibraryOrAnotherCanBeChosen() {
        ui::Refusal refusal(QStringLiteral("<b>list.txt</b> is no library."), ways(false));
        refusal.show();
        QCOMPARE(stage::find<QLabel>(refusal, "refusalText")->textFormat(), Qt::PlainText);
        QVERIFY(!refusal.findChild<QPushButton*>(QStringLiteral("tryAgainButton")));
        QSignalSpy chosen(&refusal, &ui::Refusal::libraryChosen);
        QTest::mouseClick(stage::find<QPushButton>(refusal, "newLibraryButton"), Qt::LeftButton);
        QCOMPARE(chosen.takeFirst().first().toString(), fresh());
        QTest::mouseClick(stage::find<QPushButton>(refusal, "otherLibraryButton"), Qt::LeftButton);
        Q_EMIT stage::find<QFileDialog>(refusal, "chooseLibraryDialog")->fileSelected(other());
        QCOMPARE(chosen.takeFirst().first().toString(), other());
    }

    void aLibraryInUseCanBeTriedAgain() {
        ui::Refusal refusal(QStringLiteral("Another program writes to it."), ways(true));
        refusal.show();
        QSignalSpy chosen(&refusal, &ui::Refusal::libraryChosen);
        QTest::mouseClick(stage::find<QPushButton>(refusal, "tryAgainButton"), Qt::LeftButton);
        QCOMPARE(chosen.takeFirst().first().toString(), refused());
    }

    void escapeClosesIt() {
        ui::Refusal refusal(QStringLiteral("No."), ways(false));
        refusal.show();
        QSignalSpy closed(&refusal, &QDialog::rejected);
        QTest::keyClick(&refusal, Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
    }

private:
    QString refused() const { return m_folder.filePath(QStringLiteral("list.txt")); }
    QString fresh() const { return m_folder.filePath(QStringLiteral("library-2.tidemark")); }
    QString other() const { return m_folder.filePath(QStringLiteral("other.tidemark")); }
    ui::Refusal::Ways ways(bool again) const { return {.library = refused(), .fresh = fresh(), .again = again}; }

    QTemporaryDir m_folder;
};

QTEST_MAIN(RefusalTest)
#include "tst_refusal.moc"
