#include "tests/article/madepages.h"

#include <QRegularExpression>
#include <QTest>

using namespace article;

namespace {

// What stands in the article's <pre> elements, without the markup in them.
QString codeOf(const Article& article) {
    static const QRegularExpression pre(QStringLiteral("<pre[^>]*>(.*?)</pre>"),
                                        QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression tag(QStringLiteral("<[^>]*>"));
    QStringList found;
    for (auto each = pre.globalMatch(QString::fromUtf8(article.html)); each.hasNext();)
        found += each.next().captured(1).remove(tag);
    return found.join(QStringLiteral("|")).trimmed();
}

} // namespace

class CodeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void eachLineIsKeptAndNumbersAreLeftOut_data() {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<QString>("code");
        const QString two = QStringLiteral("if x:\n    y()");
        const auto row = [](const char* name, const QByteArray& html, const QString& code) {
            QTest::newRow(name) << html << code;
        };
        row("plain", "<pre><code>if x:\n    y()</code></pre>", two);
        row("spans for white space", "<pre><span class=k>if</span><span class=w> </span>x:\n<span>    </span>y()</pre>",
            two);
        row("Rouge",
            "<div class=highlight><table class=rouge-table><tbody><tr><td class='rouge-gutter "
            "gl'><pre>1\n2\n</pre></td>"
            "<td class=rouge-code><pre>if x:\n    y()\n</pre></td></tr></tbody></table></div>",
            two);
        row("Pygments",
            "<table class=highlighttable><tr><td class=linenos><div class=linenodiv><pre>1\n2</pre></div></td>"
            "<td class=code><div class=highlight><pre>if x:\n    y()\n</pre></div></td></tr></table>",
            two);
        row("numbers in the line", "<pre><span class=lineno>1 </span>if x:\n<span class=lineno>2 </span>    y()</pre>",
            two);
        row("highlight.js with numbers",
            "<pre><code class='hljs'><table class=hljs-ln><tbody>"
            "<tr><td class='hljs-ln-line hljs-ln-numbers'>1</td><td class='hljs-ln-line hljs-ln-code'>if x:</td></tr>"
            "<tr><td class='hljs-ln-line hljs-ln-numbers'>2</td><td class='hljs-ln-line'>    y()</td></tr>"
            "</tbody></table></code></pre>",
            two);
        row("Prism",
            "<pre class=line-numbers><code class=language-py>if x:\n    y()<span class=line-numbers-rows>"
            "<span></span><span></span></span></code></pre>",
            two);
        row("GitHub",
            "<table class='highlight js-file-line-container'>\n<tr>\n<td class=blob-num data-line-number=1></td>\n"
            "<td class='blob-code blob-code-inner'>if x:</td>\n</tr>\n<tr>\n<td class=blob-num></td>\n"
            "<td class=blob-code>\n</td>\n</tr>\n<tr>\n<td class=blob-num></td>\n<td class=blob-code>    "
            "y()</td>\n</tr>"
            "</table>",
            QStringLiteral("if x:\n\n    y()"));
        row("Docusaurus",
            "<pre><code><span class=token-line>if x:<br></span><span class=token-line style='color:red'>"
            "    y()<br></span></code></pre>",
            two);
        row("divs of lines",
            "<pre><code><div class=token-line>if x:</div><div class=token-line>    y()</div></code></pre>", two);
        row("an empty line",
            "<pre><span class=line>if x:</span><span class=line></span><span class=line>    y()</span></pre>",
            QStringLiteral("if x:\n\n    y()"));
        row("lines with line ends", "<pre><span class=line>if x:</span>\n<span class=line>    y()</span></pre>", two);
        row("breaks", "<pre>if x:<br>    y()</pre>", two);
        row("list", "<pre><ol class=linenums><li class=L0>if x:</li><li class=L1>    y()</li></ol></pre>", two);
        row("one code a line", "<pre><code>if x:</code><code>    y()</code></pre>", two);
        row("white space of a div", "<div style='white-space: pre'>if x:\n    y()</div>", two);
        row("an editor's lines",
            "<div class=cm-content>\n <div class=cm-line>if x:</div>\n <div class=cm-line>    y()</div>\n</div>", two);
        row("older highlighter",
            "<div class=syntaxhighlighter><table><tr><td class=gutter><div class='line number1'>1</div>"
            "<div class='line number2'>2</div></td><td class=code><div class=container><div class='line number1'>"
            "<code class=k>if</code> <code>x:</code></div><div class='line "
            "number2'><code>&nbsp;&nbsp;&nbsp;&nbsp;</code>"
            "<code>y()</code></div></div></td></tr></table></div>",
            two);
        row("code without pre", "<code class=language-py>if x:\n    y()</code>", two);
        row("a copy button in it",
            "<pre><div class=toolbar><button class=copy>Copy</button></div><code>if x:\n    y()</code>"
            "<span class=copy-btn>Copy</span></pre>",
            two);
        row("numbers that are the code",
            "<pre><span class='token number'>42</span>\n<span class=hljs-number>7</span></pre>",
            QStringLiteral("42\n7"));
    }
    void eachLineIsKeptAndNumbersAreLeftOut() {
        QFETCH(QByteArray, html);
        QFETCH(QString, code);
        const Article article = made::between(html);
        QCOMPARE(codeOf(article), code);
        QVERIFY2(article.text.contains(code), qPrintable(article.text));
        QVERIFY(!article.text.contains(QLatin1String("Copy")));
        QCOMPARE(sanitise(article.html), article.html);
    }

    void aHeadingIsNoCopyButton() {
        const Article article =
            made::between("<h2 class='copy-block with-icon'>Short heading</h2><p>And what it says.</p>");
        QVERIFY2(article.html.contains("<h2>Short heading</h2>"), article.html.constData());
    }

    void aRankingIsNoCode() {
        const Article article = made::between("<table class=ranks><tr><td>1</td><td>First town</td></tr>"
                                              "<tr><td>2</td><td>Second town</td></tr></table>");
        QCOMPARE(codeOf(article), QString());
        QVERIFY(article.text.contains(QLatin1String("1\tFirst town\n2\tSecond town")));
    }

    void codeInALineStaysInIt() {
        const Article article = made::between("<p>Call <code>free(x)</code>, then <kbd>Ctrl</kbd>+<kbd>C</kbd>.</p>");
        QVERIFY(article.html.contains("<p>Call <code>free(x)</code>, then <kbd>Ctrl</kbd>+<kbd>C</kbd>.</p>"));
    }

    void whiteSpaceInAnElementOfItsOwnPartsWords() {
        const Article article = made::between("<p>one<span> </span>two<b> </b><i>three</i></p>");
        QVERIFY2(article.html.contains("<p>one two <i>three</i></p>"), article.html.constData());
    }

    void textWhoseSpaceIsKeptForItsLooksIsNoCode() {
        const Article article =
            made::between("<p style='white-space: pre-wrap'>A line of a poem, for instance,\nand one more</p>");
        QCOMPARE(codeOf(article), QString());
    }
};

QTEST_GUILESS_MAIN(CodeTest)
#include "tst_code.moc"
