#pragma once

#include "net/exchange.h"

#include <chrono>
#include <optional>

namespace archive {

// What an exchange means for its capture.
struct Verdict {
    enum class Next {
        Keep,  // read it and store it
        Again, // wait, then one more attempt
        Fail,  // the capture ends
    } next = Next::Fail;
    std::chrono::milliseconds wait{0};                 // with Again
    std::optional<std::chrono::milliseconds> slowHost; // 429 and 503: the whole host, for so long
    QByteArray errorKind;                              // with Fail
    QString errorText;
};

// `attempt` of at most `attempts`, from 1; `chance` in [0, 1) spreads the backoff; `now` names the time of a
// Retry-After that is too long to wait for.
Verdict judge(const net::Exchange& exchange, int attempt, int attempts, double chance, const QDateTime& now);

} // namespace archive
