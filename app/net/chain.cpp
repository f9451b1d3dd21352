#include "net/chain.h"

#include "measure/recorder.h"
#include "net/addresspolicy.h"
#include "net/cookiejar.h"
#include "net/hoprequest.h"
#include "net/limits.h"
#include "net/namecache.h"
#include "net/proxychoice.h"
#include "net/redirect.h"

#include <algorithm>

namespace net {

using namespace Qt::StringLiterals;
using std::chrono::nanoseconds;

namespace {

qint64 microseconds(nanoseconds duration) {
    return std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
}

bool isConnectFailure(ErrorKind kind) {
    return kind == ErrorKind::Refused || kind == ErrorKind::Unreachable || kind == ErrorKind::ConnectTimeout;
}

} // namespace

Chain::Chain(ChainHouse& house, FetchId id, FetchRequest request, Fetcher::Done done)
    : m_house(house)
    , m_options(house.options)
    , m_id(id)
    , m_request(std::move(request))
    , m_done(std::move(done))
    , m_trail(m_request.link)
    , m_deadline(m_request.deadline) {
    m_request.givenHost = m_request.givenHost.toLower();
}

Chain::~Chain() {
    leaveLine();
}

void Chain::begin() {
    const ErrorKind refused = refuses(m_trail.link());
    if (refused != ErrorKind::None)
        return fail(refused);
    wait(m_request.lane);
}

void Chain::wait(Lane lane) {
    m_enqueuedAt = m_house.clock.monotonic();
    const QString host = m_trail.host();
    if (m_trail.link().scheme() == "https"_L1 && m_options->hostLimit > m_house.connections.mostOverTls())
        m_house.queue.setHostCap(host, m_house.connections.mostOverTls());
    m_ticket = m_house.queue.enqueue(host, lane, [this] { placeTaken(); });
}

void Chain::placeTaken() {
    m_hasPlace = true;
    const qint64 waited = microseconds(m_house.clock.monotonic() - m_enqueuedAt);
    m_exchange.timings.queuedUs = std::max<qint64>(0, m_exchange.timings.queuedUs) + waited;
    m_options = m_house.options;
    m_deadline.run(m_house.clock.monotonic());
    m_house.started(*this);
    startHop();
}

void Chain::startHop() {
    ++m_hop;
    if (m_trail.isCircle(m_request.cookies.get()))
        return fail(ErrorKind::TooManyRedirects, m_trail.link().host());
    const QString host = m_trail.host();
    if (m_request.lane == Lane::Asset) {
        const ErrorKind dead = m_house.names.deadBecause(m_trail.hostAndPort());
        if (dead != ErrorKind::None)
            return fail(dead, m_trail.link().host());
    }
    const QNetworkProxy proxy = m_house.proxies.proxyFor(m_trail.link());
    if (proxy.type() == QNetworkProxy::NoProxy)
        return lookUp(host, proxy);
    if (proxy.hostName().isEmpty())
        return fail(ErrorKind::Proxy);
    if (!m_house.policy.allowsByName(host, m_request.givenHost, sentBy()))
        return fail(ErrorKind::PrivateAddress, m_trail.link().host());
    lookUp(proxy.hostName(), proxy);
}

void Chain::lookUp(const QString& name, const QNetworkProxy& proxy) {
    m_lookupAt = m_house.clock.monotonic();
    m_house.names.lookup(name, [weak = weak_from_this(), hop = m_hop, proxy](const LookupResult& result) {
        const auto self = weak.lock();
        if (self && !self->m_ended && self->m_hop == hop)
            self->found(result, proxy);
    });
}

void Chain::found(const LookupResult& result, const QNetworkProxy& proxy) {
    const qint64 took = microseconds(m_house.clock.monotonic() - m_lookupAt);
    m_exchange.timings.lookupUs = std::max<qint64>(0, m_exchange.timings.lookupUs) + took;
    m_proxy = proxy;
    m_candidates.clear();
    if (proxy.type() != QNetworkProxy::NoProxy) {
        if (result.error != ErrorKind::None)
            return fail(ErrorKind::Proxy, proxy.hostName());
        m_proxy.setHostName(result.addresses.first().toString());
        m_candidates = {QHostAddress()}; // the proxy looks up
        return sendTo(0);
    }
    if (result.error != ErrorKind::None) {
        noteDead(result.error);
        return fail(result.error, m_trail.link().host());
    }
    for (const QHostAddress& address : result.addresses) {
        if (m_house.policy.allows(address, m_trail.host(), m_request.givenHost, sentBy()))
            m_candidates.append(address);
    }
    if (m_candidates.isEmpty())
        return fail(ErrorKind::PrivateAddress, m_trail.link().host());
    if (m_candidates.size() > limits::addressesTried)
        m_candidates.resize(limits::addressesTried);
    sendTo(0);
}

void Chain::sendTo(qsizetype candidate) {
    m_candidate = candidate;
    const nanoseconds now = m_house.clock.monotonic();
    if (m_firstSentAt.count() == 0)
        m_firstSentAt = now;
    if (m_hopRecorded) {
        m_hopRecorded = false;
        m_hopSentAt = now;
        m_house.recorder.begin();
    }
    const qsizetype left = m_candidates.size() - candidate;
    TransferLimits limits{m_options->connectTimeout, m_options->idleTimeout, m_request.maxBodyBytes};
    if (left > 1) // a dead address must not eat the time of the one that lives
        limits.connectTimeout = std::max<std::chrono::milliseconds>(
            limits.connectTimeout / left,
            std::min<std::chrono::milliseconds>(limits.connectTimeout, std::chrono::seconds(3)));
    if (!m_connection)
        m_connection = m_house.connections.take(m_trail.link());
    const QHostAddress& address = m_candidates[candidate];
    m_peer = address.isNull() ? Peer{QHostAddress(m_proxy.hostName()), m_proxy.port()}
                              : Peer{address, static_cast<quint16>(portOf(m_trail.link()))};
    m_house.floods.sent(m_peer);
    std::unique_ptr<QNetworkReply> reply(
        m_house.connections.send(requestFor(m_trail, m_request, *m_options, address, m_house.closeConnections),
                                 m_trail.link(), *m_connection, m_proxy));
    if (m_transfer)
        m_past.push_back(std::move(m_transfer));
    m_lease = m_house.budget->lease();
    m_transfer = std::make_unique<Transfer>(*this, m_house.clock, limits, std::move(reply), address,
                                            static_cast<quint16>(portOf(m_trail.link())));
}

bool Chain::mayHold(qint64 bytes) {
    if (m_house.budget->hasRoom(bytes) || m_house.mayPassBudget(*this)) {
        m_deadline.run(m_house.clock.monotonic());
        return true;
    }
    m_deadline.pause(m_house.clock.monotonic());
    heard(); // it is us who do not read
    return false;
}

void Chain::heard() {
    m_house.floods.progressed(m_peer);
}

void Chain::connectionsEnded(const Peer& peer) {
    if (m_transfer && !m_transfer->hasEnded() && m_peer == peer)
        m_transfer->suspect();
}

void Chain::bodyGrew(qint64 bytes) {
    m_lease->add(bytes);
    m_exchange.receivedBytes += bytes;
    m_house.grew(*this);
}

void Chain::headArrived(const Headers& headers) {
    if (m_request.cookies)
        m_request.cookies->keep(m_trail.link(), headerValue(headers, "Set-Cookie"));
}

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
        m_exchange.errorText = errorSentence(error, statusPhrase(m_exchange.status));
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

void Chain::leaveLine() {
    if (m_connection)
        m_house.connections.give(*std::exchange(m_connection, std::nullopt));
    if (m_hasPlace)
        m_house.queue.finish(m_ticket);
    else if (m_ticket != 0)
        m_house.queue.cancel(m_ticket);
    m_hasPlace = false;
    m_ticket = 0;
}

void Chain::resume() {
    if (!isParked())
        return;
    m_transfer->resume();
}

nanoseconds Chain::nextDeadline() const {
    const nanoseconds whole = m_deadline.at();
    return m_transfer && !m_transfer->hasEnded() ? std::min(whole, m_transfer->deadline()) : whole;
}

void Chain::checkDeadlines() {
    if (m_ended)
        return;
    if (m_deadline.hasPassed(m_house.clock.monotonic()))
        return fail(ErrorKind::Timeout, m_trail.link().host());
    if (m_transfer && !m_transfer->hasEnded())
        m_transfer->checkDeadline();
}

FetchProgress Chain::progress() const {
    return {m_id, m_exchange.receivedBytes, m_transfer ? m_transfer->expected() : -1};
}

} // namespace net
