#include "net/addresspolicy.h"

#include <QTest>

using namespace Qt::StringLiterals;

class AddressPolicyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publicIsWhatTheRegistriesCallGloballyReachable_data() {
        QTest::addColumn<bool>("isPublic");
        const auto rows = [](bool isPublic, std::initializer_list<const char*> addresses) {
            for (const char* address : addresses)
                QTest::newRow(address) << isPublic;
        };
        rows(true, {"1.1.1.1",         "9.255.255.255", "11.0.0.0",        "100.63.255.255", "100.128.0.0",
                    "126.255.255.255", "128.0.0.0",     "169.253.255.255", "169.255.0.0",    "172.15.255.255",
                    "172.32.0.0",      "192.0.0.9",     "192.0.0.10",      "192.0.1.0",      "192.0.3.0",
                    "192.31.196.1",    "192.52.193.1",  "192.88.98.255",   "192.88.100.0",   "192.167.255.255",
                    "192.169.0.0",     "192.175.48.1",  "198.17.255.255",  "198.20.0.0",     "198.51.99.255",
                    "198.51.101.0",    "203.0.112.255", "203.0.114.0",     "223.255.255.255"});
        rows(false, {"0.0.0.0",         "0.255.255.255",   "10.0.0.0",    "10.255.255.255",  "100.64.0.0",
                     "100.127.255.255", "127.0.0.0",       "127.0.0.1",   "127.255.255.255", "169.254.0.0",
                     "169.254.169.254", "169.254.255.255", "172.16.0.0",  "172.31.255.255",  "192.0.0.0",
                     "192.0.0.8",       "192.0.0.11",      "192.0.0.170", "192.0.0.255",     "192.0.2.0",
                     "192.0.2.255",     "192.88.99.1",     "192.168.0.0", "192.168.255.255", "198.18.0.0",
                     "198.19.255.255",  "198.51.100.7",    "203.0.113.7", "224.0.0.1",       "239.255.255.255",
                     "240.0.0.1",       "255.255.255.255"});
        rows(true, {"2001:4860:4860::8888", "2a00::1", "2600::1", "2001:1::1", "2001:1::2", "2001:1::3", "2001:3::1",
                    "2001:4:112::1", "2001:20::1", "2001:2f:ffff::1", "2001:30::1", "2001:200::1", "2620:4f:8000::1",
                    "2001:db9::1"});
        rows(false,
             {"::",          "::1",       "::2",        "::808:808",  "64:ff9b:1::1", "100::1",      "100:0:0:1::1",
              "2001:1::4",   "2001:2::1", "2001:10::1", "2001:40::1", "2001:1ff::1",  "2001:db8::1", "3fff::1",
              "3fff:fff::1", "5f00::1",   "fc00::1",    "fdff::1",    "fe80::1",      "fe80::1%1",   "febf::1",
              "fec0::1",     "ff02::1",   "8000::1",    "4000::1"});
        // An IPv4 address inside decides: v4-mapped, NAT64, 6to4, Teredo (server in front, client turned at the end).
        rows(true, {"::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2002:101:101::1", "2001:0:101:101:0:0:fefe:fefe"});
        rows(false, {"::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::169.254.169.254",
                     "2002:7f00:1::1", "2002:a00:1::1", "2001:0:101:101:0:0:80ff:fffe", "2001:0:a00:1:0:0:fefe:fefe"});
    }
    void publicIsWhatTheRegistriesCallGloballyReachable() {
        QFETCH(bool, isPublic);
        const QHostAddress address(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(!address.isNull());
        QCOMPARE(net::AddressPolicy().isPublic(address), isPublic);
    }

    void nullAddressIsNotPublic() { QVERIFY(!net::AddressPolicy().isPublic(QHostAddress())); }

    void privateAddressIsReachedOnlyAtTheGivenHostAndFromThere() {
        const net::AddressPolicy policy;
        const QHostAddress inside(u"192.168.1.1"_s);
        const QHostAddress outside(u"1.1.1.1"_s);
        QVERIFY(policy.allows(inside, u"router"_s, u"router"_s, u"router"_s));
        QVERIFY(!policy.allows(inside, u"router"_s, u"example.org"_s, u"example.org"_s));
        QVERIFY(!policy.allows(inside, u"router"_s, u"router"_s, u"evil.example"_s));
        QVERIFY(!policy.allows(inside, QString(), QString(), QString()));
        QVERIFY(policy.allows(outside, u"example.org"_s, u"router"_s, u"router"_s));
    }

    void behindAProxyNamesAreJudged() {
        const net::AddressPolicy policy;
        const auto allowed = [&](const QString& host) {
            return policy.allowsByName(host, u"given.example"_s, u"given.example"_s);
        };
        QVERIFY(allowed(u"example.org"_s));
        QVERIFY(allowed(u"1.1.1.1"_s));
        for (const auto& host : {u"localhost"_s, u"a.localhost"_s, u"printer.local"_s, u"wiki.internal"_s, u"router"_s,
                                 u"10.0.0.1"_s, u"::1"_s, u"nas.home.arpa"_s})
            QVERIFY2(!allowed(host), qPrintable(host));
        QVERIFY(policy.allowsByName(u"localhost"_s, u"localhost"_s, u"localhost"_s));
        QVERIFY(!policy.allowsByName(u"localhost"_s, u"localhost"_s, u"evil.example"_s));
    }
};

QTEST_GUILESS_MAIN(AddressPolicyTest)
#include "tst_addresspolicy.moc"
