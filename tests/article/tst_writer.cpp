#include "article/markup.h"
#include "article/outputblocks.h"
#include "article/outputline.h"
#include "article/parser.h"
#include "article/writer.h"

#include <QRegularExpression>
#include <QTest>

using namespace article;

namespace {

Document parsed(const QByteArray& html) {
    return parse({html.constData(), size_t(html.size())}, std::chrono::seconds(5));
}

NodeId find(const Document& document, Tag tag) {
    for (NodeId id = 0; id < document.size(); ++id) {
        if (document.tag(id) == tag)
            return id;
    }
    return noNode;
}

QByteArray written(const QByteArray& html, Shape shape) {
    const LinkResolver links(QUrl(QStringLiteral("https://site.example/")));
    return writeHtml(parsed(html), links, {.shape = shape});
}

// The parts of the writer, on a page that has one of each element they are asked for.
struct Desk {
    explicit Desk(const QByteArray& html, Shape shape = Shape::Plain)
        : document(parsed(html))
        , line(document, links, shape, out)
        , blocks(document, shape, line, out) {}

    void open(Tag tag) { blocks.open(tag, find(document, tag)); }
    void text(const char* words) {
        blocks.wantLine();
        line.makeReady();
        appendText(out, words);
    }
    QByteArray take() { return QByteArray::fromStdString(std::exchange(out, {})); }

    Document document;
    LinkResolver links{QUrl(QStringLiteral("https://site.example/"))};
    std::string out;
    OutputLine line;
    OutputBlocks blocks;
};

} // namespace

class WriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    // What a page puts on lines of its own by blocks that are not written is not run together.
    void wordsOfNeighbouringBlocksAreNotGlued() {
        QCOMPARE(written("<body><div>one</div>two<div>three</div></body>", Shape::Plain),
                 QByteArray("<p>one</p>\n<p>two</p>\n<p>three</p>\n"));
        QCOMPARE(written("<ul><li><div>Name</div><span><div>Price</div></span>more</li></ul>", Shape::Plain),
                 QByteArray("<ul><li>Name<br>Price<br>more</li></ul>\n"));
        QCOMPARE(
            written("<table><tr><th>a</th><th>b</th></tr><tr><td><div>1</div><div>2</div></td><td>3</td></tr></table>",
                    Shape::Plain)
                .count("1<br>2</td>"),
            1);
    }

    void whatWouldBeMarkupIsEscaped() {
        std::string out = "kept ";
        appendText(out, std::string_view("a<b> & \"c\"\r\n\0d", 14));
        QCOMPARE(out, std::string("kept a&lt;b&gt; &amp; \"c\" \nd"));
        out.clear();
        appendAttribute(out, "title", "\"><script>'&");
        QCOMPARE(out, std::string(" title=\"&quot;&gt;&lt;script&gt;'&amp;\""));
        appendText(out, {});
        QVERIFY(out.ends_with('"'));
    }

    void onlyAllowedAttributesAreWritten() {
        const Document page =
            parsed("<h2 id=part class=big onclick=x()>H</h2><p><span class=kw dir=rtl style='color:red'>s</span>");
        std::string out;
        appendAttributes(out, page, find(page, Tag::H2), Tag::H2, true);
        QCOMPARE(out, std::string(" id=\"part\""));
        out.clear();
        appendAttributes(out, page, find(page, Tag::Span), Tag::Span, false);
        QCOMPARE(out, std::string(" dir=\"rtl\""));
        out.clear();
        appendAttributes(out, page, find(page, Tag::Span), Tag::Span, true);
        QCOMPARE(out, std::string(" class=\"kw\" dir=\"rtl\""));
    }

    void elementsOfALineOpenAgainInTheNextBlock() {
        Desk desk("<b>x</b><p>y</p>");
        desk.line.enter(find(desk.document, Tag::B), Tag::B);
        desk.text("one");
        desk.blocks.endLine();
        desk.text("two");
        desk.blocks.closeAll();
        QCOMPARE(desk.take(), QByteArray("<p><b>one</b></p>\n<p><b>two</b></p>\n"));
    }

    void elementThatEndedIsClosedAndAnEmptyOneNeverWritten() {
        Desk desk("<i></i><b>x</b>y");
        desk.line.enter(find(desk.document, Tag::I), Tag::I);
        desk.line.leave(desk.document.end(find(desk.document, Tag::I)));
        desk.line.enter(find(desk.document, Tag::B), Tag::B);
        desk.text("x");
        desk.line.leave(desk.document.end(find(desk.document, Tag::B)));
        desk.text("y");
        desk.blocks.closeAll();
        QCOMPARE(desk.take(), QByteArray("<p><b>x</b>y</p>\n"));
    }

    void spacesAndBreaksWaitForWhatFollows() {
        Desk desk("x");
        desk.line.putOffSpace();
        desk.line.putOffBreak();
        desk.text("first"); // nothing before it: neither is written
        desk.line.putOffSpace();
        desk.line.putOffSpace();
        desk.text("second");
        desk.line.putOffSpace();
        desk.line.putOffBreak();
        desk.text("third");
        desk.line.putOffSpace();
        desk.line.putOffBreak();
        desk.blocks.closeAll();
        QCOMPARE(desk.take(), QByteArray("<p>first second<br>third</p>\n"));
    }

    void twoBreaksMakeAParagraph() {
        Desk desk("x");
        desk.text("one");
        desk.line.putOffBreak();
        QVERIFY(!desk.line.wantsParagraph());
        desk.line.putOffBreak();
        QVERIFY(desk.line.wantsParagraph());
        desk.blocks.splitParagraph();
        desk.text("two");
        desk.blocks.closeAll();
        QCOMPARE(desk.take(), QByteArray("<p>one</p>\n<p>two</p>\n"));
    }

    void looseTextInAListBecomesAnItemAndARealItemEndsIt() {
        Desk desk("<ul>loose<li>real</li></ul>");
        desk.open(Tag::Ul);
        desk.text("loose");
        QCOMPARE(desk.blocks.top(), Tag::Li);
        QVERIFY(desk.blocks.backTo(Role::List));
        desk.open(Tag::Li);
        desk.text("real");
        QVERIFY(!desk.blocks.backTo(Role::List)); // the item is the page's own: it ends where the page says
        desk.blocks.closeAll();
        QCOMPARE(desk.take(), QByteArray("<ul><li>loose</li><li>real</li></ul>\n"));
    }

    void textInATableGetsRowAndCell() {
        Desk desk("<table><tr><td>x</td></tr></table>");
        desk.open(Tag::Table);
        desk.text("x");
        desk.blocks.closeAll();
        QCOMPARE(desk.take(), QByteArray("<table><tbody><tr><td>x</td></tr></tbody></table>\n"));
    }

    void headingHoldsNoBlockAndAParagraphMakesRoom() {
        Desk desk("<h2>x</h2><p>y</p>");
        desk.open(Tag::H2);
        QVERIFY(!desk.blocks.mayHoldBlock());
        desk.blocks.closeAll();
        desk.open(Tag::P);
        QVERIFY(desk.blocks.mayHoldBlock());
        desk.blocks.endLine();
        QCOMPARE(desk.blocks.top(), Tag::None);
    }

    void aTableThatPlacesThePageIsNoTable() {
        const QByteArray text = QByteArray("Some words of the page. ").repeated(30).trimmed();
        QCOMPARE(written("<table><tr><td>Home<br>About</td><td>" + text + "</td></tr></table>", Shape::Plain),
                 "<p>Home<br>About</p>\n<p>" + text + "</p>\n");
        const QByteArray data = QByteArray("Some words. ").repeated(12).trimmed();
        QVERIFY(written("<table><tr><td>Keel</td><td>" + data + "</td></tr><tr><td>Mast</td><td>" + data +
                            "</td></tr></table>",
                        Shape::Plain)
                    .startsWith("<table>"));
    }

    void directionOfWhatIsNotWrittenIsKept() {
        QCOMPARE(
            written("<div dir=rtl><p>a</p><div>b<ul><li>c</li></ul></div><p dir=ltr>d</p></div><p>e</p>", Shape::Plain),
            QByteArray("<p dir=\"rtl\">a</p>\n<p dir=\"rtl\">b</p>\n<ul dir=\"rtl\"><li>c</li></ul>\n"
                       "<p dir=\"ltr\">d</p>\n<p>e</p>\n"));
        QCOMPARE(written("<div dir=RTL><p>a</p><ul><li>b<pre>c;</pre></li></ul><pre>d;</pre><pre dir=rtl>e</pre></div>",
                         Shape::Plain),
                 QByteArray("<p dir=\"rtl\">a</p>\n<ul dir=\"rtl\"><li>b<pre dir=\"ltr\">c;</pre>\n</li></ul>\n"
                            "<pre dir=\"ltr\">d;</pre>\n<pre dir=\"rtl\">e</pre>\n"));
    }

    void brokenPagesAreWrittenWhole_data() {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<QByteArray>("plain");
        const auto row = [](const char* html, const char* plain) {
            QTest::newRow(html) << QByteArray(html) << QByteArray(plain);
        };
        row("a<br><br>b", "<p>a</p>\n<p>b</p>\n");
        row("<pre>\n\n  x<br>y</pre>", "<pre>\n\n  x\ny</pre>\n");
        row("<h1>a<div>b</div>c</h1>", "<h1>a b c</h1>\n");
        row("<dl>loose<dt>t<dd>d</dl>", "<dl><dd>loose</dd><dt>t</dt><dd>d</dd></dl>\n");
        row("<figcaption>alone</figcaption>", "<p>alone</p>\n");
        row("<p><a href='javascript:x()'>a</a> <a href=/b>b<b></b></a>",
            "<p>a <a href=\"https://site.example/b\">b</a></p>\n");
        row("<p>a</p><hr><p>b</p><hr>", "<p>a</p>\n<hr>\n<p>b</p>\n");
        row("<div><section>x</section> </div>", "<p>x</p>\n");
        row("", "");
    }
    void brokenPagesAreWrittenWhole() {
        QFETCH(QByteArray, html);
        QFETCH(QByteArray, plain);
        const QByteArray once = written(html, Shape::Plain);
        QCOMPARE(once, plain);
        QCOMPARE(written(once, Shape::Plain), plain); // and again: the same
        const QByteArray faithful = written(html, Shape::Faithful);
        QCOMPARE(written(faithful, Shape::Faithful), faithful);
    }
};

QTEST_GUILESS_MAIN(WriterTest)
#include "tst_writer.moc"
