#include "base/file.h"
#include "library/library.h"
#include "tests/cli/windowstage.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using support::CommandStage;
using support::Finished;

// `archive` while something else has the library open and takes links, as the window does: what is handed over, and
// what came of it.
class OpenWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void init() { m_window = std::make_unique<WindowStage>(); }
    void cleanup() { m_window.reset(); }

    void outcomesOfTheWindowAreToldAsItsOwn() {
        const Finished finished =
            CommandStage::finishedOf(*m_window->startArchive({m_window->page(1), m_window->link("/status/404")}));
        QCOMPARE(finished.exitCode, 1);
        QVERIFY2(finished.out.contains(QByteArray("archived\t" + m_window->page(1).toUtf8() + '\t')),
                 finished.out.constData());
        QVERIFY2(finished.out.contains("\t404 Not Found: the site has no such page. Check"), finished.out.constData());
        QVERIFY2(finished.err.contains("it was handed 2 links"), finished.err.constData());
        QVERIFY2(finished.err.contains("1 archived, 1 failed"), finished.err.constData());
        const Finished well = CommandStage::finishedOf(*m_window->startArchive({m_window->page(2)}));
        QCOMPARE(well.exitCode, 0);
        QVERIFY2(well.err.contains("handed 1 link and"), well.err.constData());
    }

    void jsonIsThatOfARunOfItsOwn() {
        const auto keysOf = [](const QByteArray& line) { return QJsonDocument::fromJson(line).object().keys(); };
        const Finished handed =
            CommandStage::finishedOf(*m_window->startArchive({m_window->page(1), QStringLiteral("--json")}));
        QCOMPARE(handed.exitCode, 0);
        m_window->close();
        const Finished own =
            CommandStage::finishedOf(*m_window->startArchive({m_window->page(1), QStringLiteral("--json")}));
        QCOMPARE(own.exitCode, 0);
        QVERIFY(keysOf(own.out).size() > 5);
        QCOMPARE(keysOf(handed.out), keysOf(own.out));
        QVERIFY(QJsonDocument::fromJson(handed.out).object()[QStringLiteral("title")].toString().size() > 0);
    }

    void fileOfLinksIsHandedOverToo() {
        QByteArray list("no link here\n");
        for (int i = 0; i < 1'200; ++i) // more than one message
            list += QByteArray(m_window->page(i % 40).toUtf8() + '\n');
        QVERIFY(base::writeFileAtomically(m_window->path(QStringLiteral("l")), list));
        const Finished finished = CommandStage::finishedOf(
            *m_window->startArchive({QStringLiteral("--from"), m_window->path(QStringLiteral("l"))}));
        QCOMPARE(finished.exitCode, 1); // for the line without a link
        QCOMPARE(finished.out.count("archived\t"), 40);
        QCOMPARE(m_window->requests("/page/1"), 1);
    }

    void keptOnesAreToldAndNotHandedOver() {
        QCOMPARE(CommandStage::finishedOf(*m_window->startArchive({m_window->page(1)})).exitCode, 0);
        const Finished again = CommandStage::finishedOf(
            *m_window->startArchive({m_window->page(1), m_window->page(2), QStringLiteral("--new-only")}));
        QCOMPARE(again.exitCode, 0);
        QVERIFY2(again.out.contains(QByteArray("kept\t" + m_window->page(1).toUtf8())), again.out.constData());
        QCOMPARE(m_window->requests("/page/1"), 1);
    }

    void failedOnesAreCapturedAgainByTheWindow() {
        QCOMPARE(CommandStage::finishedOf(*m_window->startArchive({m_window->link("/status/404")})).exitCode, 1);
        m_window->server().respond(QStringLiteral("/status/404"), 200,
                                   "<p>It is back, with enough words to be a page.</p>");
        const Finished again = CommandStage::finishedOf(*m_window->startArchive({QStringLiteral("--retry-failed")}));
        QVERIFY2(again.exitCode == 0 && again.out.contains("archived\t"), again.err.constData());
    }

    // Each time left a job in the list; only one of them can be captured again.
    void linkThatFailedTwiceIsWaitedForOnce() {
        QCOMPARE(CommandStage::finishedOf(*m_window->startArchive({m_window->link("/status/404")})).exitCode, 1);
        QCOMPARE(CommandStage::finishedOf(*m_window->startArchive({m_window->link("/status/404")})).exitCode, 1);
        const Finished again = CommandStage::finishedOf(*m_window->startArchive({QStringLiteral("--retry-failed")}));
        QVERIFY(!again.timedOut);
        QCOMPARE(again.exitCode, 1);
        QCOMPARE(again.out.count("404 Not Found"), 1);
    }

    void clearedListHidesNoOutcome() {
        m_window->onEnded = [this] {
            m_window->services().library().write(
                this, [](library::Stores& stores) { return stores.jobs.clearFinished(); },
                [](const base::Result<QList<library::Job>>& cleared) { QVERIFY(cleared); });
        };
        const Finished finished =
            CommandStage::finishedOf(*m_window->startArchive({m_window->page(1), m_window->link("/status/410")}));
        QCOMPARE(finished.exitCode, 1);
        QVERIFY2(finished.out.contains("archived\t") && finished.out.contains("\t410 Gone"), finished.out.constData());
    }

    void loginsAndWhatIsNoLinkAreTakenApart() {
        const QString withLogin =
            m_window->link("/auth").replace(QStringLiteral("http://"), QStringLiteral("http://user:secret@"));
        QVERIFY(base::writeFileAtomically(m_window->path(QStringLiteral("l")),
                                          m_window->page(3).toUtf8() + "\r\nno link\r\n"));
        const Finished finished = CommandStage::finishedOf(
            *m_window->startArchive({QStringLiteral("ftp://e.org/"), withLogin, QStringLiteral("--from"),
                                     m_window->path(QStringLiteral("l"))}));
        QCOMPARE(finished.exitCode, 1);
        QVERIFY2(finished.err.contains("ftp://e.org/: Only http and https"), finished.err.constData());
        QVERIFY2(finished.err.contains("line 2"), finished.err.constData());
        QVERIFY2(finished.err.contains("handed 2 links"), finished.err.constData());
        QVERIFY2(finished.err.contains("2 archived, 0 failed, 2 refused"), finished.err.constData());
        QVERIFY(!finished.out.contains("secret") && !finished.err.contains("secret"));
    }

    void bookmarksKeepWhatCameAlong() {
        const QByteArray bookmarks = "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><H3>Boats</H3><DL><DT><A HREF=\"" +
                                     m_window->page(5).toUtf8() + "\">x</A><DD>Read it.</DL></DL>";
        QVERIFY(base::writeFileAtomically(m_window->path(QStringLiteral("b.html")), bookmarks));
        const Finished finished = CommandStage::finishedOf(
            *m_window->startArchive({QStringLiteral("--from"), m_window->path(QStringLiteral("b.html"))}));
        QCOMPARE(finished.exitCode, 0);
        const auto library =
            library::Library::open({.file = m_window->file(), .mode = library::OpenMode::ReadOnly, .threads = false});
        QVERIFY(library);
        library::Stores& stores = (*library)->here();
        const auto page = stores.pages.page(stores.pages.find(m_window->page(5)).valueOr(0));
        QVERIFY(page);
        QCOMPARE(page->tags, QStringList{QStringLiteral("Boats")});
        QCOMPARE(page->note, QStringLiteral("Read it."));
    }

    void settingsOfTheWindowHold() {
        const Finished finished = CommandStage::finishedOf(
            *m_window->startArchive({m_window->page(1), QStringLiteral("--user-agent"), QStringLiteral("X/1")}));
        QCOMPARE(finished.exitCode, 0);
        QVERIFY2(finished.err.contains("not heeded: --user-agent"), finished.err.constData());
    }

private:
    std::unique_ptr<WindowStage> m_window;
};

QTEST_GUILESS_MAIN(OpenWindowTest)
#include "tst_openwindow.moc"
