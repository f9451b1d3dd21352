#include "net/retrypolicy.h"

#include "net/limits.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace net {

namespace {

using Action = RetryDecision::Action;
using std::chrono::milliseconds;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(net)
};

constexpr milliseconds longest{60'000};

milliseconds backoff(int attempt, double random) {
    const int doublings = std::clamp(2 * (attempt - 1), 0, 10);
    const milliseconds base = std::min(longest, milliseconds(1'000LL << doublings));
    return milliseconds(static_cast<qint64>(static_cast<double>(base.count()) * (0.5 + std::clamp(random, 0.0, 1.0))));
}

bool isRetriedStatus(int status) {
    return status == 408 || status == 425 || status == 429 || (status >= 500 && status <= 599);
}

QString tooLate(const Exchange& exchange, const QDateTime& nowUtc) {
    const QDateTime when = nowUtc.addSecs(exchange.retryAfter->count()).toLocalTime();
    return Words::tr("%1: the server asks not to come back before %2.")
        .arg(statusPhrase(exchange.status), QLocale().toString(when, QLocale::ShortFormat));
}

} // namespace

bool isRetried(const Exchange& exchange) {
    switch (exchange.error) {
    case ErrorKind::NameLookupFailed:
    case ErrorKind::Refused:
    case ErrorKind::Unreachable:
    case ErrorKind::Reset:
    case ErrorKind::Truncated:
    case ErrorKind::ConnectTimeout:
    case ErrorKind::IdleTimeout:
    case ErrorKind::FirstByteTimeout:
    case ErrorKind::Timeout:
    case ErrorKind::NoDescriptors:
    case ErrorKind::NoLocalPort:
    case ErrorKind::Unknown:
        return true;
    case ErrorKind::HttpStatus:
        return isRetriedStatus(exchange.status);
    default:
        return false;
    }
}

RetryDecision decide(const Exchange& exchange, int attempt, int maxAttempts, double random, const QDateTime& nowUtc) {
    RetryDecision decision;
    if (exchange.ok() || exchange.error == ErrorKind::Cancelled)
        return decision;
    decision.action = Action::Fail;
    const milliseconds pause = backoff(attempt, random);
    const bool retried = isRetried(exchange);
    const bool named = retried && exchange.error == ErrorKind::HttpStatus && exchange.retryAfter.has_value();
    const bool tooLong = named && exchange.retryAfter->count() > limits::retryAfterSeconds;
    if (exchange.error == ErrorKind::HttpStatus && (exchange.status == 429 || exchange.status == 503)) {
        // Unasked, the other links go on soon: the backoff grows with the attempts of this one.
        const milliseconds asked =
            named ? milliseconds(*exchange.retryAfter) : std::min(pause, milliseconds(limits::busyPauseMs));
        decision.slowHost = std::min<milliseconds>(asked, std::chrono::seconds(limits::retryAfterSeconds));
    }
    if (tooLong) {
        decision.sentence = tooLate(exchange, nowUtc);
        return decision;
    }
    if (!retried || attempt >= maxAttempts)
        return decision;
    decision.action = named && exchange.retryAfter->count() > 0 ? Action::NotBefore : Action::RetryAfter;
    decision.wait = decision.action == Action::NotBefore ? milliseconds(*exchange.retryAfter) : pause;
    return decision;
}

RetryDecision decideAsset(const Exchange& exchange, int attempt, double random) {
    if (exchange.error == ErrorKind::Reset && attempt < 2)
        return {Action::RetryAfter, backoff(attempt, random) / 4, std::nullopt, {}};
    const bool ended = exchange.ok() || exchange.error == ErrorKind::Cancelled;
    return {ended ? Action::Done : Action::Fail, milliseconds(0), std::nullopt, {}};
}

} // namespace net
