#include "formats/frontmatter.h"

#include <QTest>

using formats::FrontMatter;
using formats::frontMatterOf;

namespace {

QByteArray bodyOf(const QByteArray& file) {
    return file.mid(frontMatterOf(file).bodyAt);
}

} // namespace

class FrontMatterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void linesAreSplitAtTheFirstColon() {
        const QByteArray file("title: A: b\nurl: http://e.org/\nodd : x\nno colon\n\n<p>Body: x</p>\n");
        const FrontMatter front = frontMatterOf(file);
        QCOMPARE(front.value("title"), QStringLiteral("A: b"));
        QCOMPARE(front.value("url"), QStringLiteral("http://e.org/"));
        QCOMPARE(front.value("odd"), QStringLiteral("x"));
        QCOMPARE(front.value("Body"), QString());
        QCOMPARE(front.lines, QByteArray("title: A: b\nurl: http://e.org/\nodd : x\nno colon"));
        QCOMPARE(bodyOf(file), QByteArray("<p>Body: x</p>\n"));
    }

    void fencesAreAccepted() {
        const QByteArray file("---\ntitle: \"A\"\n\nurl: 'http://e.org/'\n---\n\n\n<p>x");
        const FrontMatter front = frontMatterOf(file);
        QVERIFY(front.isFenced());
        QCOMPARE(front.value("title"), QStringLiteral("A"));
        QCOMPARE(front.value("url"), QStringLiteral("http://e.org/"));
        QCOMPARE(front.lines, QByteArray("---\ntitle: \"A\"\n\nurl: 'http://e.org/'\n---"));
        QCOMPARE(bodyOf(file), QByteArray("\n<p>x"));
        QCOMPARE(bodyOf("---\nurl: u\n---\n<p>x"), QByteArray("<p>x"));
        QCOMPARE(bodyOf("---\nurl: u\n---"), QByteArray());
    }

    void carriageReturnsAreKept() {
        const QByteArray file("title: A\r\nurl: http://e.org/\r\n\r\n\r\n<p>x</p>\r\n");
        QCOMPARE(frontMatterOf(file).value("title"), QStringLiteral("A"));
        QCOMPARE(frontMatterOf(file).lines, QByteArray("title: A\r\nurl: http://e.org/"));
        QCOMPARE(bodyOf(file), QByteArray("\r\n<p>x</p>\r\n"));
    }

    void aByteOrderMarkIsNoPartOfTheFirstKey() {
        QCOMPARE(frontMatterOf("\xef\xbb\xbftitle: A\n\nx").value("title"), QStringLiteral("A"));
    }

    void theFirstOfTwoCounts() {
        QCOMPARE(frontMatterOf("url: http://a/\nurl: http://b/\n\n").value("url"), QStringLiteral("http://a/"));
    }

    void filesWithoutItAreBodyAlone_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("blank line first") << QByteArray("\nurl: http://e.org/\n\n<p>");
        QTest::newRow("markup") << QByteArray("<p style=\"a: b\">x</p>\n\n");
        QTest::newRow("fence never closed") << QByteArray("---\nurl: http://e.org/\n\n<p>x");
    }
    void filesWithoutItAreBodyAlone() {
        QFETCH(QByteArray, file);
        QVERIFY(frontMatterOf(file).lines.isEmpty());
        QCOMPARE(bodyOf(file), file);
    }

    void itMayBeAllThereIs() {
        QCOMPARE(frontMatterOf("title: A\nurl: u\n").value("url"), QStringLiteral("u"));
        QCOMPARE(bodyOf("title: A\nurl: u\n"), QByteArray());
        QCOMPARE(bodyOf("title: A\nurl: u"), QByteArray());
    }

    void aTitleCannotForgeAKey() {
        const QString hostile =
            QStringLiteral("A\nurl: http://evil/\r\n---\n\n<script>\u2028url: x\u2029\vurl: y\f\x1b[31m") + QChar::Null;
        const QByteArray lines = formats::composeFrontMatter(hostile, QStringLiteral("http://e.org/"));
        QCOMPARE(lines.count('\n'), 3);
        const FrontMatter front = frontMatterOf(lines + "\n<p>x");
        QCOMPARE(front.value("url"), QStringLiteral("http://e.org/"));
        QVERIFY(front.value("title").startsWith(QStringLiteral("A url: http://evil/ --- <script>")));
        for (const char byte : lines)
            QVERIFY(byte < 0 || byte >= 0x20 || byte == '\n');
    }

    void hashIsThatOfTheExactLink() {
        QCOMPARE(formats::hashOfLink(QStringLiteral(
                     "http://pawelmhm.github.io/asyncio/python/aiohttp/2016/04/22/asyncio-aiohttp.html")),
                 QByteArray("44abc2fd416f673b9c6ae0f5147726a9"));
        QVERIFY(formats::hashOfLink(QStringLiteral("http://e.org")) !=
                formats::hashOfLink(QStringLiteral("http://e.org/")));
    }

    void oneValueIsReplaced() {
        QCOMPARE(formats::withValue("a: 1\r\nurl: http://u:p@e/\r\nb: 2", "url", QStringLiteral("http://e/")),
                 QByteArray("a: 1\r\nurl: http://e/\r\nb: 2"));
    }
};

QTEST_GUILESS_MAIN(FrontMatterTest)
#include "tst_frontmatter.moc"
