#include "net/chain.h"

#include "measure/recorder.h"
#include "net/addresspolicy.h"
#include "net/cookiejar.h"
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
    , m_link(withoutCredentials(m_request.link))
    , m_left(m_request.deadline) {
    m_request.givenHost = m_request.givenHost.toLower();
}

Chain::~Chain() {
    leaveLine();
}

void Chain::begin() {
    const ErrorKind refused = refuses(m_link);
    if (refused != ErrorKind::None)
        return fail(refused);
    wait(m_request.lane);
}

void Chain::wait(Lane lane) {
    m_enqueuedAt = m_house.clock.monotonic();
    const QString host = hostOf(m_link);
    if (m_link.scheme() == "https"_L1 && m_options->hostLimit > m_house.connections.mostOverTls())
        m_house.queue.setHostCap(host, m_house.connections.mostOverTls());
    m_ticket = m_house.queue.enqueue(host, lane, [this] { placeTaken(); });
}

void Chain::placeTaken() {
    m_hasPlace = true;
    const qint64 waited = microseconds(m_house.clock.monotonic() - m_enqueuedAt);
    m_exchange.timings.queuedUs = std::max<qint64>(0, m_exchange.timings.queuedUs) + waited;
    m_options = m_house.options;
    runClock();
    m_house.started(*this);
    startHop();
}

QString Chain::hostAndPort() const {
    return QString(hostOf(m_link) % u':' % QString::number(portOf(m_link)));
}

// Who sends us there: the hop before, else the page that shows the image, else the person.
QString Chain::fromHost() const {
    if (!m_previous.isEmpty())
        return hostOf(m_previous);
    return m_request.referrer.isEmpty() ? m_request.givenHost : hostOf(m_request.referrer);
}

void Chain::startHop() {
    ++m_hop;
    if (isCircle())
        return fail(ErrorKind::TooManyRedirects, m_link.host());
    const QString host = hostOf(m_link);
    if (m_request.lane == Lane::Asset) {
        const ErrorKind dead = m_house.names.deadBecause(hostAndPort());
        if (dead != ErrorKind::None)
            return fail(dead, m_link.host());
    }
    const QNetworkProxy proxy = m_house.proxies.proxyFor(m_link);
    if (proxy.type() == QNetworkProxy::NoProxy)
        return lookUp(host, proxy);
    if (proxy.hostName().isEmpty())
        return fail(ErrorKind::Proxy);
    if (!m_house.policy.allowsByName(host, m_request.givenHost, fromHost()))
        return fail(ErrorKind::PrivateAddress, m_link.host());
    lookUp(proxy.hostName(), proxy);
}

// A site that sets a cookie and sends the client to the same link again is none.
bool Chain::isCircle() {
    const QByteArray cookies = m_request.cookies ? m_request.cookies->headerFor(m_link) : QByteArray();
    const QByteArray visit = m_link.toEncoded(QUrl::RemoveFragment) + ' ' + cookies;
    if (m_visited.contains(visit))
        return true;
    m_visited.insert(visit);
    return false;
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
        return fail(result.error, m_link.host());
    }
    for (const QHostAddress& address : result.addresses) {
        if (m_house.policy.allows(address, hostOf(m_link), m_request.givenHost, fromHost()))
            m_candidates.append(address);
    }
    if (m_candidates.isEmpty())
        return fail(ErrorKind::PrivateAddress, m_link.host());
    if (m_candidates.size() > limits::addressesTried)
        m_candidates.resize(limits::addressesTried);
    sendTo(0);
}

QNetworkRequest Chain::makeRequest(const QHostAddress& address) const {
    QUrl url = m_link;
    url.setFragment(QString());
    if (!address.isNull())
        url.setHost(address.toString());
    if (url.path().isEmpty())
        url.setPath(u"/"_s);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::ConnectionCacheExpiryTimeoutSecondsAttribute,
                         m_house.closeConnections ? 1 : 20);
    request.setDecompressedSafetyCheckThreshold(-1); // we count decoded bytes ourselves, from the first one on
    addHeaders(request);
    return request;
}

