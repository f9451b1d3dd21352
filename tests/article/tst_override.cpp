#include "article/article.h"
#include "article/elementpath.h"
#include "article/parser.h"
#include "article/parts.h"

#include <QRegularExpression>
#include <QTest>

#include <ctime>

using namespace article;

namespace {

constexpr double slack = 6; // s: it takes 0.2; with each element read anew 9
constexpr std::chrono::milliseconds deadline{5000};

QByteArray paragraph(const QByteArray& word, int words) {
    QByteArray text;
    for (int i = 0; i < words; ++i)
        text += word + QByteArray::number(i) + ' ';
    return "<p>" + text.trimmed() + ".</p>";
}

// A story, remarks on it that are longer than it, and what stands around both.
QByteArray page(const QByteArray& number = "12", const QByteArray& wrap = {}) {
    return "<html><body><nav><ul><li><a href=/a>Home</a></li></ul></nav>" + wrap +
           "<div id=content><article class='post wide post-" + number + "'><h1>Head</h1>" + paragraph("story", 60) +
           "</article><section id=remarks class=comments>" + paragraph("remark", 150) + paragraph("answer", 90) +
           "</section></div>" + (wrap.isEmpty() ? "" : "</div>") + "<div style='display: none'>" +
           paragraph("hidden", 30) + "</div><footer>Imprint</footer>" +
           "<script>let script = 1;</script></body></html>";
}

QString textWith(const QByteArray& html, const Override& choice) {
    ExtractOptions options;
    options.choice = choice;
    return extract(html, options).text;
}

QByteArray pathOf(const QByteArray& html, const QString& element) {
    for (const Part& part : partsOf(html)) {
        if (part.element.startsWith(element))
            return part.path;
    }
    return {};
}

bool has(const QString& text, const char* word) {
    return text.contains(QLatin1String(word));
}

} // namespace

class OverrideTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aPartWhoseNameHasAColonIsFoundAgain() {
        const Document document = parse("<app:view>x</app:view><app:view>y</app:view><app>z</app>", deadline);
        int found = 0;
        for (NodeId id = 1; id < document.size(); ++id) {
            if (document.name(id) != "app:view")
                continue;
            QCOMPARE(findElement(document, elementPath(document, id)), id);
            ++found;
        }
        QCOMPARE(found, 2);
    }

    void aBarePartIsLookedForInTime() {
        QByteArray html;
        for (int i = 0; i < 30; ++i)
            html += "<div class='a" + QByteArray(1, char('a' + i % 20)) + " b'>";
        html += QByteArray("<div>x</div>").repeated(200'000);
        QByteArray path = "body";
        for (int i = 0; i < 10; ++i)
            path += ">div.missing-" + QByteArray(1, char('a' + i));
        const std::clock_t begun = std::clock(); // of this program: other ones may keep the machine busy
        textWith(html, {0, false, path + ">div"});
        const double took = double(std::clock() - begun) / CLOCKS_PER_SEC;
        QVERIFY2(took < slack, QByteArray::number(took).constData());
    }

    void whatWasChosenComesBackFromItsJson() {
        const Override choice{-2.5, true, "div#a.b>p:2"};
        QCOMPARE(overrideFromJson(overrideToJson(choice)), choice);
        QCOMPARE(overrideToJson({}), QByteArray());
        QCOMPARE(overrideFromJson({}), Override());
    }

    void whatCannotBeReadCountsAsNotChosen() {
        QCOMPARE(overrideFromJson("[1]"), Override());
        QCOMPARE(overrideFromJson("{\"later\":1}"), Override());
        QCOMPARE(overrideFromJson("{\"leaning\":900}").leaning, leaningMost);
        QCOMPARE(overrideFromJson("{\"part\":\"" + QByteArray(5000, 'a') + "\"}"), Override());
    }

    void wholePageIsAllThatThePageShows() {
        Override whole;
        whole.wholePage = true;
        const QString text = textWith(page(), whole);
        for (const char* word : {"Home", "Head", "story59", "remark149", "Imprint"})
            QVERIFY2(has(text, word), word);
        QVERIFY(!has(text, "hidden"));
        QVERIFY(!has(text, "script"));
    }

    void aPartIsAllOfItAndNothingElse() {
        Override part;
        part.part = pathOf(page(), QStringLiteral("article"));
        QVERIFY(!part.part.isEmpty());
        const QString text = textWith(page(), part);
        QVERIFY(has(text, "Head") && has(text, "story59"));
        QVERIFY(!has(text, "remark") && !has(text, "Home"));
    }

    void aPartIsFoundOnTheSitesOtherPages() {
        Override part;
        part.part = pathOf(page("12"), QStringLiteral("article"));
        QVERIFY(!has(textWith(page("978"), part), "remark"));
        QVERIFY(!has(textWith(page("978", "<div class=new><p>Notice</p>"), part), "remark"));
    }

    void aPartWithoutNamesIsFoundByWhereItStands() {
        const QByteArray before = "<body><div id=a><div>" + paragraph("one", 40) + "</div><div>" +
                                  paragraph("two", 40) + "</div></div><div id=b><div>" + paragraph("three", 40) +
                                  "</div></div>";
        Override part;
        for (const Part& found : partsOf(before)) {
            if (found.opening.startsWith(QLatin1String("two0")))
                part.part = found.path;
        }
        QVERIFY(part.part.endsWith("div:2"));
        QCOMPARE(textWith("<body><header>New</header>" + before.mid(6), part), textWith(before, part));
        QVERIFY(has(textWith(before, part), "two39") && !has(textWith(before, part), "one"));
    }

    void aPartThatIsNotThereLeavesTheOwnChoiceAndSaysSo() {
        ExtractOptions options;
        options.choice.part = "main#other>div.missing";
        const Article found = extract(page(), options);
        QVERIFY(!found.choiceMet);
        QCOMPARE(found.text, extract(page()).text);
        QVERIFY(extract(page()).choiceMet);
    }

    void hostilePathsFindNothing_data() {
        QTest::addColumn<QByteArray>("path");
        for (const char* path : {">", ">>>", "#", ".", ":", "div:", "p:99999999999999", "a>b>c>d>e>f>g>h>i>j>k>l>m"})
            QTest::addRow("%s", path) << QByteArray(path);
        QTest::addRow("long") << QByteArray(100'000, '>');
    }
    void hostilePathsFindNothing() {
        QFETCH(QByteArray, path);
        ExtractOptions options;
        options.choice.part = path;
        QVERIFY(!extract("<body><ul>" + paragraph("a", 30) + "</ul>", options).choiceMet);
    }

    void titleAndFlagAreThePagesOwn() {
        ExtractOptions options;
        options.choice.part = pathOf(page(), QStringLiteral("section"));
        const Article found = extract(page(), options);
        QCOMPARE(found.title, extract(page()).title);
        QCOMPARE(found.flag, extract(page()).flag);
    }

    void leaningToMoreNeverKeepsLess() {
        const QByteArray listing = "<body><main>" + paragraph("story", 80) + "<p><a href=/b>more of this</a> and</p>" +
                                   "<ul><li><a href=/c>one</a></li></ul></main>" + paragraph("beside", 20);
        qsizetype before = -1;
        for (const double leaning : {-4.0, -2.0, 0.0, 2.0, 4.0}) {
            Override choice;
            choice.leaning = leaning;
            const qsizetype length = textWith(listing, choice).size();
            QVERIFY(length >= before);
            before = length;
        }
        Override less, more;
        less.leaning = -leaningMost;
        more.leaning = leaningMost;
        QVERIFY(textWith(listing, more).size() > textWith(listing, less).size());
    }

    void partsAreFewLargestFirstAndEachAnotherPiece() {
        const std::vector<Part> parts = partsOf(page());
        QVERIFY(parts.size() >= 3 && parts.size() <= 12);
        for (size_t i = 1; i < parts.size(); ++i)
            QVERIFY(parts[i].words <= parts[i - 1].words);
        QVERIFY(!pathOf(page(), QStringLiteral("section#remarks")).isEmpty());
        for (const Part& part : parts) {
            QVERIFY(part.share > 0 && part.share <= 1);
            QVERIFY(!part.opening.isEmpty());
            QVERIFY(!part.opening.startsWith(QLatin1String("hidden")));
        }
    }

    void everyPartListedIsFoundAgain() {
        for (const Part& part : partsOf(page())) {
            ExtractOptions options;
            options.choice.part = part.path;
            const Article found = extract(page(), options);
            QVERIFY2(found.choiceMet, part.path.constData());
            QCOMPARE(found.wordCount, part.words);
        }
    }

    void aPageOfManySiblingsIsSearchedQuickly() {
        QByteArray html = "<body>";
        for (int i = 0; i < 60'000; ++i)
            html += "<div>word</div>";
        ExtractOptions options;
        options.choice.part = "body>div:59999";
        QVERIFY(extract(html, options).choiceMet);
    }

    void openingsEndBetweenCharacters() {
        const QByteArray word = QStringLiteral("كانتx السفن ").toUtf8();
        for (int before = 0; before < 4; ++before) {
            for (const Part& part :
                 partsOf("<body><article><p>" + QByteArray(before, 'a') + word.repeated(60) + "</p>")) {
                QVERIFY(!part.opening.contains(QChar::ReplacementCharacter));
                QVERIFY(part.opening.endsWith(QChar(0x2026)));
            }
        }
    }

    void nothingHasNoParts() { QVERIFY(partsOf({}).empty()); }
};

QTEST_GUILESS_MAIN(OverrideTest)
#include "tst_override.moc"
