#include "article/parser.h"

#include "article/pieces.h"

#include <QRegularExpression>
#include <QTest>

using namespace article;

namespace {

constexpr std::chrono::seconds longTime{60};

// A tree as text: one line a node, indented by its depth.
QByteArray printed(const Document& document) {
    QByteArray out;
    for (NodeId id = 1; id < document.size(); ++id) {
        const Node& node = document.node(id);
        out += QByteArray(node.depth, ' ') + QByteArray::fromStdString(std::string(document.name(id)));
        for (quint32 i = 0; i < node.attributes; ++i) {
            const NamedValue& each = document.attributeAt(node.attributesAt + i);
            out += QByteArray::fromStdString(" " + std::string(attributeName(each.name)) + "=" +
                                             std::string(document.view(each.value)));
        }
        out += QByteArray::fromStdString(":" + std::string(document.text(id)) + "\n");
    }
    return out;
}

Document parsed(const QByteArray& page, size_t piece = wholePiece) {
    return parse({page.constData(), size_t(page.size())}, longTime, piece);
}

// Everything that must not be cut in two stands in it at ever other distances from its beginning.
QByteArray pageOfManyForms() {
    QByteArray page("<!DOCTYPE html><html><head><title>A &amp; B</title><style>p > a { color: red }</style>");
    for (int i = 0; i < 40; ++i) {
        page += QByteArray(i, 'x') + "<p class='a > b' title=\"&#8217;s > t&quot;\">one &#x2019; two &amp; three\r\n";
        page += "<textarea rows=3>a < b &lt; c</textarea><iframe src=/x>frame</iframe>";
        page += "<script type=application/ld+json>{\"a\": \"<b>x</b>\"}</script><script>if (a > b) \"</p>\";</script>";
        page += "<!-- a > b -- c --><svg><title>t</title><![CDATA[ > ]]></svg><noscript><b>none</b></noscript>";
        page += "Gr\xC3\xB6\xC3\x9F"
                "e \xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E \xF0\x9F\x99\x82<br/><b>bold<i>both</b>it</i>";
        page += "<table><td>cell<ul><li>a<li>b</ul></table><style>a{}</style><a href=/p?a=1&amp;b=2>link</a></p>\n";
    }
    return page;
}

} // namespace

class ParserTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void theTreeDoesNotDependOnThePieces() {
        const QByteArray page = pageOfManyForms();
        const QByteArray whole = printed(parsed(page, size_t(page.size())));
        QCOMPARE(whole.count("li:"), 80);
        QCOMPARE(whole.count("textarea:"), 40);
        for (size_t piece = 128; piece < 400; ++piece)
            QCOMPARE(printed(parsed(page, piece)), whole);
        for (const size_t piece : {700UL, 5'000UL, wholePiece})
            QCOMPARE(printed(parsed(page, piece)), whole);
    }

    void endlessTextIsCutBetweenWordsAndCharacters() {
        const QByteArray words = "<p>" + QByteArray("word &amp; gr\xC3\xBCn ").repeated(1000);
        const QByteArray noSpaces = "<p title='" + QByteArray("\xE6\x97\xA5&lt;").repeated(2000) + "'>x";
        for (const QByteArray& page : {words, noSpaces})
            QCOMPARE(printed(parsed(page, 500)), printed(parsed(page, size_t(page.size()))));
    }

    void manyTagsAreReadToTheEnd() {
        const Document document = parsed(QByteArray("<b>x</b>").repeated(20'000) + "<p>end");
        QVERIFY(!document.truncated());
        QCOMPARE(document.text(document.size() - 1), std::string_view("end"));
    }

    void aPieceEndsBehindTheLastTag() {
        QCOMPARE(pieceLength("<p>one<b>two</b> three", 14, 100), 9UL);
        QCOMPARE(pieceLength("<p>one<b>two</b> three", 16, 100), 16UL);
        QCOMPARE(pieceLength("<p>one", 100, 100), 6UL);
    }

    void aPieceHoldsFewTags() {
        QCOMPARE(pieceLength("<p><i><b>x</b>", 100, 2), 6UL);
        QCOMPARE(pieceLength("</p></p></p>", 100, 1), 12UL); // ends open nothing
        QCOMPARE(pieceLength("<p <p <p ", 100, 2), 6UL);
    }

    void aPieceOfTextEndsBehindASpace() {
        QCOMPARE(pieceLength("one two three", 10, 100), 8UL);
        QCOMPARE(pieceLength("onetwo&#8217;three", 10, 100), 6UL);
        QCOMPARE(pieceLength("\xE6\x97\xA5\xE6\x97\xA5", 4, 100), 1UL);
    }

    void thereIsAlwaysAPiece() {
        QCOMPARE(pieceLength("\xFF\xFF\xFF", 1, 1), 1UL);
        QCOMPARE(pieceLength("&&&&", 1, 1), 1UL);
        QCOMPARE(pieceLength("<a<a", 3, 1), 2UL);
        QCOMPARE(pieceLength(">", 1, 1), 1UL);
    }
};

QTEST_GUILESS_MAIN(ParserTest)
#include "tst_parser.moc"
