#include "article/agreement.h"
#include "article/article.h"
#include "article/explain.h"
#include "article/parser.h"
#include "article/selector.h"
#include "article/text.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <cmath>

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
        const Article found =
            extract("<html><body><nav><ul><li><a href=/a>Home</a></li><li><a href=/b>Shop</a></li><li>"
                    "<a href=/c>Cart (0)</a></li></ul></nav><div>Loading...</div><footer><ul><li><a "
                    "href=/d>Privacy</a></li><li><a href=/e>Terms</a></li></ul></footer></body></html>");
        QVERIFY2(found.text.isEmpty(), qPrintable(found.text));
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
