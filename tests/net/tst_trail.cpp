#include "net/cookiejar.h"
#include "net/deadline.h"
#include "net/hoprequest.h"
#include "net/trail.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using net::ErrorKind;
using net::Trail;

namespace {

const QHostAddress somewhere(u"192.0.2.7"_s);

// The request of a hop, `hops` redirects away from the first link.
QNetworkRequest sent(const net::FetchRequest& chain, const QByteArrayList& hops = {}) {
    Trail trail(chain.link);
    for (const QByteArray& hop : hops)
        trail.follow(302, hop, 10);
    net::FetchOptions options;
    options.userAgent = "Test/1";
    return net::requestFor(trail, chain, options, somewhere, false);
}

net::FetchRequest chainWithSecrets(const QString& link) {
    net::FetchRequest chain;
    chain.link = QUrl(link);
    chain.referrer = QUrl(u"https://ann:pw@site.example/gallery?q#f"_s);
    chain.credentials = net::Credentials{u"ann"_s, u"pä:ss"_s};
    return chain;
}

} // namespace

class TrailTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyLinkItWasAtIsKept() {
        Trail trail(QUrl(u"http://u:p@A.example/1"_s));
        QCOMPARE(trail.link(), QUrl(u"http://a.example/1"_s));
        QVERIFY(trail.follow(301, "/2", 10).step == Trail::Step::SameHost);
        QVERIFY(trail.follow(302, "https://b.example:8080/3", 10).step == Trail::Step::OtherHost);
        QCOMPARE(trail.link(), QUrl(u"https://b.example:8080/3"_s));
        QCOMPARE(trail.hostAndPort(), u"b.example:8080"_s);
        QCOMPARE(trail.first(), QUrl(u"http://a.example/1"_s));
        QCOMPARE(trail.redirects().size(), 2);
        QCOMPARE(trail.redirects()[1].from, QUrl(u"http://a.example/2"_s));
        QCOMPARE(trail.redirects()[1].status, 302);
    }

    void redirectsHaveAnEnd() {
        Trail trail(QUrl(u"http://a/0"_s));
        for (int hop = 1; hop <= 3; ++hop)
            QCOMPARE(trail.follow(302, "/" + QByteArray::number(hop), 3).error, ErrorKind::None);
        QCOMPARE(trail.follow(302, "/4", 3).error, ErrorKind::TooManyRedirects);
        QCOMPARE(trail.link(), QUrl(u"http://a/3"_s)); // it stays where it was
    }

    void whereItMayNotGoItStays() {
        Trail trail(QUrl(u"http://a/"_s));
        QCOMPARE(trail.follow(302, "file:///etc/passwd", 10).error, ErrorKind::BadScheme);
        QCOMPARE(trail.follow(302, "http://[", 10).error, ErrorKind::BadResponse);
        QCOMPARE(trail.link(), QUrl(u"http://a/"_s));
    }

    void theSameLinkAgainIsACircleUnlessACookieCameMeanwhile() {
        net::CookieJar cookies;
        Trail trail(QUrl(u"http://a.example/"_s));
        QVERIFY(!trail.isCircle(&cookies));
        cookies.keep(trail.link(), "seen=1");
        QVERIFY(!trail.isCircle(&cookies));
        QVERIFY(trail.isCircle(&cookies));
        trail.follow(302, "#part", 10); // not sent: the same again
        QVERIFY(trail.isCircle(&cookies));
        Trail bare(QUrl(u"http://a.example/"_s));
        QVERIFY(!bare.isCircle(nullptr));
        QVERIFY(bare.isCircle(nullptr));
    }

    void whoSendsIsTheHopBeforeElseThePageElseThePerson() {
        Trail trail(QUrl(u"http://a/x.png"_s));
        QCOMPARE(trail.sentBy({}, u"given"_s), u"given"_s);
        QCOMPARE(trail.sentBy(QUrl(u"http://PAGE/y"_s), u"given"_s), u"page"_s);
        trail.follow(302, "http://b/", 10);
        QCOMPARE(trail.sentBy(QUrl(u"http://page/y"_s), u"given"_s), u"a"_s);
    }

    void addressIsConnectedToAndTheNameAskedFor() {
        net::FetchRequest chain;
        chain.link = QUrl(u"http://Site.example:8080?q=1#part"_s);
        const QNetworkRequest request = sent(chain);
        QCOMPARE(request.url(), QUrl(u"http://192.0.2.7:8080/?q=1"_s));
        QCOMPARE(request.rawHeader("Host"), QByteArray("site.example:8080"));
        QCOMPARE(request.rawHeader("User-Agent"), QByteArray("Test/1"));
        QVERIFY(!request.hasRawHeader("Referer") && !request.hasRawHeader("Authorization") &&
                !request.hasRawHeader("Cookie") && !request.hasRawHeader("Connection"));
        QCOMPARE(request.attribute(QNetworkRequest::RedirectPolicyAttribute).toInt(),
                 int(QNetworkRequest::ManualRedirectPolicy));
    }

    void standardPortIsNotNamed() {
        net::FetchRequest chain;
        chain.link = QUrl(u"https://site.example:443/"_s);
        QCOMPARE(sent(chain).rawHeader("Host"), QByteArray("site.example"));
        chain.link = QUrl(u"https://site.example:80/"_s);
        QCOMPARE(sent(chain).rawHeader("Host"), QByteArray("site.example:80"));
    }

    void secretsStayAtTheFirstOrigin() {
        const net::FetchRequest chain = chainWithSecrets(u"https://site.example/x.png"_s);
        const QNetworkRequest first = sent(chain);
        QCOMPARE(first.rawHeader("Authorization"), "Basic " + QByteArray("ann:p\xc3\xa4:ss").toBase64());
        QCOMPARE(first.rawHeader("Referer"), QByteArray("https://site.example/"));
        QVERIFY(sent(chain, {"/y.png"}).hasRawHeader("Authorization"));
        for (const char* elsewhere : {"https://other.example/", "https://site.example:444/", "http://site.example/"}) {
            const QNetworkRequest away = sent(chain, {elsewhere});
            QVERIFY2(!away.hasRawHeader("Authorization") && !away.hasRawHeader("Referer"), elsewhere);
        }
    }

    void noReferrerFromTlsToPlain() {
        const QNetworkRequest request = sent(chainWithSecrets(u"http://site.example/x.png"_s));
        QVERIFY(!request.hasRawHeader("Referer"));
        QVERIFY(request.hasRawHeader("Authorization"));
    }

    void cookiesAreThoseOfTheHop() {
        net::FetchRequest chain;
        chain.link = QUrl(u"http://a.example/"_s);
        chain.cookies = net::Fetcher::makeCookieJar();
        chain.cookies->keep(QUrl(u"http://b.example/"_s), "k=v");
        QVERIFY(!sent(chain).hasRawHeader("Cookie"));
        QCOMPARE(sent(chain, {"http://b.example/"}).rawHeader("Cookie"), QByteArray("k=v"));
    }

    void deadlineCountsOnlyWhileItsClockRuns() {
        net::Deadline deadline(10s);
        QVERIFY(!deadline.hasPassed(1000s)); // it stands
        deadline.run(100s);
        QVERIFY(!deadline.hasPassed(109s));
        QVERIFY(deadline.hasPassed(110s));
        deadline.pause(104s);
        QVERIFY(!deadline.hasPassed(500s));
        deadline.run(500s);
        deadline.run(505s); // runs already
        QVERIFY(deadline.at() == 506s);
        deadline.pause(600s); // too late: nothing is left
        deadline.run(700s);
        QVERIFY(deadline.hasPassed(700s));
    }
};

QTEST_GUILESS_MAIN(TrailTest)
#include "tst_trail.moc"
