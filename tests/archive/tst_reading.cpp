#include "archive/errors.h"
#include "archive/reading.h"

#include <QTest>

namespace {

net::Exchange response(const QByteArray& contentType, const QByteArray& body) {
    net::Exchange exchange;
    exchange.finalLink = QUrl(QStringLiteral("http://example.org/folder/file.bin?a=1&b=\"2\""));
    exchange.status = 200;
    exchange.headers = {{"Content-Type", contentType}, {"X-Two", "2"}};
    exchange.body = body;
    return exchange;
}

const QByteArray png = QByteArray::fromHex("89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55");

} // namespace

class ReadingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void headIsKeptLineForLine() {
        QCOMPARE(archive::responseHead(response("text/html", "x")),
                 QByteArray("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Two: 2\r\n"));
    }

    void charsetOfTheHeaderIsUsed() {
        const QByteArray words = QByteArray("\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0. ").repeated(40); // windows-1251
        const auto reading = archive::read(
            response("text/html; charset=\"windows-1251\"", "<html><body><p>" + words + "</p></body></html>"));
        QVERIFY(reading.snapshot.text.contains(QStringLiteral("Привет, мир.")));
        QCOMPARE(reading.snapshot.charset.toLower(), QByteArray("windows-1251"));
    }

    void whatIsRememberedForTheSiteIsHeededAndKept() {
        const QByteArray page = "<body><div id=a><p>First part of it.</p></div><div id=b><p>Second part.</p></div>";
        const library::Choice choice{"{\"part\":\"div#b\"}", true, true};
        const auto reading = archive::read(response("text/html", page), choice);
        QCOMPARE(reading.snapshot.text, QStringLiteral("Second part."));
        QCOMPARE(reading.snapshot.choice, choice);
        const auto missed = archive::read(response("text/html", "<body><p>Another page.</p>"), choice);
        QVERIFY(!missed.snapshot.choice.met);
        QCOMPARE(missed.snapshot.text, QStringLiteral("Another page."));
        QCOMPARE(archive::read(response("text/plain", "text"), choice).snapshot.choice, library::Choice());
    }

    void keptBytesGiveTheSameArticleAgain() {
        const auto first = archive::read(response("text/html; charset=windows-1251", "<body><p>\xcf\xf0\xe8</p>"));
        archive::KeptPage kept;
        kept.snapshot.mediaType = first.snapshot.mediaType;
        kept.snapshot.finalLink = first.snapshot.finalLink;
        kept.snapshot.head = first.snapshot.head;
        kept.body = "<body><p>\xcf\xf0\xe8</p>";
        const library::NewArticle again = archive::readAgain(kept, {});
        QCOMPARE(again.text, first.snapshot.text);
        QCOMPARE(again.charset, first.snapshot.charset);
        QCOMPARE(again.article.sha256, first.snapshot.article.sha256);
        QCOMPARE(again.extractorVersion, first.snapshot.extractorVersion);
    }

    void ofTwoContentTypesTheFirstCountsThenAndAgain() {
        library::SnapshotRow row;
        row.head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=koi8-r\r\n"
                   "content-type: text/html; charset=utf-8\r\n";
        QCOMPARE(archive::extractOptions(row).headerCharset, QByteArray("koi8-r"));
    }

    void choiceForThePageComesBeforeTheSites() {
        archive::KeptPage kept;
        kept.siteChoice = "{\"leaning\":1}";
        QCOMPARE(archive::choiceFor(kept), (library::Choice{"{\"leaning\":1}", true, true}));
        kept.snapshot.choice = {"{\"leaning\":2}", false, true};
        QCOMPARE(archive::choiceFor(kept), kept.snapshot.choice);
        kept.snapshot.choice.ofSite = true;
        QCOMPARE(archive::choiceFor(kept).json, kept.siteChoice);
    }

    void plainTextBecomesAnArticle() {
        const auto reading = archive::read(response("text/plain", "First line\n\nSecond <b>line</b>\n"));
        QCOMPARE(reading.snapshot.mediaType, QByteArray("text/plain"));
        QVERIFY(reading.snapshot.text.contains(QStringLiteral("Second <b>line</b>")));
        QVERIFY(reading.snapshot.article.size > 0);
    }

    void pictureIsItsOwnAsset() {
        const auto reading = archive::read(response("image/png", png));
        QCOMPARE(reading.snapshot.assets.size(), 1);
        QCOMPARE(reading.snapshot.assets[0].blob.sha256, reading.snapshot.body.sha256);
        QCOMPARE(reading.snapshot.assets[0].link, reading.snapshot.finalLink);
        QVERIFY(reading.snapshot.article.size > 0); // a paragraph that shows it
    }

    void unknownBytesAreKeptWithTheirNameAsTitle() {
        const auto reading = archive::read(response("application/octet-stream", QByteArray(1000, '\0')));
        QCOMPARE(reading.snapshot.title, QStringLiteral("file.bin"));
        QCOMPARE(reading.snapshot.body.size, 1000);
        QVERIFY(reading.snapshot.text.isEmpty());
    }

    void onlyPicturesTheReaderShowsBecomeAssets() {
        const QString link = QStringLiteral("http://example.org/p");
        QVERIFY(archive::readAsset(link, response("text/html", png)).error.isEmpty()); // the bytes decide
        QCOMPARE(archive::readAsset(link, response("image/png", "<svg xmlns='http://www.w3.org/2000/svg'/>")).error,
                 QByteArray(archive::notAnImage));
        QCOMPARE(archive::readAsset(link, response("image/png", "<html>not found</html>")).error,
                 QByteArray(archive::notAnImage));
        QCOMPARE(archive::readAsset(link, response("image/png", "")).error, QByteArray(archive::notAnImage));
    }
};

QTEST_GUILESS_MAIN(ReadingTest)
#include "tst_reading.moc"
