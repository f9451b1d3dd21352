#include "article/links.h"

#include <QRegularExpression>
#include <QTest>

using namespace article;

namespace {

// What QUrl says, asked for every address.
QByteArray byUrl(const QByteArray& address, const QUrl& base) {
    if (address.isEmpty() || address.startsWith('#'))
        return address.size() > 1 ? QUrl(QString::fromUtf8(address)).toEncoded() : QByteArray();
    QUrl url(QString::fromUtf8(address));
    if (url.scheme() == QLatin1String("mailto"))
        return url.toEncoded();
    if (url.isRelative())
        url = base.isValid() ? base.resolved(url) : QUrl();
    const bool web = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!url.isValid() || !web || url.host().isEmpty())
        return {};
    url.setUserInfo(QString());
    return url.toEncoded();
}

const QList<QByteArray>& bases() {
    static const QList<QByteArray> list{"",
                                        "https://site.example",
                                        "https://site.example/",
                                        "http://site.example/a/b/page.html?x=1#y",
                                        "https://user:secret@Site.example:8080/a//b/../c/",
                                        "https://site.example/gr%C3%BCn/a b/x",
                                        "https://192.0.2.7/a/b",
                                        "https://[2001:db8::1]/a/b",
                                        "https://b\xC3\xBC"
                                        "cher.example/x/y",
                                        "file:///etc/x",
                                        "mailto:a@b.example",
                                        "folder/page"};
    return list;
}

} // namespace

class LinkResolverTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void plainAddressesAreResolvedAsQUrlDoes_data() {
        QTest::addColumn<QByteArray>("address");
        for (const char* address :
             {"http://a.example",
              "http://a.example/",
              "https://a.example/x/y.html?a=1&b=2#c",
              "https://a.example?x",
              "https://a.example#x",
              "https://a.example/?",
              "https://a.example/#",
              "https://a.example/a//b///c",
              "https://a.example/a/../b",
              "https://a.example/a/./b",
              "https://a.example/a/..b",
              "https://a.example/..",
              "https://a.example/a#b#c",
              "https://a.example/a?b?c",
              "https://a.example/a:b@c;d=e,f!g*h(i)j$k",
              "https://A.Example/X",
              "HTTPS://a.example/x",
              "https://a.example:443/x",
              "https://a.example:080/x",
              "https://me@a.example/x",
              "https://a.example./x",
              "https://a..example/x",
              "https://.a.example/x",
              "https://-a.example/x",
              "https://a-.example/x",
              "https://a--b.example/x",
              "https://xn--bcher-kva.example/",
              "https://xn--zzzzz.example/",
              "https://1/",
              "https://1.2/",
              "https://0x7f.1/",
              "https://1.2.3.com/x",
              "https://123.example/x",
              "https://a.b1/x",
              "https://a.1b/x",
              "https://a_b.example/x",
              "https://localhost/x",
              "https:///x",
              "https://",
              "https:/x",
              "https:x",
              "http:",
              "//a.example/x",
              "//a.example",
              "///x",
              "//",
              "/",
              "/x",
              "/x/y?z#w",
              "/x//y",
              "/./x",
              "/../x",
              "/.x",
              "/x/.",
              "/x/..",
              "/x.",
              "/x..",
              "/x/...",
              "x",
              "x/y",
              "x/",
              "x//y",
              "x/../y",
              "x/./y",
              "./x",
              "../x",
              "..",
              ".",
              ".x",
              "x.",
              "..x",
              "x?y",
              "x#y",
              "x?/.",
              "x#/.",
              "?y",
              "?",
              "#",
              "#x",
              "a:b",
              "a/b:c",
              "1:2",
              "x?a:b",
              "x#a:b",
              "-",
              "~x",
              "_",
              "x=y",
              "*",
              "/a%20b",
              "/a%2Fb",
              "/a%41",
              "/a%c3%a9",
              "/a%",
              "/a%zz",
              "/a b",
              "/a\\b",
              "/a|b",
              "/a{b}",
              "/a[b]",
              "/a'b",
              "/a\"b",
              "/a<b>",
              "/a^b",
              "/a`b",
              "/gr\xC3\xBC"
              "n",
              "/\xFF",
              "x+y",
              "x&y",
              "x;y",
              "x,y",
              "x!y",
              "x$y",
              "x(y)",
              "x@y",
              "@",
              "/@",
              "/:",
              ":",
              ":x",
              "x/:y",
              "mailto:a@b.example",
              "ftp://a.example/x",
              "about:blank",
              "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example/"})
            QTest::newRow(address) << QByteArray(address);
    }
    void plainAddressesAreResolvedAsQUrlDoes() {
        QFETCH(QByteArray, address);
        for (const QByteArray& base : bases()) {
            const QUrl url = QUrl(QString::fromUtf8(base));
            const QByteArray found = LinkResolver(url).link({address.constData(), size_t(address.size())});
            QVERIFY2(found == byUrl(address, url),
                     QByteArray(base + " + " + address + " -> " + found + ", not " + byUrl(address, url)).constData());
        }
    }

    void everyCharacterIsTreatedAsQUrlDoes() {
        const QUrl base(QStringLiteral("https://site.example/a/b"));
        for (char c = 0x21; c < 0x7F; ++c) {
            for (const char* form : {"/a%1b", "x%1y", "/x?a%1b", "/x#a%1b", "https://a.example/a%1b", "/x%1", "%1x",
                                     "https://a%1b.example/", "https://a.example%1x", "x/%1%1"}) {
                const QByteArray address = QByteArray(form).replace("%1", QByteArray(1, c));
                const QByteArray found = LinkResolver(base).link({address.constData(), size_t(address.size())});
                QVERIFY2(found == byUrl(address, base), address.constData());
            }
        }
    }

    void whatMayNotBeFollowedIsEmpty() {
        const LinkResolver links(QUrl(QStringLiteral("https://site.example/a")));
        for (const char* address :
             {"javascript:alert(1)", " java\nscript:x", "data:text/html,x", "file:///x", "vbscript:x"})
            QCOMPARE(links.link(address), QByteArray());
        QCOMPARE(links.image("#x"), QByteArray());
        QCOMPARE(links.image("mailto:a@b.example"), QByteArray());
        QCOMPARE(links.link("\t/x\n"), QByteArray("https://site.example/x"));
    }
};

QTEST_GUILESS_MAIN(LinkResolverTest)
#include "tst_linkresolver.moc"