void Chain::addHeaders(QNetworkRequest& request) const {
    QByteArray host = m_link.host(QUrl::FullyEncoded).toLatin1();
    if (m_link.port() != -1 && m_link.port() != (m_link.scheme() == "https"_L1 ? 443 : 80))
        host += ':' + QByteArray::number(m_link.port());
    request.setRawHeader("Host", host);
    if (!m_options->userAgent.isEmpty())
        request.setRawHeader("User-Agent", m_options->userAgent);
    if (!m_request.accept.isEmpty())
        request.setRawHeader("Accept", m_request.accept);
    if (m_house.closeConnections)
        request.setRawHeader("Connection", "close");
    const QUrl& referrer = m_request.referrer;
    const bool downgrade = referrer.scheme() == "https"_L1 && m_link.scheme() != "https"_L1;
    const bool sameAsFirst = sameOrigin(m_link, withoutCredentials(m_request.link));
    if (!referrer.isEmpty() && !downgrade && sameAsFirst)
        request.setRawHeader("Referer", QUrl(referrer.resolved(QUrl(u"/"_s))).toEncoded(QUrl::RemoveUserInfo));
    if (m_request.credentials && sameAsFirst) {
        const QString pair(m_request.credentials->user % u':' % m_request.credentials->password);
        request.setRawHeader("Authorization", "Basic " + pair.toUtf8().toBase64());
    }
    if (m_request.cookies) {
        const QByteArray cookies = m_request.cookies->headerFor(m_link);
        if (!cookies.isEmpty())
            request.setRawHeader("Cookie", cookies);
    }
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
        m_connection = m_house.connections.take(m_link);
    const QHostAddress& address = m_candidates[candidate];
    m_peer = address.isNull() ? Peer{QHostAddress(m_proxy.hostName()), m_proxy.port()}
                              : Peer{address, static_cast<quint16>(portOf(m_link))};
    m_house.floods.sent(m_peer);
    std::unique_ptr<QNetworkReply> reply(
        m_house.connections.send(makeRequest(address), m_link, *m_connection, m_proxy));
    if (m_transfer)
        m_past.push_back(std::move(m_transfer));
    m_lease = m_house.budget->lease();
    m_transfer = std::make_unique<Transfer>(*this, m_house.clock, limits, std::move(reply), address,
                                            static_cast<quint16>(portOf(m_link)));
}

bool Chain::mayHold(qint64 bytes) {
    if (m_house.budget->hasRoom(bytes) || m_house.mayPassBudget(*this)) {
        runClock();
        return true;
    }
    pauseClock();
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
        m_request.cookies->keep(m_link, headerValue(headers, "Set-Cookie"));
}

bool Chain::shouldTryNextAddress() const {
    return isConnectFailure(m_transfer->error()) && !m_transfer->wasSent() && m_candidate + 1 < m_candidates.size();
}

void Chain::transferEnded() {
    if (m_ended)
        return;
    runClock();
    if (shouldTryNextAddress())
        return sendTo(m_candidate + 1);
    recordHop();
    const ErrorKind error = hopError();
    if (isConnectFailure(error)) {
        m_house.names.forget(hostOf(m_link));
        noteDead(error);
    } else if (m_transfer->hasHead() && m_proxy.type() == QNetworkProxy::NoProxy) {
        m_house.names.prefer(hostOf(m_link), m_candidates[m_candidate]);
        m_house.names.forgetDead(hostAndPort());
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
    m_house.names.rememberDead(hostAndPort(), kind);
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
    m_exchange.redirects.append({m_link, m_exchange.status});
    if (m_exchange.redirects.size() > m_request.maxRedirects)
        return fail(ErrorKind::TooManyRedirects, m_link.host());
    const auto target = redirectTarget(m_link, headerValue(m_exchange.headers, "Location"));
    if (!target)
        return fail(errorFromName(target.error().kind).value_or(ErrorKind::BadResponse));
    const bool otherHost = hostOf(*target) != hostOf(m_link);
    m_previous = std::exchange(m_link, *target);
    m_house.connections.give(*std::exchange(m_connection, std::nullopt));
    m_lease.reset();
    if (!otherHost)
        return startHop();
    leaveLine();
    pauseClock();
    wait(Lane::Asset); // begun already: goes before what has not
}

void Chain::complete() {
    const ErrorKind error = hopError();
    if (error != ErrorKind::None && error != ErrorKind::HttpStatus) {
        const QString detail = error == ErrorKind::Tls ? m_transfer->reason() : m_link.host();
        return fail(error, detail);
    }
    m_exchange.body = m_transfer->takeBody();
    if (isRedirect(m_exchange.status) && m_exchange.body.isEmpty())
        return fail(ErrorKind::BadResponse, m_link.host()); // it names no link to go on to and has nothing to show
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
    m_exchange.finalLink = m_link;
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

void Chain::pauseClock() {
    if (m_deadline.count() != 0)
        m_left = std::max(nanoseconds(0), m_deadline - m_house.clock.monotonic());
    m_deadline = nanoseconds(0);
}

void Chain::runClock() {
    if (m_deadline.count() == 0)
        m_deadline = m_house.clock.monotonic() + m_left;
}

nanoseconds Chain::nextDeadline() const {
    const nanoseconds whole = m_deadline.count() != 0 ? m_deadline : nanoseconds::max();
    return m_transfer && !m_transfer->hasEnded() ? std::min(whole, m_transfer->deadline()) : whole;
}

void Chain::checkDeadlines() {
    if (m_ended)
        return;
    if (m_deadline.count() != 0 && m_house.clock.monotonic() >= m_deadline)
        return fail(ErrorKind::Timeout, m_link.host());
    if (m_transfer && !m_transfer->hasEnded())
        m_transfer->checkDeadline();
}

FetchProgress Chain::progress() const {
    return {m_id, m_exchange.receivedBytes, m_transfer ? m_transfer->expected() : -1};
}

} // namespace net
