#include "net/chain.h"

#include "measure/recorder.h"
#include "net/namecache.h"
#include "net/redirect.h"

// How a hop ends, and the chain with it or not.
namespace net {

using std::chrono::nanoseconds;

namespace {

bool isConnectFailure(ErrorKind kind) {
    return kind == ErrorKind::Refused || kind == ErrorKind::Unreachable || kind == ErrorKind::ConnectTimeout;
}

} // namespace

bool Chain::shouldTryNextAddress() const {
    return isConnectFailure(m_transfer->error()) && !m_transfer->wasSent() && m_candidate + 1 < m_candidates.size();
}

void Chain::transferEnded() {
    if (m_ended)
        return;
    m_deadline.run(m_house.clock.monotonic());
    if (shouldTryNextAddress())
        return sendTo(m_candidate + 1);
    recordHop();
    const ErrorKind error = hopError();
    if (isConnectFailure(error)) {
        m_house.names.forget(m_trail.host());
        noteDead(error);
    } else if (m_transfer->hasHead() && m_proxy.type() == QNetworkProxy::NoProxy) {
        m_house.names.prefer(m_trail.host(), m_candidates[m_candidate]);
        m_house.names.forgetDead(m_trail.hostAndPort());
    }
    m_exchange.status = m_transfer->status();
    m_exchange.headers = m_transfer->headers();
    if (m_transfer->hasHead())
        m_exchange.timings.firstByteUs = microseconds(m_transfer->firstByteAt() - m_transfer->startedAt());
    const bool redirects = isRedirect(m_exchange.status) && error == ErrorKind::None;
    if (redirects && !headerValue(m_exchange.headers, "Location").trimmed().isEmpty())
        return followRedirect();
    complete();
}

void Chain::noteDead(ErrorKind kind) {
    m_house.names.rememberDead(m_trail.hostAndPort(), kind);
}

// A connection that never came about failed at the proxy, where there is one.
ErrorKind Chain::hopError() const {
    const ErrorKind error = m_transfer->error();
    const bool vague = isConnectFailure(error) || error == ErrorKind::Unknown || error == ErrorKind::NameNotFound;
    const bool proxied = m_proxy.type() != QNetworkProxy::NoProxy;
    return proxied && vague && !m_transfer->wasSent() ? ErrorKind::Proxy : error;
}

void Chain::recordHop() {
    if (m_hopRecorded)
        return;
    m_hopRecorded = true;
    measure::Outcome outcome;
    outcome.duration = m_house.clock.monotonic() - m_hopSentAt;
    outcome.status = m_transfer ? m_transfer->status() : 0;
    outcome.errorKind = errorName(m_transfer ? hopError() : ErrorKind::Cancelled);
    outcome.bytes = m_transfer ? m_transfer->received() : 0;
    m_house.recorder.finish(outcome);
}

void Chain::followRedirect() {
    const auto followed =
        m_trail.follow(m_exchange.status, headerValue(m_exchange.headers, "Location"), m_request.maxRedirects);
    if (followed.error == ErrorKind::TooManyRedirects)
        return fail(followed.error, m_trail.link().host());
    if (followed.error != ErrorKind::None)
        return fail(followed.error);
    m_house.connections.give(*std::exchange(m_connection, std::nullopt));
    m_lease.reset();
    if (followed.step == Trail::Step::SameHost)
        return startHop();
    leaveLine();
    m_deadline.pause(m_house.clock.monotonic());
    wait(Lane::Asset); // begun already: goes before what has not
}

void Chain::complete() {
    const ErrorKind error = hopError();
    if (error != ErrorKind::None && error != ErrorKind::HttpStatus) {
        const QString detail = error == ErrorKind::Tls ? m_transfer->reason() : m_trail.link().host();
        return fail(error, detail);
    }
    m_exchange.body = m_transfer->takeBody();
    if (isRedirect(m_exchange.status) && m_exchange.body.isEmpty())
        return fail(ErrorKind::BadResponse, m_trail.link().host()); // no link to go on to and nothing to show
    if (!m_exchange.body.isEmpty()) {
        m_lease->handOver();
        m_exchange.lease = m_lease;
    }
    if (error == ErrorKind::HttpStatus) {
        m_exchange.error = error;
        m_exchange.errorText = statusSentence(m_exchange.status);
        m_exchange.retryAfter = parseRetryAfter(headerValue(m_exchange.headers, "Retry-After"), m_house.clock.nowUtc());
        if (m_exchange.status == 401)
            m_exchange.authenticateRealm =
                basicRealm(headerValue(m_exchange.headers, "WWW-Authenticate")).value_or(QByteArray());
    }
    finish();
}

void Chain::fail(ErrorKind why, const QString& detail) {
    if (m_ended)
        return;
    m_exchange.error = why;
    m_exchange.errorText = errorSentence(why, detail);
    finish();
}

void Chain::finish() {
    m_ended = true;
    const nanoseconds now = m_house.clock.monotonic();
    if (m_transfer && !m_transfer->hasEnded())
        m_transfer->end(m_exchange.error);
    recordHop();
    m_exchange.finalLink = m_trail.link();
    m_exchange.redirects = m_trail.redirects();
    if (m_firstSentAt.count() != 0)
        m_exchange.timings.totalUs = microseconds(now - m_firstSentAt);
    m_lease.reset();
    leaveLine();
    m_house.ended(*this);
}

} // namespace net
