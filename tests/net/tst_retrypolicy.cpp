#include "net/retrypolicy.h"

#include <QTest>

using namespace std::chrono_literals;
using net::ErrorKind;
using Action = net::RetryDecision::Action;

class RetryPolicyTest : public QObject {
    Q_OBJECT

    const QDateTime now{QDate(2026, 3, 1), QTime(12, 0), Qt::UTC};

    static net::Exchange failed(ErrorKind kind) {
        net::Exchange exchange;
        exchange.error = kind;
        return exchange;
    }
    static net::Exchange answered(int status) {
        net::Exchange exchange = failed(ErrorKind::HttpStatus);
        exchange.status = status;
        return exchange;
    }

private Q_SLOTS:
    void kindsThatMayPassAreRetried_data() {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<bool>("retried");
        const auto row = [](ErrorKind kind, bool retried) { QTest::newRow(net::errorName(kind)) << kind << retried; };
        for (const ErrorKind kind :
             {ErrorKind::NameLookupFailed, ErrorKind::Refused, ErrorKind::Unreachable, ErrorKind::Reset,
              ErrorKind::ConnectTimeout, ErrorKind::IdleTimeout, ErrorKind::Timeout, ErrorKind::NoDescriptors,
              ErrorKind::NoLocalPort, ErrorKind::Unknown})
            row(kind, true);
        for (const ErrorKind kind :
             {ErrorKind::BadScheme, ErrorKind::BadLink, ErrorKind::NameNotFound, ErrorKind::Tls, ErrorKind::TooLarge,
              ErrorKind::BadResponse, ErrorKind::TooManyRedirects, ErrorKind::PrivateAddress, ErrorKind::Proxy})
            row(kind, false);
    }
    void kindsThatMayPassAreRetried() {
        QFETCH(ErrorKind, kind);
        QFETCH(bool, retried);
        const auto decision = net::decide(failed(kind), 1, 3, 0.5, now);
        QCOMPARE(decision.action, retried ? Action::RetryAfter : Action::Fail);
        QCOMPARE(net::decide(failed(kind), 3, 3, 0.5, now).action, Action::Fail);
    }

    void statusesThatMayPassAreRetried() {
        for (const int status : {408, 425, 429, 500, 502, 503, 504, 599})
            QCOMPARE(net::decide(answered(status), 1, 3, 0.5, now).action, Action::RetryAfter);
        for (const int status : {400, 401, 403, 404, 410, 418, 451})
            QCOMPARE(net::decide(answered(status), 1, 3, 0.5, now).action, Action::Fail);
    }

    void successAndCancellingEndIt() {
        QCOMPARE(net::decide({}, 1, 3, 0.5, now).action, Action::Done);
        QCOMPARE(net::decide(failed(ErrorKind::Cancelled), 1, 3, 0.5, now).action, Action::Done);
    }

    void backoffGrowsWithJitterAndHasAnEnd() {
        const auto wait = [&](int attempt, double random) {
            return net::decide(failed(ErrorKind::Reset), attempt, 100, random, now).wait;
        };
        QCOMPARE(wait(1, 0.0), 500ms);
        QCOMPARE(wait(1, 1.0), 1'500ms);
        QCOMPARE(wait(2, 0.5), 4'000ms);
        QCOMPARE(wait(3, 0.5), 16'000ms);
        QCOMPARE(wait(4, 0.5), 60'000ms);
        QCOMPARE(wait(99, 0.5), 60'000ms);
    }

    void retryAfterUpToAnHourIsObeyed() {
        net::Exchange exchange = answered(503);
        exchange.retryAfter = 3'600s;
        const auto decision = net::decide(exchange, 1, 3, 0.5, now);
        QCOMPARE(decision.action, Action::NotBefore);
        QCOMPARE(decision.wait, 3'600s);
        QCOMPARE(decision.slowHost, std::optional<std::chrono::milliseconds>(3'600s));
        QCOMPARE(net::decide(exchange, 3, 3, 0.5, now).action, Action::Fail);
    }

    void retryAfterOverAnHourFailsAndNamesTheTime() {
        net::Exchange exchange = answered(429);
        exchange.retryAfter = 3'601s;
        const auto decision = net::decide(exchange, 1, 3, 0.5, now);
        QCOMPARE(decision.action, Action::Fail);
        const QDateTime when = now.addSecs(3'601).toLocalTime();
        QVERIFY(decision.sentence.contains(QLocale().toString(when, QLocale::ShortFormat)));
        QVERIFY(decision.sentence.contains(QStringLiteral("429 Too Many Requests")));
        QCOMPARE(decision.slowHost, std::optional<std::chrono::milliseconds>(3'600s));
    }

    void retryAfterOfAFinalStatusChangesNothing() {
        net::Exchange exchange = answered(404);
        exchange.retryAfter = 5s;
        QCOMPARE(net::decide(exchange, 1, 3, 0.5, now), (net::RetryDecision{Action::Fail, 0ms, std::nullopt, {}}));
    }

    void unaskedTheHostRestsShortlyHoweverLongTheLinkWaits() {
        QCOMPARE(net::decide(answered(503), 1, 3, 0.5, now).slowHost, std::optional<std::chrono::milliseconds>(1s));
        for (const int attempt : {2, 3}) {
            const auto decision = net::decide(answered(503), attempt, 3, 0.5, now);
            QCOMPARE(decision.slowHost, std::optional<std::chrono::milliseconds>(2s));
        }
        QCOMPARE(net::decide(answered(503), 2, 3, 0.5, now).wait, 4'000ms);
    }

    void onlyBusyAnswersSlowTheHost() {
        QVERIFY(net::decide(answered(429), 1, 3, 0.5, now).slowHost);
        QVERIFY(net::decide(answered(503), 3, 3, 0.5, now).slowHost);
        QVERIFY(!net::decide(answered(500), 1, 3, 0.5, now).slowHost);
        QVERIFY(!net::decide(failed(ErrorKind::Reset), 1, 3, 0.5, now).slowHost);
    }

    void assetIsAskedForAgainOnlyAfterAReset() {
        QCOMPARE(net::decideAsset(failed(ErrorKind::Reset), 1, 0.5).action, Action::RetryAfter);
        QCOMPARE(net::decideAsset(failed(ErrorKind::Reset), 2, 0.5).action, Action::Fail);
        QCOMPARE(net::decideAsset(failed(ErrorKind::Refused), 1, 0.5).action, Action::Fail);
        QCOMPARE(net::decideAsset(answered(503), 1, 0.5).action, Action::Fail);
        QCOMPARE(net::decideAsset({}, 1, 0.5).action, Action::Done);
    }
};

QTEST_GUILESS_MAIN(RetryPolicyTest)
#include "tst_retrypolicy.moc"
