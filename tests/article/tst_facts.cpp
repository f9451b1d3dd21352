#include "tests/article/madepages.h"

#include <QRegularExpression>
#include <QTest>

using namespace article;

namespace {

Article read(const QByteArray& middle) {
    ExtractOptions options;
    options.choice.wholePage = true; // what is chosen is not asked here
    return made::between(middle, options);
}

} // namespace

class FactsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void labelsAndValuesAreATable_data() {
        QTest::addColumn<QByteArray>("html");
        const auto row = [](const char* name, const char* html) { QTest::newRow(name) << QByteArray(html); };
        row("items with bold labels", "<ul><li><b>Weight:</b> 30 kg</li><li><b>Length:</b> 4 m</li>"
                                      "<li><b>Hull:</b> oak</li></ul>");
        row("rows of two parts",
            "<div><div class=row><div class=spec-name>Weight:</div><div class=spec-value>30 kg</div>"
            "</div><div class=row><div class=spec-name>Length:</div><div class=spec-value>4 m</div>"
            "</div><div class=row><div class=spec-name>Hull:</div><div class=spec-value>oak</div>"
            "</div></div>");
        row("terms in groups", "<dl><div><dt>Weight:</dt><dd>30 kg</dd></div><div><dt>Length:</dt><dd>4 m</dd></div>"
                               "<div><dt>Hull:</dt><dd>oak</dd></div></dl>");
    }
    void labelsAndValuesAreATable() {
        QFETCH(QByteArray, html);
        const Article article = read(html);
        QVERIFY2(article.text.contains(QLatin1String("Weight:\t30 kg\nLength:\t4 m\nHull:\toak")),
                 qPrintable(article.text));
        QVERIFY(article.html.contains("<tr><th>Weight:</th><td>30 kg</td></tr>"));
        QCOMPARE(sanitise(article.html), article.html);
    }

    void aValueThatIsALinkStaysOne() {
        const Article article =
            read("<ul><li><b>Maker:</b> <a href=/m>Oak &amp; Sons</a></li><li><b>Built:</b> "
                 "<time datetime=1896>in 1896</time></li><li><b>Hull:</b> <span>oak</span></li></ul>");
        QVERIFY2(article.html.contains("<tr><th>Maker:</th><td><a href=\"https://site.example/m\">Oak &amp; "
                                       "Sons</a></td></tr><tr><th>Built:</th><td><time datetime=\"1896\">in 1896</time>"
                                       "</td></tr><tr><th>Hull:</th><td>oak</td></tr>"),
                 article.html.constData());
        QCOMPARE(sanitise(article.html), article.html);
    }

    void aListOfSentencesStaysOne() {
        const QByteArray rest =
            " it takes some time and more words than anyone would put into a table of facts, does it "
            "not, as they say";
        const Article article = read("<ul><li><b>First:</b>" + rest + "</li><li><b>Then:</b>" + rest +
                                     "</li><li><b>Last:</b>" + rest + "</li></ul>");
        QVERIFY(!article.html.contains("<table"));
        QVERIFY(article.html.contains("<li><b>First:</b>"));
    }

    void aMenuIsNoTable() {
        const Article article = read("<ul><li><span>One</span> <a href=/1>first</a></li><li><span>Two</span> "
                                     "<a href=/2>second</a></li><li><span>Three</span> <a href=/3>third</a></li></ul>");
        QVERIFY(!article.html.contains("<table"));
    }
};

QTEST_GUILESS_MAIN(FactsTest)
#include "tst_facts.moc"
