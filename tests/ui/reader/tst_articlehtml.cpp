#include "ui/reader/articlehtml.h"
#include "ui/reader/pictures.h"
#include "ui/reader/sourceview.h"

#include <QElapsedTimer>
#include <QImage>
#include <QTest>

using ui::prepareArticle;

namespace {

QString prepared(const char* html) {
    return prepareArticle(QString::fromUtf8(html), {}).parts.first().html;
}

} // namespace

class ArticleHtmlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void emptyInputIsOneEmptyPart() {
        const auto article = prepareArticle({}, {});
        QCOMPARE(article.parts.size(), 1);
        QVERIFY(article.parts.first().html.isEmpty());
    }

    void whatRunsOrLoadsIsDroppedWithItsContent() {
        QCOMPARE(
            prepared("<p>a</p><script>alert(1)</script><style>@import url(file:///etc/passwd)</style>"
                     "<iframe src=\"file:///etc/passwd\">x</iframe><link rel=stylesheet href=\"http://a/\"><p>b</p>"),
            QStringLiteral("<p>a</p><p>b</p>"));
    }

    void eventHandlersAndStylesDoNotPass() {
        QCOMPARE(
            prepared("<p onclick=\"x()\" style=\"background:url(file:///etc/passwd)\" background=\"http://a/\">a</p>"),
            QStringLiteral("<p>a</p>"));
    }

    void aPictureIsANumberAndNeverAnAddress() {
        ui::PrepareOptions options;
        options.missingPicture = QStringLiteral("Not kept");
        options.picture = [](const QString& link) -> std::optional<ui::ShownPicture> {
            if (link == QLatin1String("https://a.example/1.png"))
                return ui::ShownPicture{0, QSize(30, 20)};
            return std::nullopt;
        };
        const auto article = prepareArticle(
            QStringLiteral(
                "<img src=\"https://a.example/1.png\"><img src=\"file:///etc/passwd\" alt=\"Secret &lt;b&gt;\">"),
            options);
        QCOMPARE(article.parts.first().html,
                 QStringLiteral("<img src=\"asset:0\" width=\"30\" height=\"20\">"
                                "<span class=\"missing\">Not kept: Secret &lt;b&gt;</span>"));
        QCOMPARE(article.parts.first().pictures, QList<int>{0});
    }

    void headingsBecomeContents() {
        const auto article = prepareArticle(
            QStringLiteral("<h2>One &amp; <em>only</em></h2><p>x</p><h3 id=\"t\">Two</h3><h2> </h2>"), {});
        QCOMPARE(article.headings.size(), 2);
        QCOMPARE(article.headings.at(0).text, QStringLiteral("One & only"));
        QCOMPARE(article.headings.at(1).level, 3);
        QCOMPARE(article.anchors.value(QStringLiteral("t"), -1), 0);
    }

    void aLongArticleComesInPartsThatAreWholeEach() {
        QString html = QStringLiteral("<div><ul>");
        for (int item = 0; item < 20'000; ++item)
            html += QStringLiteral("<li>An item with <b>some</b> words, number %1</li>").arg(item);
        html += QStringLiteral("</ul><h2 id=\"end\">End</h2></div>");
        ui::PrepareOptions options;
        options.partSize = 100'000;
        const auto article = prepareArticle(html, options);
        QVERIFY(article.parts.size() > 5);
        QString text;
        for (const ui::ArticlePart& part : article.parts) {
            QVERIFY(part.html.size() < 2 * options.partSize + 1'000);
            QCOMPARE(part.html.count(QLatin1String("<ul>")), part.html.count(QLatin1String("</ul>")));
            QCOMPARE(part.html.count(QLatin1String("<li>")), part.html.count(QLatin1String("</li>")));
            text += part.text;
        }
        for (const int item : {0, 9'999, 19'999})
            QCOMPARE(text.count(QStringLiteral("number %1\n").arg(item)), 1);
        QCOMPARE(article.anchors.value(QStringLiteral("end")), static_cast<int>(article.parts.size()) - 1);
    }

    void oneEndlessParagraphIsCutToo() {
        ui::PrepareOptions options;
        options.partSize = 10'000;
        const QString words = QString(QStringLiteral("<pre>") + QStringLiteral("word &amp; ").repeated(20'000) +
                                      QStringLiteral("</pre>"));
        const auto article = prepareArticle(words, options);
        qsizetype found = 0;
        for (const ui::ArticlePart& part : article.parts) {
            QVERIFY(part.html.size() < 25'000);
            QVERIFY(!part.text.contains(QLatin1String("&amp")));
            found += part.text.count(QLatin1String("word"));
        }
        QCOMPARE(found, 20'000);
        const auto solid = prepareArticle(QString(300'000, QLatin1Char('x')), options);
        QVERIFY(solid.parts.size() > 5);
    }

    void nestedTablesBecomeFlat() {
        QString html;
        for (int depth = 0; depth < 60; ++depth)
            html += QStringLiteral("<table><tr><td>");
        html += QStringLiteral("core");
        const QString shown = prepareArticle(html, {}).parts.first().html;
        QCOMPARE(shown.count(QLatin1String("<table")), 2);
        QVERIFY(shown.contains(QLatin1String("core")));
    }

    void hugeSpansAreCut() {
        const QString shown = prepared("<table><tr><td colspan=\"100000\" rowspan=\"65000\">x</td></tr></table>");
        QVERIFY(shown.contains(QLatin1String("colspan=\"20\"")));
        QVERIFY(shown.contains(QLatin1String("rowspan=\"20\"")));
    }

    void brokenMarkupNeitherHangsNorLosesText() {
        QCOMPARE(prepareArticle(QStringLiteral("a < b & c > d </p></div> <3 <"), {}).parts.first().text.simplified(),
                 QStringLiteral("a < b & c > d <3 <"));
        QElapsedTimer time;
        time.start();
        for (const char* piece : {"<b>", "<a href=\"", "<!--", "<p", "</", "&#x", "<table>", "<ul><li>"})
            prepareArticle(QString::fromLatin1(piece).repeated(100'000), {});
        QVERIFY2(time.elapsed() < 20'000, "grows faster than its input");
    }

    void onlyFourPictureFormatsReachADecoder() {
        QCOMPARE(ui::pictureFormat("\x89PNG\r\n\x1a\n...."), QByteArray("png"));
        QCOMPARE(ui::pictureFormat("GIF89a...."), QByteArray("gif"));
        QCOMPARE(ui::pictureFormat("<svg xmlns=\"http://www.w3.org/2000/svg\">"), QByteArray());
        QCOMPARE(ui::pictureFormat("BM......"), QByteArray());
        QVERIFY(ui::pictureSize("\x89PNG\r\n\x1a\n broken").isEmpty());
        QVERIFY(ui::decodePicture("GIF89a", QSize(10, 10), 1).isNull());
    }

    void aPictureIsNeverWiderThanItsColumn() {
        QCOMPARE(ui::sizeInColumn(QSize(300, 100), 600), QSize(300, 100));
        QCOMPARE(ui::sizeInColumn(QSize(1'200, 400), 600), QSize(600, 200));
        QVERIFY(!ui::sizeInColumn(QSize(1, 39'000'000), 600).isEmpty());
    }

    void theSourceIsPlainBoundedAndInParts() {
        const QStringList small = ui::sourceParts("HTTP/1.1 200 OK\r\n\r\n", "<b>\0\x1b</b>", "utf-8");
        QCOMPARE(small.size(), 1);
        QVERIFY(small.first().startsWith(QStringLiteral("HTTP/1.1 200 OK\n\n<b>")));
        const QStringList large = ui::sourceParts({}, QByteArray(3'000'000, 'x'), "utf-8");
        QVERIFY(large.size() > 10);
        for (const QString& part : large) {
            for (const QString& line : part.split(QLatin1Char('\n')))
                QVERIFY(line.size() <= 2'000);
        }
        QCOMPARE(ui::sourceParts({}, QByteArray("\xe9t\xe9"), "iso-8859-1").first(), QStringLiteral("été"));
        QCOMPARE(ui::sourceParts({}, {}, "no-such-charset").size(), 1);
    }
};

QTEST_GUILESS_MAIN(ArticleHtmlTest)
#include "tst_articlehtml.moc"
