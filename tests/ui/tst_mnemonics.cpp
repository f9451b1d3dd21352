#include "tests/ui/keptpages.h"
#include "tests/ui/madeup.h"
#include "tests/ui/stage.h"
#include "ui/library/libraryscreen.h"
#include "ui/mainwindow.h"
#include "ui/reader/articleview.h"
#include "ui/reader/readerpanel.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QTableView>
#include <QTest>

#include <memory>

// Alt and a letter does one thing in a window: a letter that two controls share does neither.
class MnemonicsTest : public QObject {
    Q_OBJECT

    using Holders = QMap<QString, QStringList>; // Alt+X → who has it

    static void add(Holders& holders, const QString& text, const QString& who) {
        const QKeySequence key = QKeySequence::mnemonic(text);
        if (!key.isEmpty())
            holders[key.toString()] << QString(who + u": " + text);
    }

    static QString clashes(const Holders& holders) {
        QStringList found;
        for (const auto& [key, who] : holders.asKeyValueRange()) {
            if (who.size() > 1)
                found << QString(key + u" = " + who.join(QStringLiteral(" | ")));
        }
        return found.join(QLatin1Char('\n'));
    }

    // Banners and other parts that are hidden now count too: nobody knows which of them are seen at once.
    static Holders holdersIn(const QWidget& window, const QWidget* place) {
        Holders holders;
        const auto counts = [&](const QWidget* widget) {
            for (const QWidget* at = widget; at && at != &window; at = at->parentWidget()) {
                if (at->isWindow() || (qobject_cast<const ui::Screen*>(at) && at != place))
                    return false;
            }
            return true;
        };
        for (const auto* button : window.findChildren<QAbstractButton*>()) {
            if (counts(button) && !button->shortcut().isEmpty())
                add(holders, button->text(), button->objectName());
        }
        for (const auto* label : window.findChildren<QLabel*>()) {
            if (counts(label) && label->buddy())
                add(holders, label->text(), label->objectName());
        }
        for (const auto* bar : window.findChildren<QMenuBar*>()) {
            for (const QAction* action : bar->actions())
                add(holders, action->text(), QStringLiteral("menu"));
        }
        return holders;
    }

    static Holders holdersIn(const QMenu& menu) {
        Holders holders;
        for (const QAction* action : menu.actions())
            add(holders, action->text(), action->objectName());
        return holders;
    }

private Q_SLOTS:
    void everyLetterIsHeldOnce_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("French") << QStringLiteral("fr");
    }

    void everyLetterIsHeldOnce() {
        QFETCH(QString, language);
        stage::setLanguage(language);
        stage::Stage stage;
        stage::fill(stage);
        ui::MainWindow window(stage.core());
        window.show();
        for (const char* name : {"archive", "library", "benchmark", "settings"}) {
            const QString place = QString::fromLatin1(name);
            window.showPlace(place);
            const Holders holders = holdersIn(window, window.place(place));
            QVERIFY2(holders.size() >= 7, name); // four menus, three places
            QVERIFY2(clashes(holders).isEmpty(), qPrintable(clashes(holders)));
            checkMenus(window);
        }
        openContextMenus(stage, window);
        for (const char* action : {"importAction", "exportAction", "shortcutsAction", "aboutAction"}) {
            window.findChild<QAction*>(QString::fromLatin1(action))->trigger();
            const auto* dialog = window.findChild<QDialog*>();
            QVERIFY2(dialog && dialog->isVisible(), action);
            const Holders holders = holdersIn(*dialog, nullptr);
            QVERIFY2(clashes(holders).isEmpty(), qPrintable(clashes(holders)));
            delete dialog;
        }
    }

private:
    static void checkMenus(const QWidget& window) {
        const auto menus = window.findChildren<QMenu*>();
        QVERIFY(menus.size() >= 4);
        for (const QMenu* menu : menus)
            QVERIFY2(clashes(holdersIn(*menu)).isEmpty(), qPrintable(clashes(holdersIn(*menu))));
    }

    static void openContextMenus(stage::Stage& stage, ui::MainWindow& window) {
        window.showPlace(QStringLiteral("archive"));
        auto* jobs = window.findChild<QTableView*>(QStringLiteral("jobTable"));
        QTRY_VERIFY(jobs->model()->rowCount() > 0);
        jobs->selectRow(0);
        checkPopup(*jobs, {5, 5});

        window.showPlace(QStringLiteral("library"));
        auto& screen = *qobject_cast<ui::LibraryScreen*>(window.place(QStringLiteral("library")));
        auto* pages = screen.findChild<QTableView*>(QStringLiteral("pageList"));
        QTRY_VERIFY(pages->model()->rowCount() > 0);
        pages->selectRow(0);
        checkPopup(*pages, {5, 5});

        kept::NewPage page = kept::simple(QStringLiteral("linked"), QStringLiteral("Ropes."));
        page.article = "<p><a href=\"https://a.example/\">A link at the start of a page</a></p>";
        screen.openPage(kept::add(stage, page));
        ui::ArticleView& view = *screen.reader().view();
        QTRY_VERIFY(view.toPlainText().contains(QStringLiteral("A link at")));
        QTextCursor link = view.document()->find(QStringLiteral("link at"));
        link.setPosition(link.selectionStart() + 1);
        checkPopup(view, view.cursorRect(link).center());
    }

    static void checkPopup(QAbstractScrollArea& of, const QPoint& place) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, of.viewport()->mapToGlobal(place));
        QApplication::sendEvent(of.viewport(), &event);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY2(menu, qPrintable(of.objectName()));
        QVERIFY(holdersIn(*menu).size() >= (of.objectName() == QLatin1String("jobTable") ? 6 : 0));
        QVERIFY2(clashes(holdersIn(*menu)).isEmpty(), qPrintable(clashes(holdersIn(*menu))));
        menu->close();
    }
};

QTEST_MAIN(MnemonicsTest)
#include "tst_mnemonics.moc"
