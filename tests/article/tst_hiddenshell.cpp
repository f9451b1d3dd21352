#include "article/article.h"

#include <QRegularExpression>
#include <QTest>

using namespace article;

namespace {

QByteArray page(const QByteArray& body) {
    return "<!DOCTYPE html><html><head><title>A page of shoes</title></head><body>" + body + "</body></html>";
}

const QByteArray menu = "<nav><a href=/>Home</a> <a href=/w>Women</a> <a href=/m>Men</a> <a href=/s>Sale</a></nav>";
const QByteArray program =
    "<script>" + QByteArray("a(b);").repeated(6000) + "</script><script src=x></script><script src=y></script>";

} // namespace

class HiddenShellTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aFrameForScriptsNeedsABrowser_data() {
        QTest::addColumn<QByteArray>("html");
        QTest::newRow("nothing at all") << page("<div id=root></div>" + program);
        QTest::newRow("nothing, and no script either") << page("<section id=main></section>");
        QTest::newRow("a menu") << page(menu + "<div id=app></div>" + program);
        QTest::newRow("it asks for scripts") << page("<div id=root></div><noscript>You need to enable JavaScript to "
                                                     "run this app.</noscript><script src=x></script>");
        QTest::newRow("it asks in another language")
            << page("<p>Bitte JavaScript aktivieren.</p><script src=x></script>");
        QTest::newRow("state without text")
            << page("<div id=root></div><script>window.__STATE__ = {\"user\":null,\"locale\":\"en\",\"items\":[" +
                    QByteArray("1,").repeated(200) + "0]};</script><script src=x></script><script src=y></script>");
    }
    void aFrameForScriptsNeedsABrowser() {
        QFETCH(QByteArray, html);
        QCOMPARE(extract(html).flag, Flag::NeedsBrowser);
        QVERIFY(extract(html).wordCount < 25);
    }

    void aPageWithSomethingToReadNeedsNone_data() {
        QTest::addColumn<QByteArray>("html");
        const QByteArray text =
            QByteArray("<p>Here are some words of a page that people like to read, and they are enough for that.</p>")
                .repeated(9);
        QTest::newRow("an article with scripts") << page("<main><h1>Shoes</h1>" + text + "</main>" + program);
        QTest::newRow("an article about it")
            << page("<main><h1>How to enable JavaScript</h1>" + text + "</main>" + program);
        QTest::newRow("a picture") << page("<img src=shoe.jpg alt=''>");
        QTest::newRow("the state holds the text")
            << page("<div id=root></div><script>window.__STATE__ = {\"body\":\"" + text + "\"};</script>" + program);
    }
    void aPageWithSomethingToReadNeedsNone() {
        QFETCH(QByteArray, html);
        QCOMPARE(extract(html).flag, Flag::None);
    }
};

QTEST_GUILESS_MAIN(HiddenShellTest)
#include "tst_hiddenshell.moc"
