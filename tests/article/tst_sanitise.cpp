#include "article/article.h"
#include "article/document.h"
#include "article/outputtags.h"
#include "article/parser.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace article;

namespace {

const QUrl siteBase(QStringLiteral("https://site.example/a/page.html"));

bool isSafeLink(const QByteArray& link, bool image) {
    return link.startsWith("http://") || link.startsWith("https://") ||
           (!image && (link.startsWith('#') || link.startsWith("mailto:")));
}

// What is outside the allow-list when `html` is parsed again; empty when nothing is.
QString complaintAbout(const QByteArray& html) {
    const QByteArray page = "<!DOCTYPE html><body>" + html;
    const Document document = parse({page.constData(), size_t(page.size())}, std::chrono::seconds(5));
    for (NodeId id = 1; id < document.size(); ++id) {
        const Tag tag = document.tag(id);
        const QString name = QString::fromUtf8(document.name(id).data(), qsizetype(document.name(id).size()));
        const Role role = roleOf(tag);
        const bool frame = tag == Tag::Html || tag == Tag::Head || tag == Tag::Body || tag == Tag::Text;
        if (!frame && (role == Role::Dropped || role == Role::Transparent || outputTag(tag) != tag))
            return QStringLiteral("<%1>").arg(name);
        for (quint32 i = 0; i < document.node(id).attributes; ++i) {
            const NamedValue& each = document.attributeAt(document.node(id).attributesAt + i);
            const std::string_view value = document.view(each.value);
            const bool link =
                (tag == Tag::A && each.name == Attribute::Href) || (tag == Tag::Img && each.name == Attribute::Src);
            const bool good = link ? isSafeLink(QByteArray(value.data(), qsizetype(value.size())), tag == Tag::Img)
                                   : allows(tag, each.name, value);
            if (!good)
                return QStringLiteral("<%1 %2>").arg(name, QString::fromUtf8(attributeName(each.name).data()));
        }
    }
    // The tree keeps known attributes only; handlers and the like have to be looked for in the bytes.
    static const QRegularExpression inTag(
        QStringLiteral("<[^>]*\\s(on\\w+|style|srcdoc|formaction|srcset|action|background|"
                       "poster|xlink:href|ping)\\s*="),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = inTag.match(QString::fromUtf8(html));
    return match.hasMatch() ? match.captured() : QString();
}

} // namespace

class SanitiseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void attacksLeaveNothingOutsideTheAllowList_data() {
        QTest::addColumn<QByteArray>("attack");
        QFile list(QStringLiteral(TIDEMARK_FIXTURES "/article/attacks.txt"));
        QVERIFY(list.open(QIODevice::ReadOnly));
        int number = 0;
        for (QByteArray line : list.readAll().split('\n')) {
            if (line.isEmpty() || line.startsWith("## "))
                continue;
            line.replace("\\0", QByteArray(1, '\0')).replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r");
            QTest::addRow("%d", ++number) << line;
        }
        QVERIFY(number > 60);
    }
    void attacksLeaveNothingOutsideTheAllowList() {
        QFETCH(QByteArray, attack);
        for (const QByteArray& input : {attack, QByteArray("<p>before " + attack + " after</p>"),
                                        QByteArray("<table><tr><td>" + attack), QByteArray("<pre><code>" + attack)}) {
            const QByteArray once = sanitise(input, siteBase);
            QVERIFY2(complaintAbout(once).isEmpty(),
                     qPrintable(QString(complaintAbout(once) + QStringLiteral(" in ") + QString::fromUtf8(once))));
            QCOMPARE(sanitise(once, siteBase), once);
            QVERIFY(!once.contains("javascript:") || !once.contains("href=\"javascript"));
        }
    }

    void attackedPagesGiveCleanArticles_data() { attacksLeaveNothingOutsideTheAllowList_data(); }
    void attackedPagesGiveCleanArticles() {
        QFETCH(QByteArray, attack);
        const QByteArray words =
            QByteArray("some words of running text that make a paragraph long enough to keep ").repeated(4);
        const QByteArray page =
            "<html><body><main><p>" + words + "</p>" + attack + "<p>" + words + "</p></main></body></html>";
        ExtractOptions options;
        options.link = siteBase;
        const QByteArray html = extract(page, options).html;
        QVERIFY2(complaintAbout(html).isEmpty(), html.constData());
        QCOMPARE(sanitise(html), html);
    }

    void whatAuthorsWriteIsKept_data() {
        QTest::addColumn<QByteArray>("fragment");
        QTest::newRow("code") << QByteArray(
            "<pre><code class=\"language-python\" data-lang=\"python\"><span class=\"kn\">import</span>"
            " <span class=\"nn\">os</span>\n\n\n    x &lt; y &amp;&amp; z\n</code></pre>");
        QTest::newRow("pre that begins with a blank line") << QByteArray("<pre>\n\nx</pre>");
        QTest::newRow("heading with id") << QByteArray("<h2 id=\"hello-world\">Hello <em>world</em></h2>");
        QTest::newRow("links") << QByteArray(
            "<p><a href=\"https://a.example/?a=1&amp;b=2#c\">a</a> <a href=\"#hello\">b</a> "
            "<a href=\"mailto:x@y.example\">c</a></p>");
        QTest::newRow("lists") << QByteArray("<ol start=\"3\"><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ol>");
        QTest::newRow("table") << QByteArray(
            "<table><caption>T</caption><thead><tr><th scope=\"col\">a</th></tr></thead><tbody><tr>"
            "<td colspan=\"2\">b</td><td></td></tr></tbody></table>");
        QTest::newRow("figure") << QByteArray(
            "<figure><img src=\"https://a.example/x.png\" alt=\"X\" width=\"10\"><figcaption>"
            "Cap</figcaption></figure>");
        QTest::newRow("quote") << QByteArray("<blockquote><p>q<br>r</p></blockquote><hr>");
        QTest::newRow("definitions") << QByteArray("<dl><dt>t</dt><dd>d</dd></dl>");
        QTest::newRow("direction") << QByteArray("<p dir=\"rtl\" lang=\"ar\">نص</p>");
        QTest::newRow("details") << QByteArray("<details><summary>s</summary><p>t</p></details>");
    }
    void whatAuthorsWriteIsKept() {
        QFETCH(QByteArray, fragment);
        QCOMPARE(sanitise(fragment, siteBase), fragment);
    }

