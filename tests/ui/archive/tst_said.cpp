#include "tests/ui/madeup.h"
#include "tests/ui/stage.h"
#include "ui/archive/linkfield.h"
#include "ui/archive/saidline.h"
#include "ui/mainwindow.h"

#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include <memory>

using Tone = ui::Banner::Tone;

// What the Archive place says: an answer stands until the next one, and nothing that comes from elsewhere takes it
// away.
class SaidTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        stage::setLanguage(QStringLiteral("en"));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void init() {
        m_stage = std::make_unique<stage::Stage>();
        m_window = std::make_unique<ui::MainWindow>(m_stage->core());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->showPlace(QStringLiteral("archive"));
    }

    void cleanup() {
        m_window.reset();
        m_stage.reset();
    }

    void linksHandedOverStandBesideARefusal() {
        field()->setPlainText(QStringLiteral("file:///etc/passwd"));
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(status().startsWith(QStringLiteral("There is no link among these lines")));
        const QString refusal = status();
        m_window->archiveLinks({QStringLiteral("https://a.example/1")});
        QTRY_COMPARE(status(), QString(refusal + QStringLiteral(" · also: 1 link taken in")));
        m_window->archiveLinks({QStringLiteral("https://a.example/1")}); // the latest of them
        QTRY_COMPARE(status(), QString(refusal + QStringLiteral(" · also: 0 links taken in · 1 waited already")));
        field()->insertPlainText(QStringLiteral(" "));
        QTRY_COMPARE(status(), QStringLiteral("0 links · 1 line without a link"));
    }

    void linksHandedOverStandBesideTheCountOfWhatIsBeingWritten() {
        field()->setPlainText(QStringLiteral("https://a.example/1\nhttps://a.example/2"));
        QTRY_COMPARE(status(), QStringLiteral("2 links"));
        m_window->archiveLinks({QStringLiteral("https://a.example/3")});
        QTRY_COMPARE(status(), QStringLiteral("2 links · also: 1 link taken in"));
        QCOMPARE(field()->toPlainText().size(), 39);
    }

    void whatIsSaidOfALinkOutlastsAHandOver() {
        stage::fill(*m_stage);
        auto* table = stage::find<QTableView>(*m_window, "jobTable");
        QTest::mouseClick(stage::find<QWidget>(*m_window, "failedFilterTab"), Qt::LeftButton);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QTRY_VERIFY(!table->model()->index(0, 1).data().toString().isEmpty());
        table->selectRow(0);
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_VERIFY(said()->isVisible());
        const auto waiting = m_stage->counts().waiting;
        m_window->archiveLinks({QStringLiteral("https://a.example/handed-over")});
        QTRY_COMPARE(status(), QStringLiteral("1 link taken in"));
        QCOMPARE(m_stage->counts().waiting, waiting + 1);
        QVERIFY(said()->isVisible());
        table->setFocus();
        QTest::keyClick(table, Qt::Key_R, Qt::ControlModifier); // it is tried again: what was said is past
        QTRY_VERIFY(!said()->isVisible());
    }

    void whatComesByItselfStandsBesideTheAnswer() {
        said()->say(Tone::Calm, QStringLiteral("3 rows cleared."), ui::SaidLine::Undo::Offered);
        auto* undo = stage::find<QPushButton>(*said(), "undoButton");
        QVERIFY(undo->isVisible());
        said()->sayToo(Tone::Warning, QStringLiteral("The disk is slow."));
        QCOMPARE(said()->message(), QStringLiteral("3 rows cleared.\nThe disk is slow."));
        QCOMPARE(said()->tone(), Tone::Warning);
        QVERIFY(undo->isVisible());
        said()->sayToo(Tone::Warning, QStringLiteral("The disk is slow.")); // once
        QCOMPARE(said()->message().count(u'\n'), 1);
        for (int at = 0; at < 9; ++at)
            said()->sayToo(Tone::Calm, QString::number(at));
        QCOMPARE(said()->message(), QStringLiteral("5\n6\n7\n8"));
        QCOMPARE(said()->tone(), Tone::Warning);
        said()->say(Tone::Calm, QStringLiteral("Next."));
        QCOMPARE(said()->message(), QStringLiteral("Next."));
        QVERIFY(!undo->isVisible());
        said()->hide();
        said()->sayToo(Tone::Calm, QStringLiteral("Alone."));
        QCOMPARE(said()->message(), QStringLiteral("Alone."));
    }

private:
    ui::LinkField* field() { return stage::find<ui::LinkField>(*m_window, "linkField"); }
    QString status() { return stage::find<QLabel>(*m_window, "linkStatus")->text(); }
    ui::SaidLine* said() { return stage::find<ui::SaidLine>(*m_window, "saidBanner"); }

    std::unique_ptr<stage::Stage> m_stage;
    std::unique_ptr<ui::MainWindow> m_window;
};

QTEST_MAIN(SaidTest)
#include "tst_said.moc"
