#include "net/errorwords.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

class ErrorWordsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void whatIsSaidStaysAsItIs() {
        QCOMPARE(net::errorWords(u"Connection refused"_s), u"Connection refused"_s);
        QCOMPARE(net::errorWords(u"Zu spät 😀"_s), u"Zu spät 😀"_s);
        QCOMPARE(net::errorWords({}), QString());
    }

    void itIsOneLineThatCanBeShown() {
        QCOMPARE(net::errorWords(u" a\r\n\tb\x1b[31m\x7f \u0085c\u202e\u2066 d\u2028e\0f "_s), u"a b [31m c d e f"_s);
        QCOMPARE(net::errorWords(QString(QChar(0xd800))), QString(QChar(QChar::ReplacementCharacter)));
    }

    void itIsShort() {
        const QString most(net::longestErrorWords, u'x');
        QCOMPARE(net::errorWords(most), most);
        QCOMPARE(net::errorWords(most + u'x'), QString(most.chopped(1) + u'…'));
        const QString wide = net::errorWords(u"😀"_s.repeated(10'000));
        QVERIFY(wide.size() <= net::longestErrorWords);
        QVERIFY(wide.isValidUtf16());
        QVERIFY(net::errorWords(QString(10'000'000, u' ')).isEmpty());
    }

    void noSecretOfTheLinkIsInIt_data() {
        QTest::addColumn<QString>("link");
        QTest::newRow("plain") << u"http://ann:s3cret@h.test/a"_s;
        QTest::newRow("escaped") << u"http://ann:s3cret%20%2F%40x@h.test/a"_s;
        QTest::newRow("beyond ASCII") << u"http://ann:s3cret%C3%A9@h.test/a"_s;
    }
    void noSecretOfTheLinkIsInIt() {
        QFETCH(QString, link);
        const QUrl url(link);
        for (const QString& told :
             {url.toString(), url.toString(QUrl::FullyEncoded),
              QString(url.userName(QUrl::FullyDecoded) % u':' % url.password(QUrl::FullyDecoded) % u"@h.test"_s),
              url.password(QUrl::FullyDecoded), link}) {
            const QString words = net::errorWords(QString(u"Error transferring " % told % u" - no"), url);
            QVERIFY2(!words.contains(u"s3cret"_s), qPrintable(words));
            QVERIFY2(!words.contains(u"ann"_s), qPrintable(words));
        }
        QCOMPARE(net::errorWords(u"Error transferring %1"_s.arg(url.toString()), url),
                 u"Error transferring http://h.test/a"_s);
    }
};

QTEST_GUILESS_MAIN(ErrorWordsTest)
#include "tst_errorwords.moc"
