#include "models/tagcountmodel.h"
#include "tests/ui/reader/readerfixture.h"
#include "ui/library/tagnames.h"
#include "ui/reader/readertools.h"

#include <QAction>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QToolButton>

// What a person adds to a page in the reader: tags and a note.
class ReaderMarksTest : public ReaderFixture {
    Q_OBJECT

private Q_SLOTS:
    void manyTagsTakeMoreLinesAndNoMoreRoom() {
        kept::NewPage page = kept::simple(QStringLiteral("ropes"), QStringLiteral("Nine knots."));
        for (int at = 0; at < 40; ++at)
            page.tags << QStringLiteral("harbour & sea %1").arg(at);
        const int width = m_reader->minimumSizeHint().width();
        open(kept::add(*m_stage, page));
        m_reader->tools()->tags->trigger();
        auto* edit = child<QWidget>("tagEdit");
        QTRY_COMPARE(edit->findChildren<QToolButton*>().size(), 40);
        QCOMPARE(m_reader->minimumSizeHint().width(), width);
        QTRY_VERIFY(edit->height() > 3 * child<QLineEdit>("tagField")->height());
        for (const auto* chip : edit->findChildren<QToolButton*>()) {
            QVERIFY(edit->rect().contains(chip->geometry()));
            QVERIFY(chip->shortcut().isEmpty());
        }
    }

    void theNoteHasItsNameBesideItAndForAScreenReader() {
        open(kept::add(*m_stage, kept::simple(QStringLiteral("note"), QStringLiteral("Noted."))));
        m_reader->tools()->note->trigger();
        auto* label = child<QLabel>("noteLabel");
        QVERIFY(label->isVisible());
        QCOMPARE(label->buddy(), child<QPlainTextEdit>("noteEdit"));
        QVERIFY(child<QPlainTextEdit>("noteEdit")->hasFocus());
        QCOMPARE(child<QPlainTextEdit>("noteEdit")->accessibleName(), QStringLiteral("Note"));
        QVERIFY(!child<QPlainTextEdit>("noteEdit")->placeholderText().isEmpty());
    }

    void aNoteIsKeptAsItIsTyped() {
        const library::PageId id = kept::add(*m_stage, kept::simple(QStringLiteral("note"), QStringLiteral("Noted.")));
        open(id);
        m_reader->tools()->note->trigger();
        QTest::keyClicks(child<QPlainTextEdit>("noteEdit"), QStringLiteral("Ask about the lamp"));
        QTRY_COMPARE(m_stage->write([id](library::Stores& stores) { return stores.pages.page(id); })->note,
                     QStringLiteral("Ask about the lamp"));
    }

    void tagsAreAskedForAndTakenAway() {
        kept::NewPage page = kept::simple(QStringLiteral("tags"), QStringLiteral("Tagged."));
        page.tags = QStringList{QStringLiteral("sea")};
        open(kept::add(*m_stage, page));
        QSignalSpy wanted(m_reader.get(), &ui::ReaderPanel::tagsWanted);
        QSignalSpy unwanted(m_reader.get(), &ui::ReaderPanel::tagUnwanted);
        m_reader->tools()->tags->trigger();
        QTest::keyClicks(child<QLineEdit>("tagField"), QStringLiteral(" bread, ,Sea,  old   rye,Bread "));
        QTest::keyClick(child<QLineEdit>("tagField"), Qt::Key_Return);
        QTest::mouseClick(child<QToolButton>("tagChip_sea"), Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.at(0).at(1).toStringList(), (QStringList{QStringLiteral("bread"), QStringLiteral("old rye")}));
        QCOMPARE(unwanted.at(0).at(1).toString(), QStringLiteral("sea"));
    }

    void tagThatIsTooLongIsSaidWhileItIsTyped() {
        open(kept::add(*m_stage, kept::simple(QStringLiteral("x"), QStringLiteral("Words."))));
        QSignalSpy wanted(m_reader.get(), &ui::ReaderPanel::tagsWanted);
        m_reader->tools()->tags->trigger();
        const auto* said = child<QLabel>("tagCutLabel");
        child<QLineEdit>("tagField")->setText(QString(QStringLiteral("sea, ") + QString(100, QLatin1Char('x'))));
        QVERIFY(!said->isVisible());
        child<QLineEdit>("tagField")->setText(QString(QStringLiteral("sea, ") + QString(101, QLatin1Char('x'))));
        QVERIFY(said->isVisible());
        QVERIFY2(said->text().contains(QLatin1String("100")), qPrintable(said->text()));
        QTest::keyClick(child<QLineEdit>("tagField"), Qt::Key_Return);
        QVERIFY(!said->isVisible());
        QCOMPARE(wanted.at(0).at(1).toStringList().last(), QString(100, QLatin1Char('x')));
    }

    void tagsAreSpelledAsTheLibrarySpellsThem() {
        m_tags->setCounts({{QStringLiteral("Harbour"), 3}, {QStringLiteral("sea"), 1}, {QStringLiteral("Sea"), 1}});
        QCOMPARE(ui::tagsIn(QStringLiteral("harbour,Sea,new"), m_tags.get()),
                 (QStringList{QStringLiteral("Harbour"), QStringLiteral("Sea"), QStringLiteral("new")}));
        QCOMPARE(ui::tagsIn(QStringLiteral(" , ,"), m_tags.get()), QStringList());
        QCOMPARE(ui::tagsIn(QString(300, QLatin1Char('x')), nullptr).first().size(), 100);
    }
};

QTEST_MAIN(ReaderMarksTest)
#include "tst_readermarks.moc"
