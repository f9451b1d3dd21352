#include "tests/article/madepages.h"

#include <QRegularExpression>
#include <QTest>

using namespace article;

namespace {

// The article's HTML between the paragraphs around.
QByteArray middleOf(const Article& article) {
    QByteArray html = article.html;
    return html.replace(QByteArray(made::paragraph).append('\n'), "").trimmed();
}

} // namespace

class FiguresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void whatAPageShowsIsWhatIsKept_data() {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<QByteArray>("kept");
        const auto row = [](const char* name, const char* html, const char* kept) {
            QTest::newRow(name) << QByteArray(html) << QByteArray(kept);
        };
        const char* figure = "<figure><p><img src=\"https://site.example/a.jpg\"></p>\n"
                             "<figcaption>A boat on dry land.</figcaption>\n</figure>";
        row("caption by its class",
            "<div class=wp-caption><img src=a.jpg><p class=wp-caption-text>A boat on dry land.</p></div>", figure);
        row("caption in a span",
            "<div class=image><div><img src=a.jpg></div><span class=photo-caption>A boat on dry land.</span></div>",
            figure);
        row("a picture again for browsers without scripts",
            "<figure><img src=blank.gif data-src=a.jpg><noscript><img src=a.jpg></noscript>"
            "</figure>",
            "<figure><p><img src=\"https://site.example/a.jpg\"></p>\n</figure>");
        row("a picture of a character", "<p>Well done <img class=emoji alt='\U0001F600' src=e.png> indeed.</p>",
            "<p>Well done \U0001F600 indeed.</p>");
        row("a smiley", "<p>Well done <img class=smilies alt=':)' src=e.png> indeed.</p>",
            "<p>Well done :) indeed.</p>");
        row("a formula",
            "<p>So <math><semantics><mi>x</mi><annotation encoding='application/x-tex'>x^2</annotation>"
            "</semantics></math> it is, by this.</p>",
            "<p>So x^2 it is, by this.</p>");
        row("a formula without a source",
            "<p>So <math><mi>x</mi><mo>=</mo><mfrac><mrow><mi>a</mi><mo>+</mo><msqrt><mi>b</mi></msqrt></mrow>"
            "<mn>2</mn></mfrac><mo>+</mo><msubsup><mi>c</mi><mn>1</mn><mrow><mi>n</mi><mo>-</mo><mn>1</mn></mrow>"
            "</msubsup><annotation-xml><ci>x</ci></annotation-xml></math> it is.</p>",
            "<p>So x=(a+\u221Ab)/2+c_1^(n-1) it is.</p>");
        row("a formula for a script",
            "<p>So <span class=MathJax_Preview></span><script type='math/tex'>x^2 < y</script> it is, by this.</p>",
            "<p>So x^2 &lt; y it is, by this.</p>");
        row("a formula twice",
            "<p>So <span class=katex><span "
            "class=katex-mathml><math><mi>x</mi><annotation>x^2</annotation></math></span>"
            "<span class=katex-html aria-hidden=true>x2</span></span> it is, by this.</p>",
            "<p>So x^2 it is, by this.</p>");
        row("a permalink",
            "<h2 id=part>The part<a class=headerlink href='#part'>\u00B6</a></h2><p>And what it says.</p>",
            "<h2 id=\"part\">The part</h2>\n<p>And what it says.</p>");
        row("a heading that is a link to itself",
            "<h2><a class=header-anchor href='#x'>The part</a></h2><p>What it says.</p>",
            "<h2><a href=\"#x\">The part</a></h2>\n<p>What it says.</p>");
        row("an icon's name", "<p>Go <i class=material-icons>arrow_forward</i> on from here, it says.</p>",
            "<p>Go on from here, it says.</p>");
        row("said twice",
            "<p>It costs <span class=a-offscreen>$12.99</span><span aria-hidden=true>$12<sup>99</sup></span> "
            "today.</p>",
            "<p>It costs $12.99 today.</p>");
        row("seen, then said",
            "<p>It costs <del aria-hidden=true>$15</del> <span class=screen-reader-text>The price was $15.</span> "
            "today.</p>",
            "<p>It costs <del>$15</del> today.</p>");
        row("hidden", "<p>Built in <span style='display:none'>1896-00</span>1896, and <b hidden>x</b> moved since.</p>",
            "<p>Built in 1896, and moved since.</p>");
        row("a way back from a note",
            "<ol><li id=cite_note-1><span class=mw-cite-backlink><b><a href='#r'>^</a></b></span> In the book of "
            "boats.</li></ol>",
            "<ol><li id=\"cite_note-1\">In the book of boats.</li></ol>");
        row("a question that is a button",
            "<h3><button aria-expanded=false>Where does the water come in?</button></h3><p>Where the keel meets the "
            "hull, as it does in most boats of this age and size.</p>",
            "<h3>Where does the water come in?</h3>\n<p>Where the keel meets the hull, as it does in most boats of "
            "this age and size.</p>");
        row("buttons that only do something",
            "<p>Where the keel meets the hull.<button>Share</button></p><p>As it does in most boats <button>Show me "
            "all of them <img src=arrow.png></button></p>",
            "<p>Where the keel meets the hull.</p>\n<p>As it does in most boats</p>\n<p>Show me all of them</p>");
        row("said only", "<p>See <a href=/x>this page<span class=sr-only> (opens a window)</span></a>.</p>",
            "<p>See <a href=\"https://site.example/x\">this page (opens a window)</a>.</p>");
        row("an element of the page's own", "<p>The <x-term>keel</x-term> meets the hull here.</p>",
            "<p>The keel meets the hull here.</p>");
        row("footnotes",
            "<p>So it is said<sup id=fnref1><a href='#fn1'>1</a></sup> in the book.</p>"
            "<ol><li id=fn1>In the book, on page ten.</li></ol>",
            "<p>So it is said<sup id=\"fnref1\"><a href=\"#fn1\">1</a></sup> in the book.</p>\n"
            "<ol><li id=\"fn1\">In the book, on page ten.</li></ol>");
        row("a tick in a table",
            "<table><tr><th>Part</th><th>Fits</th></tr><tr><td>Keel bolt</td><td>\u2713</td></tr></table>",
            "<table><tbody><tr><th>Part</th><th>Fits</th></tr><tr><td>Keel "
            "bolt</td><td>\u2713</td></tr></tbody></table>");
    }
    void whatAPageShowsIsWhatIsKept() {
        QFETCH(QByteArray, html);
        QFETCH(QByteArray, kept);
        const Article article = made::between(html);
        QCOMPARE(middleOf(article), kept);
        QCOMPARE(sanitise(article.html), article.html);
    }
};

QTEST_GUILESS_MAIN(FiguresTest)
#include "tst_figures.moc"
