#pragma once

#include "net/exchange.h"

#include <QDateTime>

namespace net {

// What to do after an exchange. Pure: no clock, no chance of its own.
struct RetryDecision {
    enum class Action {
        Done,       // it succeeded, or was cancelled
        RetryAfter, // send it again after `wait`, at once in the queue (backoff with jitter)
        NotBefore,  // the server named a time: the job waits `wait`, on disk (`not_before`)
        Fail,       // final
    } action = Action::Done;
    std::chrono::milliseconds wait{0};
    std::optional<std::chrono::milliseconds> slowHost; // 429, 503: for Fetcher::slowHost()
    QString sentence; // Fail because of a Retry-After over an hour: names the time; else empty, errorText says it

    bool operator==(const RetryDecision&) const = default;
};

// May another attempt do better? A look-up that may pass, refused, unreachable, reset, the three timeouts, no
// descriptors, no local port, something without a name; 408, 425, 429 and every 5xx.
bool isRetried(const Exchange& exchange);

// After attempt `attempt` (from 1) of `maxAttempts`; `random` is 0…1. Backoff: 1 s, 4 s, 16 s, … up to a minute, half
// to one and a half of it. Retry-After up to an hour is obeyed, more is a failure.
RetryDecision decide(const Exchange& exchange, int attempt, int maxAttempts, double random, const QDateTime& nowUtc);

// For an image or another part of a page: one attempt, two after a reset.
RetryDecision decideAsset(const Exchange& exchange, int attempt, double random);

} // namespace net
