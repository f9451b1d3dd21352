#include "formats/markdown.h"

#include <QTest>

class MarkdownTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void elementsBecomeTheirMarks_data() {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<QByteArray>("markdown");
        const auto row = [](const char* name, const char* html, const char* markdown) {
            QTest::newRow(name) << QByteArray(html) << QByteArray(markdown);
        };
        row("nothing", "", "");
        row("paragraphs", "<p>One\n two.</p><p>Three</p>", "One two.\n\nThree\n");
        row("headings", "<h1>A</h1><h2 id=\"x\">B</h2><p>c</p><h6>D</h6>", "# A\n\n## B\n\nc\n\n###### D\n");
        row("emphasis", "<p>a <strong>bold</strong>, <em>it</em>, <del>no</del> and <b><i>both</i></b></p>",
            "a **bold**, *it*, ~~no~~ and ***both***\n");
        row("space moves out of emphasis", "<p>a<b> b </b>c<i></i></p>", "a **b** c\n");
        row("link", "<p>See <a href=\"https://e.org/a_(b)?x=1&amp;y\">this <b>page</b></a>.</p>",
            "See [this **page**](https://e.org/a_(b)?x=1&y).\n");
        row("link that could end early", "<p><a href=\"https://e.org/a)b c\">x]</a></p>",
            "[x\\]](https://e.org/a%29b%20c)\n");
        row("picture", "<figure><img src=\"https://e.org/p.png\" alt=\"A [cat]\"><figcaption>Cat</figcaption></figure>",
            "![A \\[cat\\]](https://e.org/p.png)\n\nCat\n");
        row("picture in a link", "<p><a href=\"https://e.org/\"><img src=\"https://e.org/p.png\" alt=\"\"></a></p>",
            "[![](https://e.org/p.png)](https://e.org/)\n");
        row("line break", "<p>a<br>b<br></p>", "a\\\nb\n");
        row("rule", "<p>a</p><hr><p>b</p>", "a\n\n---\n\nb\n");
        row("code", "<p>Use <code>a*b</code> or <code>x `y`</code></p>", "Use `a*b` or `` x `y` ``\n");
        row("code block",
            "<pre><code class=\"language-python\" data-lang=\"python\"><span class=\"k\">def</span> f():\n"
            "    pass\n</code></pre>",
            "```python\ndef f():\n    pass\n```\n");
        row("code block with fences in it", "<pre>```\nx\n````\n</pre>", "`````\n```\nx\n````\n`````\n");
        row("quotation", "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n>\n> b\n\nc\n");
        row("list", "<ul><li>a</li><li>b</li></ul>", "- a\n- b\n");
        row("numbered list", "<ol start=\"9\"><li>a</li><li>b</li></ol>", "9. a\n10. b\n");
        row("nested lists", "<p>x</p><ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li><li>d</li></ul><p>y</p>",
            "x\n\n- a\n  - b\n    1. c\n- d\n\ny\n");
        row("list of paragraphs", "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>", "- a\n\n  b\n\n- c\n");
        row("list of single paragraphs", "<ul><li><p>a</p></li><li><p>c</p></li></ul>", "- a\n- c\n");
        row("code in a list", "<ul><li>a<pre>b\n\nc</pre></li></ul>", "- a\n\n  ```\n  b\n\n  c\n  ```\n");
        row("list in a quotation", "<blockquote><ul><li>a</li><li>b</li></ul></blockquote>", "> - a\n> - b\n");
        row("quotation in a list", "<ul><li><blockquote>a</blockquote></li></ul>", "- > a\n");
        row("two lists", "<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n<!-- -->\n\n- b\n");
        row("empty item", "<ul><li></li><li>b</li></ul>", "-\n- b\n");
        row("terms", "<dl><dt>T</dt><dd>d</dd></dl>", "T\n\n: d\n");
        row("table",
            "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1|2</td><td><b>x</b></td></tr>"
            "<tr><td><p>p</p><p>q</p></td></tr></tbody></table>",
            "| A | B |\n| --- | --- |\n| 1\\|2 | **x** |\n| p<br>q |  |\n");
        row("table without a head", "<table><tr><td>1</td><td>2</td></tr></table>",
            "|  |  |\n| --- | --- |\n| 1 | 2 |\n");
        row("superscript", "<p>x<sup>2</sup></p>", "x<sup>2</sup>\n");
        row("text that looks like marks", "<p>*a* _b_ snake_case [c] `d` &lt;e&gt; 1 &lt; 2 &amp;amp; \\ ~~f~~</p>",
            "\\*a\\* \\_b\\_ snake_case \\[c\\] \\`d\\` \\<e> 1 < 2 \\&amp; \\\\ \\~\\~f\\~\\~\n");
        row("text that looks like blocks",
            "<p># a</p><p>- b</p><p>1. c</p><p>&gt; d</p><p>2016 e</p><p>===</p><p>-5</p>",
            "\\# a\n\n\\- b\n\n1\\. c\n\n\\> d\n\n2016 e\n\n\\===\n\n-5\n");
        row("languages of the world", "<p>日本語、العربية</p>", "日本語、العربية\n");
        row("loose text", "a<div>b<p>c</p>d</div>", "a\n\nb\n\nc\n\nd\n");
    }
    void elementsBecomeTheirMarks() {
        QFETCH(QByteArray, html);
        QTEST(formats::toMarkdown(html), "markdown");
    }

    void deepNestingEndsWell() {
        const QByteArray levels("<blockquote><ul><li>");
        QVERIFY(formats::toMarkdown(QByteArray(levels.repeated(60) + "x")).contains("- x"));
        QVERIFY(formats::toMarkdown(QByteArray(levels.repeated(2'000) + "x")).size() < 4'000'000);
    }
};

QTEST_GUILESS_MAIN(MarkdownTest)
#include "tst_markdown.moc"
