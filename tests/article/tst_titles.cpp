#include "article/titles.h"

#include <QRegularExpression>
#include <QTest>

using namespace article;

namespace {

QString text(const char* utf8) {
    return QString::fromUtf8(utf8);
}

TitleSources sources(const char* element, const char* openGraph = "", const char* heading = "") {
    TitleSources found;
    found.element = text(element);
    found.openGraph = text(openGraph);
    if (*heading)
        found.headings << text(heading);
    found.sites = {QStringLiteral("The Tidal Post"), QStringLiteral("tidalpost.example"), QStringLiteral("tidalpost")};
    return found;
}

} // namespace

class TitlesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void siteIsCutOff_data() {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* title, const char* expected) {
            QTest::newRow(title) << text(title) << text(expected);
        };
        row("How rivers bend | The Tidal Post", "How rivers bend");
        row("How rivers bend - tidalpost.example", "How rivers bend");
        row("How rivers bend – Science – The Tidal Post", "How rivers bend – Science");
        row("How rivers bend | Science | The Tidal Post", "How rivers bend");
        row("The Tidal Post: How rivers bend", "How rivers bend");
        row("other.example.org - How rivers bend", "How rivers bend");
        row("Rivers: how they bend", "Rivers: how they bend");
        row("Well-known rivers", "Well-known rivers");
        row("Meanders — River 3.1 documentation", "Meanders");
        row("The Tidal Post", "The Tidal Post");
        row("Wie Flüsse mäandern | Das Blatt", "Wie Flüsse mäandern");
        row("川はなぜ曲がるのか｜The Tidal Post", "川はなぜ曲がるのか");
        row("", "");
        row("|", "|");
        row(" - ", "-");
    }
    void siteIsCutOff() {
        QFETCH(QString, title);
        QFETCH(QString, expected);
        QCOMPARE(withoutSite(title, sources("").sites), expected);
    }

    void siteWithSeparatorsInItsNameIsCutOffWhole() {
        QCOMPARE(withoutSite(QStringLiteral("How rivers bend - Mill - Office of Water - North"),
                             {QStringLiteral("Mill - Office of Water - North")}),
                 QStringLiteral("How rivers bend"));
    }

    void headingThatIsPartOfTheTitleIsTheTitle() {
        QCOMPARE(chooseTitle(sources("Boats - How rivers bend - Forum", "", "How rivers bend")),
                 QStringLiteral("How rivers bend"));
    }

    void headingThatIsTheSiteIsNot() {
        QCOMPARE(chooseTitle(sources("How rivers bend | The Tidal Post", "", "Tidalpost")),
                 QStringLiteral("How rivers bend"));
        TitleSources unknown = sources("How rivers bend / Water Talk / Mill Forums", "", "Mill");
        unknown.sites.clear();
        QCOMPARE(chooseTitle(unknown), QStringLiteral("How rivers bend / Water Talk"));
    }

    void lesserHeadingStandsInForALogo() {
        TitleSources found = sources("Mill • View topic - How rivers bend", "", "Mill Boats");
        found.sites.clear();
        found.lesserHeadings << QStringLiteral("How rivers bend");
        QCOMPARE(chooseTitle(found), QStringLiteral("How rivers bend"));
    }

    void headingOfAnArticleGoesBeforeAnAgreedTitle() {
        TitleSources found = sources("Rivers, and how they bend", "Rivers, and how they bend", "How do rivers bend?");
        QCOMPARE(chooseTitle(found), QStringLiteral("Rivers, and how they bend"));
        found.isArticle = true;
        QCOMPARE(chooseTitle(found), QStringLiteral("How do rivers bend?"));
    }

    void addressTellsTheHeadingFromAnother() {
        TitleSources found =
            sources("Everything on the bends of water", "Everything on the bends of water", "All bends");
        QCOMPARE(chooseTitle(found), QStringLiteral("Everything on the bends of water"));
        found.folder = QStringLiteral("all-bends");
        QCOMPARE(chooseTitle(found), QStringLiteral("All bends"));
    }

    void labelOfAThreadIsNotItsTitle() {
        TitleSources found = sources("News - Flood of the year", "News - Flood of the year", "News Flood of the year");
        found.headline = QStringLiteral("Flood of the year");
        QCOMPARE(chooseTitle(found), QStringLiteral("Flood of the year"));
    }

    void homePageKeepsTheSiteInFront() {
        TitleSources found = sources("The Tidal Post: News of the water", "", "All that flows");
        QCOMPARE(chooseTitle(found), QStringLiteral("News of the water"));
        found.isHome = true;
        QCOMPARE(chooseTitle(found), QStringLiteral("The Tidal Post: News of the water"));
    }

    void headingThatRepeatsTheTailIsTheSites() {
        TitleSources found =
            sources("Who this book is for | An introduction to currents", "", "An introduction to currents");
        found.sites.clear();
        QCOMPARE(chooseTitle(found), QStringLiteral("Who this book is for"));
    }

    void headingLosesTheSite() {
        QCOMPARE(
            chooseTitle(sources("How rivers bend | Science | The Tidal Post", "", "How rivers bend | The Tidal Post")),
            QStringLiteral("How rivers bend"));
    }

    void headingThatStructuredDataRepeatsIsTheTitle() {
        TitleSources found = sources("Bends and floods", "Bends and floods", "On the shape of water");
        found.headline = QStringLiteral("On the shape of water");
        QCOMPARE(chooseTitle(found), QStringLiteral("On the shape of water"));
    }

    void anythingIsBetterThanNothing() {
        QCOMPARE(chooseTitle(sources("", "", "Rivers")), QStringLiteral("Rivers"));
        QCOMPARE(chooseTitle(sources("", "Rivers")), QStringLiteral("Rivers"));
        QCOMPARE(chooseTitle({}), QString());
    }

    void tailOfDigitsIsNoSite() {
        QCOMPARE(withoutSite(QStringLiteral("Crews on the river 2024 - 2025"), {}),
                 QStringLiteral("Crews on the river 2024 - 2025"));
    }

    void barInAHeadingEndsItAsInATitle() {
        QCOMPARE(chooseTitle(sources("How rivers bend | Water Talk", "", "How rivers bend | Water Talk")),
                 QStringLiteral("How rivers bend"));
        QCOMPARE(chooseTitle(sources("How rivers bend - a view", "", "How rivers bend - a view")),
                 QStringLiteral("How rivers bend - a view"));
    }

    void headingOfTheBookIsNotTheChapters() {
        TitleSources found = sources("Why rivers bend - The Great Book of Water", "", "The Great Book of Water");
        found.sites.clear();
        QCOMPARE(chooseTitle(found), QStringLiteral("The Great Book of Water"));
        found.lesserHeadings << QStringLiteral("Contents") << QStringLiteral("Why Rivers Bend");
        QCOMPARE(chooseTitle(found), QStringLiteral("Why Rivers Bend"));
    }

    void partOfTheTitleInALesserHeadingYieldsToTheHeading() {
        TitleSources found = sources("What is a bend? - A short guide | The Tidal Post",
                                     "What is a bend? - A short guide", "A guide to the bend, and what it is");
        found.lesserHeadings << QStringLiteral("What is a bend?");
        found.isArticle = true;
        QCOMPARE(chooseTitle(found), QStringLiteral("A guide to the bend, and what it is"));
    }

    void titleForSharingIsWholeWhereTheElementOnlyAddsTheSite() {
        QCOMPARE(chooseTitle(sources("Bends of rivers | The Tidal Post", "Bends of rivers - a short guide")),
                 QStringLiteral("Bends of rivers"));
        QCOMPARE(
            chooseTitle(sources("Bends of rivers - a short guide | The Tidal Post", "Bends of rivers - a short guide")),
            QStringLiteral("Bends of rivers - a short guide"));
    }

    void oneOfManyHeadingsHeadsASection() {
        TitleSources found = sources("Bends", "", "1. What this is");
        found.headings << QStringLiteral("2. Simple bends of rivers");
        QCOMPARE(chooseTitle(found), QStringLiteral("2. Simple bends of rivers"));
        found.headings << QStringLiteral("3. Floods") << QStringLiteral("4. Mills");
        QCOMPARE(chooseTitle(found), QStringLiteral("Bends"));
    }

    void advertisementForSharingIsNotTheTitle() {
        QCOMPARE(chooseTitle(sources("Rivers with many bends", "You have to see this!")),
                 QStringLiteral("Rivers with many bends"));
        QCOMPARE(chooseTitle(sources("Rivers with many bends", "Many bends, many rivers")),
                 QStringLiteral("Many bends, many rivers"));
        QCOMPARE(chooseTitle(sources("", "You have to see this!")), QStringLiteral("You have to see this!"));
    }

    void addressTellsTheHeadingOfAnArticle() {
        TitleSources found = sources("See water in a new way", "See water in a new way", "How do rivers bend?");
        found.isArticle = true;
        QCOMPARE(chooseTitle(found), QStringLiteral("See water in a new way"));
        found.folder = QStringLiteral("how-rivers-bend");
        QCOMPARE(chooseTitle(found), QStringLiteral("How do rivers bend?"));
    }

    void labelInFrontOfAnAgreedTitleIsNotItsPart_data() {
        QTest::addColumn<QString>("heading");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* heading, const char* expected) {
            QTest::newRow(heading) << text(heading) << text(expected);
        };
        row("Blog: How Rivers Bend", "How rivers bend");
        row("18.12.2025 How Rivers Bend", "How rivers bend");
        row("Dec 18 2025 How Rivers Bend", "How rivers bend");
        row("3.1 How Rivers Bend", "How rivers bend");
        row("12 How Rivers Bend", "12 How Rivers Bend");
        row("See How Rivers Bend", "See How Rivers Bend");
    }
    void labelInFrontOfAnAgreedTitleIsNotItsPart() {
        QFETCH(QString, heading);
        QFETCH(QString, expected);
        TitleSources found = sources("How rivers bend | The Tidal Post", "How rivers bend");
        found.headings << heading;
        QCOMPARE(chooseTitle(found), expected);
    }

    void softHyphensAreLeftOut() {
        QCOMPARE(chooseTitle(sources("", "", "Flood assis\u00ADtance here")), QStringLiteral("Flood assistance here"));
    }

    void hugeTitleIsCut() {
        const QString huge = QStringLiteral("a | b - ").repeated(200'000);
        TitleSources found;
        found.element = huge;
        found.openGraph = huge;
        found.headings << huge << huge;
        QVERIFY(chooseTitle(found).size() <= 500);
    }
};

QTEST_GUILESS_MAIN(TitlesTest)
#include "tst_titles.moc"
