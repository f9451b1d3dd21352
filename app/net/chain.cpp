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
