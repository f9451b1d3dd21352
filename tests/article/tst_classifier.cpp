#include "article/agreement.h"
#include "article/article.h"
#include "article/explain.h"
#include "article/features.h"
#include "article/parser.h"
#include "article/selector.h"
#include "article/text.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <cmath>
#include <set>

using namespace article;

namespace {

const QByteArray sentence =
    "A harbour master writes down when each of the ships comes in, and how deep the water stood "
    "at the quay on that morning. ";

Document parsed(const QByteArray& html) {
    return parse(viewOf(html), std::chrono::seconds(5));
}

QByteArray tableBytes() {
    QFile file(QStringLiteral(":/extraction/content.table"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// An article with a menu, a comment and a line of legal text around it.
QByteArray page(const QByteArray& content) {
    return "<html><head><title>Tides</title></head><body><nav class=menu><ul><li><a href=/a>Home</a></li><li><a "
           "href=/b>"
           "About</a></li><li><a href=/c>Contact</a></li></ul></nav><div class=entry-content><h1>Tides</h1>" +
           content + "</div><footer class=site-footer><p>All rights reserved</p></footer></body></html>";
}

// A table of one tree that asks one feature whether it is below 0.5, and no names.
struct SmallTable {
    quint8 depth = 1;
    quint8 chosen = 0; // only feature 0 has a cut, and only one
    quint8 place = 0;
    float temperature = 1;
    float nameScale = 1;
    float base = 0;

    QByteArray bytes() const {
        QByteArray all = tableBytes().left(14); // what it begins with, number and hash of the features' names
        const auto put = [&](auto... numbers) {
            (all.append(reinterpret_cast<const char*>(&numbers), qsizetype(sizeof numbers)), ...);
        };
        const auto features = qsizetype(featureNames().size());
        put(temperature);
        all.append(QByteArray(features * qsizetype(sizeof(float)), '\0')); // what is typical
        put(0U, nameScale, quint8(1), quint8(1));
        all.append(QByteArray(features - 1, '\0')); // no cuts of the others
        put(0.5F, base, 1.0F, 1U, depth, chosen, place, qint16(-1), qint16(1));
        return all;
    }
};

// The walk of a tree by the book, to hold the quick one against.
float walked(const std::vector<Forest::Node>& nodes, const std::vector<float>& leaves, size_t inner,
             std::span<const float> row) {
    float sum = 0;
    for (size_t tree = 0; tree * inner < nodes.size(); ++tree) {
        size_t at = 0;
        while (at < inner) {
            const Forest::Node& node = nodes[tree * inner + at];
            at = row[node.feature] < node.cut ? 2 * at + 1 : 2 * at + 2;
        }
        sum += leaves[tree * (inner + 1) + at - inner];
    }
    return sum;
}

} // namespace

class ClassifierTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void treesAreWalkedToTheirLeaves() {
        const std::vector<Forest::Node> nodes{{0.5F, 0}, {2.0F, 1}, {-1.0F, 2}, {1.0F, 2}, {0.0F, 0}, {3.0F, 1}};
        const std::vector<float> leaves{1, 2, 4, 8, 16, 32, 64, 128};
        const Forest forest(2, 0.25F, nodes, leaves);
        QCOMPARE(forest.trees(), size_t(2));
        for (const size_t rows : {size_t(1), size_t(7), size_t(8), size_t(9), size_t(21)}) {
            std::vector<float> values;
            for (size_t i = 0; i < rows * 3; ++i)
                values.push_back(float((i * 7) % 11) - 4);
            const std::vector<float> found = forest.evaluate(values, rows, 3);
            QCOMPARE(found.size(), rows);
            for (size_t row = 0; row < rows; ++row)
                QCOMPARE(found[row], 0.25F + walked(nodes, leaves, 3, std::span(values).subspan(row * 3, 3)));
        }
    }

    void aDamagedTableIsRefused() {
        const QByteArray whole = tableBytes();
        QVERIFY(whole.size() > 1000);
        QVERIFY(bool(ContentTable::read(whole)));
        for (qsizetype length = 0; length < whole.size(); length += 997) {
            const base::Result<ContentTable> cut = ContentTable::read(whole.left(length));
            QVERIFY2(!cut, qPrintable(QString::number(length)));
            QCOMPARE(cut.error().kind, QByteArray("table-invalid"));
        }
        QVERIFY(!ContentTable::read(whole + 'x'));
        QByteArray other = whole;
        other[10] = char(other[10] ^ 1); // of the features' names
        QVERIFY(!ContentTable::read(other));
    }

    void aTableThatCannotBeUsedIsRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        const float none = std::numeric_limits<float>::quiet_NaN();
        QTest::newRow("a feature without cuts") << SmallTable{.chosen = 1}.bytes();
        QTest::newRow("a feature that is not") << SmallTable{.chosen = 254}.bytes();
        QTest::newRow("a cut that is not") << SmallTable{.place = 1}.bytes();
        QTest::newRow("no depth") << SmallTable{.depth = 0}.bytes();
        QTest::newRow("too deep") << SmallTable{.depth = 11}.bytes();
        QTest::newRow("nothing behind the depth") << SmallTable{.depth = 11}.bytes().chopped(6);
        QTest::newRow("no temperature") << SmallTable{.temperature = 0}.bytes();
        QTest::newRow("a temperature that is no number") << SmallTable{.temperature = none}.bytes();
        QTest::newRow("weights that are no numbers") << SmallTable{.nameScale = none}.bytes();
        QTest::newRow("a sum that is no number") << SmallTable{.base = none}.bytes();
        QTest::newRow("an endless sum") << SmallTable{.base = std::numeric_limits<float>::infinity()}.bytes();
    }

    void aTableThatCannotBeUsedIsRefused() {
        QFETCH(const QByteArray, bytes);
        const base::Result<ContentTable> table = ContentTable::read(bytes);
        QVERIFY(!table);
        QCOMPARE(table.error().kind, QByteArray("table-invalid"));
    }

    void aSmallTableIsRead() {
        const base::Result<ContentTable> table = ContentTable::read(SmallTable{}.bytes());
        QVERIFY(bool(table));
        QCOMPARE(table.value().forest.trees(), size_t(1));
        QCOMPARE(table.value().forest.evaluate(std::vector<float>{0.0F}, 1, 1).front(), -1.0F);
        QCOMPARE(table.value().forest.evaluate(std::vector<float>{0.5F}, 1, 1).front(), 1.0F);
        const base::Result<ContentTable> askingNothing = ContentTable::read(SmallTable{.chosen = 255}.bytes());
        QVERIFY(bool(askingNothing));
        QCOMPARE(askingNothing.value().forest.evaluate(std::vector<float>{0.5F}, 1, 1).front(), -1.0F);
    }

    void eachGroupWritesANumberForEachOfItsNames_data() {
        QTest::addColumn<QByteArray>("html");
        QTest::newRow("an article") << page("<p>" + sentence + "</p><h2>Ebb</h2><pre>a = 1</pre>");
        QTest::newRow("one word") << QByteArray("word");
        QTest::newRow("digits and marks alone") << QByteArray("<p>1 2 3 ...<p>_ ?! |");
        QTest::newRow("without spaces") << QByteArray("<p>\xE6\xB0\xB4\xE4\xBD\x8D\xE8\xA1\xA8<p>\xE6\xB0\xB4");
        QTest::newRow("links alone") << "<title>x</title>" + QByteArray("<li><a href=/a>a</a>").repeated(40);
        QTest::newRow("everything hidden") << QByteArray("<main hidden><article aria-hidden=true>a b</article></main>");
    }

    void eachGroupWritesANumberForEachOfItsNames() {
        QFETCH(const QByteArray, html);
        const Document document = parsed(html);
        const Blocks blocks(document);
        const PageView view(document, blocks, ContentTable::shipped().paths);
        for (const FeatureGroup* group : {&ownFeatures, &nearFeatures, &levelFeatures, &mainFeatures, &pageFeatures}) {
            const std::unique_ptr<FeatureWriter> writer = group->begin(view);
            for (quint32 block = 0; block < blocks.size(); ++block) {
                std::vector<float> numbers(featureNames().size() * 2);
                RowWriter row(numbers.data());
                writer->write(block, row);
                QCOMPARE(size_t(row.at() - numbers.data()), group->names.size());
                for (size_t i = 0; i < group->names.size(); ++i)
                    QVERIFY2(std::isfinite(numbers[i]), group->names[i]);
            }
        }
    }

    void aTableCanNumberAllFeatures() {
        QVERIFY(featureNames().size() <= 255);
        const std::set<std::string_view> different(featureNames().begin(), featureNames().end());
        QCOMPARE(different.size(), featureNames().size());
    }

    void aNameWeighsByItsPlace() {
        const Document document = parsed("<div class='post-body2'><div><div><p>" + sentence + "</p></div></div></div>");
        const Blocks blocks(document);
        const std::vector<std::vector<quint32>> all = Features(document, blocks, {}).names();
        QCOMPARE(all.size(), size_t(1));
        const PathModel none;
        QVERIFY(none.isEmpty());
        const PathModel model({all[0].front()}, {1.5F});
        QCOMPARE(model.weight(all[0].front()), 1.5F);
        QCOMPARE(model.weight(all[0].front() ^ 8), 0.0F);
        // Digits say nothing: the same names with others are the same names.
        const Document twin = parsed("<div class='post-body77'><div><div><p>" + sentence + "</p></div></div></div>");
        QCOMPARE(Features(twin, Blocks(twin), {}).names(), all);
        const Document other = parsed("<div><div class='post-body2'><div><p>" + sentence + "</p></div></div></div>");
        QVERIFY(Features(other, Blocks(other), {}).names() != all);
    }

    void codeIsContentWhereTheTextBesideItIs() {
        const Document document =
            parsed("<p>" + sentence + "</p><pre>x = { 1 };</pre><p>" + sentence + "</p><p>Share this</p>");
        const Blocks blocks(document);
        const Features features(document, blocks, {});
        const std::vector<float> odds = agreed(features.page(), {3.0F, -2.0F, 1.0F, -4.0F});
        QCOMPARE(odds[1], 3.0F);
    }

    void blocksThatLookAlikeAreJudgedAlike() {
        const Document document = parsed("<div class=a>" + sentence + "</div><div class=a>" + sentence +
                                         "</div><section class=b>" + sentence + "</section>");
        const Blocks blocks(document);
        const Features features(document, blocks, {});
        const std::vector<float> odds = agreed(features.page(), {2.0F, 0.0F, -3.0F});
        QCOMPARE(odds, (std::vector<float>{1.5F, 0.5F, -3.0F}));
    }

    void contentIsToldFromChrome() {
        const Document document = parsed(page("<p>" + sentence + sentence + "</p><p>" + sentence + sentence + "</p>"));
        const Blocks blocks(document);
        const Selection selection = selectContent(document, blocks);
        QCOMPARE(selection.keep.size(), blocks.size());
        for (size_t i = 0; i < blocks.size(); ++i) {
            const bool content = blocks[i].tokens > 20;
            if (content || document.tag(blocks[i].element) == Tag::Li)
                QVERIFY2(selection.keep[i] == content, std::string(blocks.text(i)).c_str());
        }
        QVERIFY(document.contains(selection.main, blocks[4].element));
    }

    void leaningOnlyAdds() {
        const Document document =
            parsed(page("<p>" + sentence + sentence + "</p><p>" + sentence + "</p><p>Photo: somebody</p>"));
        const Blocks blocks(document);
        std::vector<bool> before(blocks.size(), false);
        size_t most = 0;
        for (double leaning = -4; leaning <= 4; ++leaning) {
            const Selection selection = selectContent(document, blocks, leaning);
            for (size_t i = 0; i < blocks.size(); ++i)
                QVERIFY(selection.keep[i] || !before[i]);
            before = selection.keep;
            most = size_t(std::count(before.begin(), before.end(), true));
        }
        QVERIFY(most > 3);
    }

    void aPageOfChromeAloneHasNoContent() {
        QByteArray menu;
        for (const char* name :
             {"Home",           "Shop all",      "New in",  "Sale",           "Gift cards",       "Order status",
              "Sign in",        "Cart (0)",      "Help",    "Privacy policy", "Terms of service", "Cookie settings",
              "Track my order", "Store locator", "Careers", "Press",          "Returns",          "Shipping",
              "Size guide",     "Affiliates"})
            menu += "<li><a href=/x>" + QByteArray(name) + "</a></li>";
        const Article found =
            extract("<html><body><nav class=menu><ul>" + menu + "</ul></nav><div class=header-menu><ul>" + menu +
                    "</ul></div><div id=app>Loading...</div><footer><ul>" + menu + "</ul></footer></body></html>");
        QVERIFY2(found.text.isEmpty(), qPrintable(found.text));
    }

    void aShortPageIsWhatItSays_data() {
        QTest::addColumn<QByteArray>("html");
        QTest::newRow("a paragraph") << QByteArray("<p>Gone sailing, back on Monday.</p>");
        QTest::newRow("a heading and a line") << QByteArray("<h1>Closed</h1><p>Gone sailing, back on Monday.</p>");
        QTest::newRow("bare text") << QByteArray("Gone sailing, back on Monday.");
        QTest::newRow("in a table") << QByteArray("<table><tr><td>Gone sailing, back on Monday.</td></tr></table>");
        QTest::newRow("with a link") << QByteArray("<div>Gone sailing, back on <a href=/m>Monday</a>.</div>");
    }
    void aShortPageIsWhatItSays() {
        QFETCH(QByteArray, html);
        const Article found = extract("<html><head><title>Shop</title></head><body>" + html + "</body></html>");
        QVERIFY2(found.text.contains(QLatin1String("Gone sailing, back on Monday.")), qPrintable(found.text));
    }

    void eachBlockIsExplainedByItsScoreAndReasons() {
        const QString told = explain(page("<p>" + sentence + sentence + "</p><p>" + sentence + sentence + "</p>"));
        static const QRegularExpression kept(QStringLiteral(
            "\\n\\+ 0\\.\\d{3}  \\d+ words, 0 in links  \\[\\+\\d\\.\\d [^\\]]+\\]  .*> p\\n +A harbour"));
        static const QRegularExpression dropped(
            QStringLiteral("\\n- 0\\.\\d{3}  \\d+ words, \\d+ in links  \\[−\\d\\.\\d [^\\]]+\\]  .*li.*\\n +Home"));
        QVERIFY2(kept.match(told).hasMatch(), qPrintable(told));
        QVERIFY2(dropped.match(told).hasMatch(), qPrintable(told));
    }

    void anotherTableCanBeUsed() {
        ContentTable nothing = *ContentTable::read(tableBytes());
        nothing.forest = Forest();
        ExtractOptions options;
        options.table = &nothing;
        const QByteArray html = page("<p>" + sentence + sentence + "</p>");
        QVERIFY(extract(html).text.contains(QLatin1String("harbour")));
        QVERIFY(extract(html, options).text != extract(html).text);
    }
};

QTEST_GUILESS_MAIN(ClassifierTest)
#include "tst_classifier.moc"
