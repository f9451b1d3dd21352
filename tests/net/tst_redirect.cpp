#include "net/limits.h"
#include "net/redirect.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class RedirectTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void locationIsResolved_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QString>("target");
        QTest::newRow("absolute") << u"http://a/b"_s << QByteArray("https://c/d?e") << u"https://c/d?e"_s;
        QTest::newRow("path") << u"http://a/b/c"_s << QByteArray("/d") << u"http://a/d"_s;
        QTest::newRow("relative") << u"http://a/b/c"_s << QByteArray("d/../e") << u"http://a/b/e"_s;
        QTest::newRow("query") << u"http://a/b?x"_s << QByteArray("?y") << u"http://a/b?y"_s;
        QTest::newRow("no scheme") << u"https://a/b"_s << QByteArray("//c/d") << u"https://c/d"_s;
        QTest::newRow("spaces around") << u"http://a/"_s << QByteArray("  /x \t") << u"http://a/x"_s;
        QTest::newRow("space inside") << u"http://a/"_s << QByteArray("/x y") << u"http://a/x%20y"_s;
        QTest::newRow("raw utf-8") << u"http://a/"_s << QByteArray("/\xc3\xa9") << u"http://a/%C3%A9"_s;
        QTest::newRow("fragment kept") << u"http://a/b#f"_s << QByteArray("/c") << u"http://a/c#f"_s;
        QTest::newRow("fragment replaced") << u"http://a/b#f"_s << QByteArray("/c#g") << u"http://a/c#g"_s;
        QTest::newRow("empty fragment") << u"http://a/b#f"_s << QByteArray("/c#") << u"http://a/c#"_s;
        QTest::newRow("secret dropped") << u"http://a/"_s << QByteArray("http://u:p@b/") << u"http://b/"_s;
    }
    void locationIsResolved() {
        QFETCH(QString, from);
        QFETCH(QByteArray, location);
        QFETCH(QString, target);
        const auto result = net::redirectTarget(QUrl(from), location);
        QVERIFY(result);
        QCOMPARE(QString::fromLatin1(result->toEncoded()), target);
    }

    void onlyHttpIsFollowed() {
        const QUrl from(u"http://a/"_s);
        for (const QByteArray& location : {QByteArray("file:///etc/passwd"), QByteArray("javascript:alert(1)"),
                                           QByteArray("data:text/html,x"), QByteArray("ftp://a/")}) {
            const auto result = net::redirectTarget(from, location);
            QVERIFY(!result);
            QCOMPARE(result.error().kind, QByteArray("bad-scheme"));
        }
        QVERIFY(!net::redirectTarget(from, "http://"));
        QVERIFY(!net::redirectTarget(from, "http://[::zz]/"));
        QVERIFY(!net::redirectTarget(from, "/" + QByteArray(net::limits::linkLength, 'x')));
    }

    void linksThatCannotBeAskedForAreRefused() {
        using net::ErrorKind;
        QCOMPARE(net::refuses(QUrl(u"http://a/"_s)), ErrorKind::None);
        QCOMPARE(net::refuses(QUrl(u"HTTPS://A/"_s)), ErrorKind::None);
        QCOMPARE(net::refuses(QUrl(u"file:///etc/passwd"_s)), ErrorKind::BadScheme);
        QCOMPARE(net::refuses(QUrl(u"javascript:alert(1)"_s)), ErrorKind::BadScheme);
        QCOMPARE(net::refuses(QUrl()), ErrorKind::BadLink);
        QCOMPARE(net::refuses(QUrl(u"/only/a/path"_s)), ErrorKind::BadLink);
        QCOMPARE(net::refuses(QUrl(u"http:///x"_s)), ErrorKind::BadLink);
        QCOMPARE(net::refuses(QUrl(u"http://a:0/"_s)), ErrorKind::BadLink);
        QCOMPARE(net::refuses(QUrl(u"http://a/"_s + QString(100'000, u'x'))), ErrorKind::BadLink);
    }

    void originIsSchemeHostAndPort() {
        const auto same = [](const QString& a, const QString& b) { return net::sameOrigin(QUrl(a), QUrl(b)); };
        QVERIFY(same(u"http://a/x"_s, u"http://A:80/y"_s));
        QVERIFY(same(u"https://a"_s, u"https://a:443"_s));
        QVERIFY(!same(u"http://a"_s, u"https://a"_s));
        QVERIFY(!same(u"http://a"_s, u"http://b.a"_s));
        QVERIFY(!same(u"http://a"_s, u"http://a:81"_s));
    }

    void retryAfterHasTwoForms() {
        const QDateTime now(QDate(1994, 11, 6), QTime(8, 48, 37), Qt::UTC);
        QCOMPARE(net::parseRetryAfter("120", now), std::optional(120s));
        QCOMPARE(net::parseRetryAfter(" 0 ", now), std::optional(0s));
        for (const char* date :
             {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
            QCOMPARE(net::parseRetryAfter(date, now), std::optional(60s));
        QCOMPARE(net::parseRetryAfter("Sat, 05 Nov 1994 08:49:37 GMT", now), std::optional(0s));
        for (const char* nonsense : {"", "soon", "-5", "1.5", "12 apples", "\xff\xfe"})
            QCOMPARE(net::parseRetryAfter(nonsense, now), std::optional<std::chrono::seconds>());
        QVERIFY(net::parseRetryAfter("999999999999999999999999", now) > std::optional(1'000'000s));
    }

    void realmOfBasicIsFound() {
        using Realm = std::optional<QByteArray>;
        QCOMPARE(net::basicRealm("Basic realm=\"a b\""), Realm("a b"));
        QCOMPARE(net::basicRealm("BASIC charset=\"UTF-8\", realm=x"), Realm("x"));
        QCOMPARE(net::basicRealm("Digest realm=\"d\", nonce=\"n\", Basic realm=\"b\""), Realm("b"));
        QCOMPARE(net::basicRealm("Negotiate\nBasic realm=\"say \\\"hi\\\"\""), Realm("say \"hi\""));
        QCOMPARE(net::basicRealm("Basic"), Realm(""));
        QCOMPARE(net::basicRealm("Digest realm=\"d\""), Realm());
        QCOMPARE(net::basicRealm(""), Realm());
        QCOMPARE(net::basicRealm("Basic " + QByteArray(100'000, '"')).has_value(), true);
    }

    void errorNamesAreStableAndHaveSentences() {
        for (int i = 0; i <= static_cast<int>(net::ErrorKind::Unknown); ++i) {
            const auto kind = static_cast<net::ErrorKind>(i);
            QCOMPARE(net::errorFromName(net::errorName(kind)), std::optional(kind));
            QCOMPARE(net::errorSentence(kind).isEmpty(), kind == net::ErrorKind::None);
        }
        QCOMPARE(net::errorFromName("nonsense"), std::optional<net::ErrorKind>());
        QCOMPARE(net::errorName(net::ErrorKind::NameNotFound), "name-not-found");
        QVERIFY(net::errorSentence(net::ErrorKind::Refused, u"%1 example"_s).startsWith(u"%1 example: "_s));
        QCOMPARE(net::statusPhrase(410), u"410 Gone"_s);
        QCOMPARE(net::statusPhrase(799), u"799"_s);
    }

    void limitsOfTheListAreThoseInUse() {
        for (const base::Limit& limit : net::limits::list()) {
            QVERIFY2(limit.minimum <= limit.standard && limit.standard <= limit.maximum, limit.name);
            QVERIFY2(limit.settable || limit.minimum == limit.maximum || qstrcmp(limit.name, "https managers") == 0,
                     limit.name);
            QVERIFY2(qstrlen(limit.reason) > 10, limit.name);
        }
    }
};

QTEST_GUILESS_MAIN(RedirectTest)
#include "tst_redirect.moc"
