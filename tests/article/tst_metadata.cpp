#include "article/article.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

using namespace article;

namespace {

QByteArray words(int count) {
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += "word" + QByteArray::number(i) + ' ';
    return text.trimmed();
}

Article extracted(const QByteArray& page) {
    ExtractOptions options;
    options.link = QUrl(QStringLiteral("https://www.site.example/dir/page.html"));
    return extract(page, options);
}

QByteArray withBody(const QByteArray& head, const QByteArray& top = {}) {
    return "<html><head>" + head + "</head><body><main>" + top + "<p>" + words(60) + "</p><p>" + words(50) +
           "</p></main></body></html>";
}

} // namespace

class MetadataTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void headingThatMatchesIsTheTitle() {
        const Article found =
            extracted(withBody("<title>Rivers bend – Some Long Name Of A Site</title>", "<h1>How Rivers Bend</h1>"));
        QCOMPARE(found.title, QStringLiteral("How Rivers Bend"));
    }

    void hugeHeadsAreBounded_data() {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("top");
        QTest::newRow("metas of one name")
            << QByteArray("<meta name=author content='Ann Poe'>").repeated(100'000) << QByteArray();
        QByteArray names;
        for (int i = 0; i < 50'000; ++i)
            names += "<meta name=n" + QByteArray::number(i) + " content=x>";
        QTest::newRow("metas of many names") << names << QByteArray();
        QTest::newRow("heading of megabytes") << QByteArray("<title>Rivers</title>")
                                              << QByteArray("<h1>" + QByteArray("word - ").repeated(500'000) + "</h1>");
        QTest::newRow("headings without end")
            << QByteArray("<title>Rivers</title>") << QByteArray("<h1>Rivers | bend</h1>").repeated(50'000);
        QTest::newRow("deep JSON") << QByteArray("<script type=\"application/ld+json\">" +
                                                 QByteArray("{\"a\":[").repeated(200'000) + "</script>")
                                   << QByteArray();
        QTest::newRow("wide JSON")
            << QByteArray("<script type=\"application/ld+json\">[" +
                          QByteArray("{\"@type\":\"Article\",\"author\":[\"x\",\"y\"]},").repeated(30'000) +
                          "{}]</script>")
            << QByteArray();
    }
    void hugeHeadsAreBounded() {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, top);
        QElapsedTimer timer;
        timer.start();
        const Article found = extracted(withBody(head, top));
        QVERIFY(found.title.size() <= 500 && found.byline.size() <= 2000);
        QVERIFY2(timer.elapsed() < 20'000, "the time goes with the size of the page more than once");
    }

    void logoIsNoHeading() {
        QCOMPARE(extracted(withBody("<title>Rivers and how they bend</title>",
                                    "<h1 class=site-title>Rivers and lakes</h1><h1>Rivers, how they bend</h1>"))
                     .title,
                 QStringLiteral("Rivers, how they bend"));
    }

    void buttonsAndDatesInAHeadingAreNotItsText() {
        QCOMPARE(
            extracted(withBody("<title>river - Bends</title>", "<h1><time>Dec 18 2025</time> Module <span>river</span>"
                                                               "<button>Copy path</button></h1>"))
                .title,
            QStringLiteral("Module river"));
    }

    void structuredDataIsRead() {
        const Article found = extracted(withBody(
            "<script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"Person\",\"@id\":\"#p\",\"name\":\"Ann "
            "Poe\"},"
            "{\"@type\":\"NewsArticle\",\"headline\":\"Rivers\",\"author\":[{\"@id\":\"#p\"},{\"@type\":\"Person\","
            "\"name\":\"Bo Ray\"}],"
            "\"datePublished\":\"2024-05-03T08:00:00Z\",\"image\":{\"url\":\"/i.jpg\"},"
            "\"comment\":[{\"@type\":\"Comment\",\"author\":{\"name\":\"Nobody\"}}]}]}</script>"));
        QCOMPARE(found.byline, QStringLiteral("Ann Poe and Bo Ray"));
        QCOMPARE(found.publishedAt, QStringLiteral("2024-05-03T08:00:00Z"));
        QCOMPARE(found.mainImage, QStringLiteral("https://www.site.example/i.jpg"));
    }

    void visibleBylineAndDateAreFound() {
        const Article found =
            extracted(withBody("<title>Rivers</title>", "<h1>Rivers</h1><div class=byline>By Ann Poe | Updated</div>"
                                                        "<div>May 3, 2024</div>"));
        QCOMPARE(found.byline, QStringLiteral("Ann Poe"));
        QCOMPARE(found.publishedAt, QStringLiteral("2024-05-03"));
    }

    void lazyImagesAreFound_data() {
        QTest::addColumn<QByteArray>("image");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* image, const char* expected) {
            QTest::newRow(name) << QByteArray(image) << QString::fromUtf8(expected);
        };
        row("plain", "<img src=/a.jpg>", "https://www.site.example/a.jpg");
        row("data-src", "<img src='data:image/gif;base64,R0' data-src=a.jpg>", "https://www.site.example/dir/a.jpg");
        row("data-original", "<img src=/blank.gif data-original=/a.jpg>", "https://www.site.example/a.jpg");
        row("largest useful", "<img src=s.jpg srcset='/s.jpg 320w, /m.jpg 1200w, /x.jpg 4000w'>",
            "https://www.site.example/m.jpg");
        row("densities", "<img srcset='/1.jpg, /2.jpg 2x'>", "https://www.site.example/2.jpg");
        row("picture", "<picture><source srcset='/w.webp 800w' type=image/webp><img src=/s.jpg></picture>",
            "https://www.site.example/w.webp");
        row("pixel", "<img src=/t.gif width=1 height=1>", "");
        row("data only", "<img src='data:image/png;base64,AAAA'>", "");
    }
    void lazyImagesAreFound() {
        QFETCH(QByteArray, image);
        QFETCH(QString, expected);
        const Article found = extracted("<main><p>" + words(40) + "</p>" + image + "<p>" + words(40) + "</p></main>");
        QCOMPARE(found.images.isEmpty() ? QString() : found.images.at(0).link, expected);
        QCOMPARE(found.html.contains("<img"), !expected.isEmpty());
    }

    void pagesInThePagesPlaceAreFlagged() {
        QCOMPARE(
            extracted("<title>Just a moment...</title><body><h1>www.site.example</h1><p>Checking your browser before "
                      "accessing.</p><div id=cf-challenge></div>")
                .flag,
            Flag::Challenge);
        QCOMPARE(
            extracted(
                "<title>Sign in - Site</title><form action=/login><p>Sign in<input name=u><input type=password></form>")
                .flag,
            Flag::Login);
        QCOMPARE(extracted("<title>App</title><noscript>You need to enable JavaScript to run this app.</noscript><div "
                           "id=root></div>"
                           "<script src=a.js></script>")
                     .flag,
                 Flag::NeedsBrowser);
        QCOMPARE(extracted("<title>How to sign in to a VPN</title><main><p>" + words(300) +
                           "</p></main><form style='display: none'><input type=password></form>")
                     .flag,
                 Flag::None);
    }

    void mediaTypesAreSniffed() {
        QCOMPARE(sniffMediaType("%PDF-1.4", "text/html"), QByteArray("application/pdf"));
        QCOMPARE(sniffMediaType("\x89PNG\r\n\x1a\n", ""), QByteArray("image/png"));
        QCOMPARE(sniffMediaType("RIFF1234WEBPVP8 ", "image/png"), QByteArray("image/webp"));
        QCOMPARE(sniffMediaType("  <!DOCTYPE HTML><p>", ""), QByteArray("text/html"));
        QCOMPARE(sniffMediaType("plain words", "text/html; charset=utf-8"), QByteArray("text/html"));
        QCOMPARE(sniffMediaType("<html>", "text/plain"), QByteArray("text/plain"));
        QCOMPARE(sniffMediaType(QByteArray("a\0b", 3), ""), QByteArray("application/octet-stream"));
        QCOMPARE(sniffMediaType("hello", ""), QByteArray("text/plain"));
        QCOMPARE(sniffMediaType("", ""), QByteArray("text/html"));
    }

    void linksOfAPage() {
        const QList<Anchor> found =
            anchorsOf("<base href=/b/><a href=x>one <b>two</b></a><a href='javascript:1'>no</a><a name=q>no</a>",
                      QUrl(QStringLiteral("https://a.example/c/d")));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.at(0).link, QStringLiteral("https://a.example/b/x"));
        QCOMPARE(found.at(0).text, QStringLiteral("one two"));
    }

    void plainTextIsAnArticle() {
        const Article found = articleFromText("Title line\n\n  <b>kept</b> as it is\n");
        QCOMPARE(found.title, QStringLiteral("Title line"));
        QVERIFY(found.html.contains("&lt;b&gt;kept&lt;/b&gt;"));
        QVERIFY(found.text.contains(QLatin1String("  <b>kept</b> as it is")));
    }
};

QTEST_GUILESS_MAIN(MetadataTest)
#include "tst_metadata.moc"
