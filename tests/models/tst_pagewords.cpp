#include "models/flagwords.h"
#include "models/pagewords.h"

#include <QLocale>
#include <QTest>

class PageWordsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void aKeptPageTellsWhereWhenAndHowLong() {
        QCOMPARE(facts(kept()), QStringLiteral("a.example · just now · 3 min"));
    }

    void aPageThatWasNeverKeptTellsWhyInstead() {
        library::PageRow page = kept();
        page.snapshots = 0;
        page.lastError = "http-status";
        page.lastStatus = 404;
        page.lastErrorText = QStringLiteral("404 Not Found: the site has no such page.");
        QCOMPARE(facts(page), QStringLiteral("a.example · 404 Not Found: the site has no such page · just now"));
        page.lastErrorText = QStringLiteral("There is no host named a.example."); // twice is not needed
        QCOMPARE(facts(page), QStringLiteral("There is no host named a.example · just now"));
        page.lastErrorText = QStringLiteral("404 Not Found: the site has no such page.");
        const QStringList details = models::pageDetails(page);
        QVERIFY(details.contains(page.lastErrorText));
        QVERIFY2(details.last().startsWith(QStringLiteral("Check the link")), qPrintable(details.last()));
        QVERIFY(models::spokenPage(page).contains(QStringLiteral("404 Not Found")));
    }

    void aPageThatIsKeptTellsThatOnlyTheLastCaptureFailed() {
        library::PageRow page = kept();
        page.lastError = "refused"; // without a sentence, as older libraries have it
        QCOMPARE(facts(page),
                 QStringLiteral("a.example · last capture failed: The server refused the connection · just now"));
    }

    void whatStandsForAnotherPageIsNamed() {
        library::PageRow page = kept();
        page.flag = "needs-browser";
        QCOMPARE(facts(page), QStringLiteral("a.example · just now · needs a browser"));
        QVERIFY(models::spokenPage(page).contains(QStringLiteral("needs a browser")));
        QVERIFY(models::pageDetails(page).contains(models::flagAdvice("needs-browser")));
        page.flag = "truncated";
        QVERIFY(facts(page).contains(models::flagWord("truncated")));
        QVERIFY(facts(page).contains(QStringLiteral("3 min"))); // it is the page, as far as it goes
    }

    void everyFlagHasItsWords() {
        for (const char* flag : {"login", "challenge", "needs-browser", "truncated"}) {
            QVERIFY(!models::flagWord(flag).isEmpty());
            QVERIFY(!models::flagSentence(flag).isEmpty());
        }
        QVERIFY(models::flagWord("").isEmpty() && models::flagAdvice("").isEmpty());
    }

    void hostileTextsStayOnTheirLine() {
        library::PageRow page = kept();
        page.lastError = "unknown";
        page.lastErrorText = QStringLiteral("one\ntwo\u202Ethree");
        QVERIFY(!facts(page).contains(u'\n'));
        QVERIFY(!facts(page).contains(QChar(0x202E)));
        page.link = QStringLiteral("https://a.example/\u2069\u202Egpj.exe");
        for (const QString& line : models::pageDetails(page)) {
            QVERIFY2(!line.contains(QChar(0x202E)), qPrintable(line));
            QVERIFY2(line.count(QChar(0x2068)) == line.count(QChar(0x2069)), qPrintable(line));
        }
    }

private:
    // Without the marks that keep the site's direction to itself.
    QString facts(const library::PageRow& page) const {
        return models::pageFacts(page, m_now).remove(QChar(0x2068)).remove(QChar(0x2069));
    }

    library::PageRow kept() const {
        library::PageRow page;
        page.id = 1;
        page.link = QStringLiteral("https://a.example/x");
        page.title = QStringLiteral("X");
        page.site = QStringLiteral("a.example");
        page.addedAt = m_now.addSecs(-40);
        page.capturedAt = m_now.addSecs(-20);
        page.wordCount = 690;
        page.snapshots = 1;
        return page;
    }

    const QDateTime m_now = QDateTime::fromSecsSinceEpoch(1'600'000'000, Qt::UTC);
};

QTEST_GUILESS_MAIN(PageWordsTest)
#include "tst_pagewords.moc"