    void relativeAddressesBecomeAbsolute() {
        QCOMPARE(
            sanitise("<p><a href=\"../b?x=1\">b</a><img src=\"//cdn.example/i.png\"></p>", siteBase),
            QByteArray("<p><a href=\"https://site.example/b?x=1\">b</a><img src=\"https://cdn.example/i.png\"></p>"));
        QCOMPARE(sanitise("<p><a href=\"b\">b</a><img src=\"i.png\"></p>"), QByteArray("<p>b</p>"));
    }

    void credentialsInLinksAreCutOff() {
        QVERIFY(!sanitise("<a href=\"https://me:secret@a.example/\">a</a>", siteBase).contains("secret"));
    }

    void idsDoNotClobber() {
        QCOMPARE(sanitise("<p id=\"location\">a</p><img id=cookie name=body src=https://a.example/i.png>", siteBase),
                 QByteArray("<p>a</p><img src=\"https://a.example/i.png\">"));
    }

    void unknownElementsLeaveTheirText() {
        QCOMPARE(sanitise("<x-card><font color=red>a</font> <marquee>b</marquee></x-card>", siteBase),
                 QByteArray("a b"));
    }

    void textAndImagesOfAFragment() {
        const QByteArray fragment("<h1>T</h1><p>a <b>b</b></p><ul><li>c</li><li>d</li></ul><pre>x\n  y</pre>"
                                  "<img src=https://a.example/1.png alt=one><img src=https://a.example/1.png>");
        QCOMPARE(textOf(fragment), QStringLiteral("T\n\na b\n\nc\nd\n\nx\n  y"));
        QCOMPARE(imagesOf(fragment).size(), 1);
        QCOMPARE(imagesOf(fragment).at(0).alt, QStringLiteral("one"));
    }

    void quotationsHaveTheirMarksInTheText() {
        QCOMPARE(textOf("<p>a <q>b c</q> d</p><p><q>e</q></p>"),
                 QStringLiteral("a \u201Cb c\u201D d\n\n\u201Ce\u201D"));
    }

    // Grammar fuzzing with a fixed seed: nestings no author would write must still come out whole and stable.
    void randomNestingsAreStable() {
        static const QList<QByteArray> parts{"<p>",          "</p>",
                                             "<div>",        "</div>",
                                             "<a href=x>",   "</a>",
                                             "<b>",          "</b>",
                                             "<i>",          "</i>",
                                             "<ul>",         "</ul>",
                                             "<li>",         "</li>",
                                             "<table>",      "</table>",
                                             "<tr>",         "<td>",
                                             "</td>",        "<th>",
                                             "<tbody>",      "<caption>",
                                             "<pre>",        "</pre>",
                                             "<code>",       "</code>",
                                             "<h2>",         "</h2>",
                                             "<dl>",         "<dt>",
                                             "<dd>",         "</dl>",
                                             "<blockquote>", "</blockquote>",
                                             "<figure>",     "<figcaption>",
                                             "</figure>",    "<span dir=rtl>",
                                             "</span>",      "<br>",
                                             "<hr>",         "<img src=i.png>",
                                             "text ",        "x",
                                             "\n",           "<details>",
                                             "<summary>",    "</details>",
                                             "<svg>",        "</svg>",
                                             "<math>",       "<form>",
                                             "</form>",      "<select>",
                                             "<option>",     "<template>",
                                             "</template>",  "<noscript>",
                                             "</noscript>",  "<style>",
                                             "</style>",     "<ruby>",
                                             "<rt>",         "</ruby>",
                                             "<sub>",        "</sub>",
                                             "<q>",          "</q>",
                                             "<button>",     "</button>",
                                             "<nobr>",       "<foo>",
                                             "</foo>",       "&lt;",
                                             "&amp;",        "<!--",
                                             "-->",          "<textarea>",
                                             "</textarea>"};
        quint32 state = 20260101;
        for (int round = 0; round < 3000; ++round) {
            QByteArray input;
            for (int i = 0; i < 24; ++i) {
                state = state * 1664525 + 1013904223;
                input += parts[qsizetype(state >> 16) % parts.size()];
            }
            const QByteArray once = sanitise(input, siteBase);
            QVERIFY2(sanitise(once, siteBase) == once,
                     QByteArray(input + "\n->\n" + once + "\n->\n" + sanitise(once, siteBase)).constData());
            QVERIFY2(complaintAbout(once).isEmpty(), input.constData());
        }
    }
};

QTEST_GUILESS_MAIN(SanitiseTest)
#include "tst_sanitise.moc"
