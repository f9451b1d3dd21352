#include "archive/advice.h"
#include "archive/errors.h"
#include "archive/verdict.h"

#include <QTest>

using archive::judge;
using archive::Verdict;
using net::ErrorKind;

namespace {

net::Exchange answered(int status, const QByteArray& body = "x") {
    net::Exchange exchange;
    exchange.finalLink = QUrl(QStringLiteral("https://example.org/page"));
    exchange.status = status;
    exchange.body = body;
    if (status >= 400)
        exchange.error = ErrorKind::HttpStatus;
    return exchange;
}

net::Exchange broken(ErrorKind kind) {
    net::Exchange exchange;
    exchange.error = kind;
    exchange.errorText = net::errorSentence(kind);
    return exchange;
}

Verdict judgeFirst(const net::Exchange& exchange) {
    return judge(exchange, 1, 3, 0.5, QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC));
}

} // namespace

class VerdictTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void goodPagesAreKept() { QCOMPARE(judgeFirst(answered(200)).next, Verdict::Next::Keep); }

    void emptyBodiesAndOddStatusesFail() {
        QCOMPARE(judgeFirst(answered(200, {})).errorKind, QByteArray(archive::emptyBody));
        QCOMPARE(judgeFirst(answered(204, {})).errorKind, QByteArray(archive::emptyBody));
        QCOMPARE(judgeFirst(answered(304)).errorKind, QByteArray("http-status"));
        QVERIFY(!judgeFirst(answered(304)).errorText.isEmpty());
    }

    void whatMayPassIsTriedAgain_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<bool>("again");
        for (const int status : {408, 425, 429, 500, 502, 503, 504, 599})
            QTest::addRow("%d", status) << status << ErrorKind::HttpStatus << true;
        for (const int status : {400, 401, 403, 404, 410, 451})
            QTest::addRow("%d", status) << status << ErrorKind::HttpStatus << false;
        for (const ErrorKind kind :
             {ErrorKind::NameLookupFailed, ErrorKind::Refused, ErrorKind::Reset, ErrorKind::ConnectTimeout,
              ErrorKind::IdleTimeout, ErrorKind::Timeout, ErrorKind::NoLocalPort})
            QTest::addRow("%s", net::errorName(kind)) << 0 << kind << true;
        for (const ErrorKind kind : {ErrorKind::NameNotFound, ErrorKind::Tls, ErrorKind::TooLarge, ErrorKind::BadScheme,
                                     ErrorKind::BadLink, ErrorKind::PrivateAddress, ErrorKind::TooManyRedirects})
            QTest::addRow("%s", net::errorName(kind)) << 0 << kind << false;
    }
    void whatMayPassIsTriedAgain() {
        QFETCH(int, status);
        QFETCH(ErrorKind, kind);
        QFETCH(bool, again);
        net::Exchange exchange = kind == ErrorKind::HttpStatus ? answered(status) : broken(kind);
        QCOMPARE(judgeFirst(exchange).next == Verdict::Next::Again, again);
        QCOMPARE(judge(exchange, 3, 3, 0.5, {}).next, Verdict::Next::Fail);
        QCOMPARE(judge(exchange, 3, 3, 0.5, {}).errorKind, QByteArray(net::errorName(kind)));
    }

    void backoffGrowsAndIsSpread() {
        const net::Exchange reset = broken(ErrorKind::Reset);
        const auto wait = [&](int attempt, double jitter) { return judge(reset, attempt, 9, jitter, {}).wait.count(); };
        QVERIFY(wait(1, 0.0) >= 250);
        QVERIFY(wait(1, 0.0) < wait(1, 0.9));
        QVERIFY(wait(2, 0.5) > wait(1, 0.5));
        QVERIFY(wait(8, 1.0) <= 120'000);
    }

    void retryAfterIsObeyedUpToAnHour() {
        net::Exchange busy = answered(503);
        busy.retryAfter = std::chrono::seconds(3'600);
        QCOMPARE(judgeFirst(busy).next, Verdict::Next::Again);
        QCOMPARE(judgeFirst(busy).wait, std::chrono::milliseconds(3'600'000));
        QCOMPARE(*judgeFirst(busy).slowHost, std::chrono::milliseconds(3'600'000));
        busy.retryAfter = std::chrono::seconds(3'601);
        QCOMPARE(judgeFirst(busy).next, Verdict::Next::Fail);
        QCOMPARE(judgeFirst(busy).errorKind, QByteArray(archive::waitTooLong));
        QVERIFY(!judgeFirst(busy).errorText.isEmpty());
    }

    void onlyBusyHostsAreSlowed() {
        QVERIFY(judgeFirst(answered(429)).slowHost);
        QVERIFY(!judgeFirst(answered(500)).slowHost);
        QVERIFY(!judgeFirst(broken(ErrorKind::Reset)).slowHost);
    }

    void everyFailureHasAdvice() {
        for (int kind = int(ErrorKind::BadScheme); kind <= int(ErrorKind::Unknown); ++kind) {
            const char* name = net::errorName(ErrorKind(kind));
            QVERIFY2(ErrorKind(kind) == ErrorKind::Cancelled || !archive::adviceFor(name, 418).isEmpty(), name);
        }
        for (const char* name : {archive::emptyBody, archive::waitTooLong, archive::notStored})
            QVERIFY2(!archive::adviceFor(name).isEmpty(), name);
        QVERIFY(archive::adviceFor("made-up").isEmpty());
    }
};

QTEST_GUILESS_MAIN(VerdictTest)
#include "tst_verdict.moc"
