#include "archive/capture.h"

#include "archive/advice.h"
#include "archive/errors.h"
#include "archive/imagegate.h"
#include "archive/limits.h"
#include "archive/workers.h"
#include "base/clock.h"
#include "base/limits.h"
#include "secrets/credentialstore.h"
#include "secrets/origin.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QRandomGenerator>
#include <QThread>

namespace archive {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(archive)
};

QByteArray timingsJson(const net::Timings& timings) {
    QJsonObject object;
    const auto put = [&object](const char* name, qint64 microseconds) {
        if (microseconds >= 0)
            object.insert(QString::fromLatin1(name), static_cast<double>(microseconds) / 1000.0);
    };
    put("queued", timings.queuedUs);
    put("lookup", timings.lookupUs);
    put("first_byte", timings.firstByteUs);
    put("total", timings.totalUs);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

Capture::Capture(library::Job job, const Tools& tools, const CaptureSettings& settings, QObject* parent)
    : QObject(parent)
    , m_job(std::move(job))
    , m_tools(tools)
    , m_settings(settings)
    , m_cookies(net::Fetcher::makeCookieJar())
    , m_end(std::make_shared<CaptureEnd>()) {}

Capture::~Capture() {
    if (m_transfer)
        m_tools.fetcher.cancel(*m_transfer);
    if (m_inGate)
        m_tools.imageGate.leave();
}

void Capture::begin() {
    Q_ASSERT(QThread::currentThread() == thread());
    m_startedAt = m_tools.clock.nowUtc();
    m_startedMonotonic = m_tools.clock.monotonic();
    m_job.state = library::JobState::Running;
    m_job.notBefore.reset(); // these four are the last attempt's
    m_job.status = 0;
    m_job.errorKind.clear();
    m_job.errorText.clear();
    if (m_job.link.toUtf8().size() > base::linkBytes) {
        fail(net::errorName(net::ErrorKind::BadLink), net::errorSentence(net::ErrorKind::BadLink));
        return;
    }
    send(QUrl(m_job.link, QUrl::TolerantMode).adjusted(QUrl::RemoveUserInfo), std::nullopt);
}

void Capture::send(const QUrl& link, const std::optional<net::Credentials>& credentials) {
    setPhase(Phase::Fetching);
    net::FetchRequest request;
    request.link = link;
    request.givenHost = QUrl(m_job.link).host();
    request.lane = net::Lane::Page;
    request.accept = "text/html,application/xhtml+xml,*/*;q=0.8";
    request.cookies = m_cookies;
    request.credentials = credentials;
    request.maxBodyBytes = m_settings.maxBodyBytes;
    request.deadline = std::chrono::milliseconds(m_settings.attemptTimeoutMs);
    m_transfer = m_tools.fetcher.fetch(std::move(request), [self = QPointer(this)](net::Exchange exchange) {
        if (self && self->m_end) // else it was put back by one that came in the same turn
            self->take(std::move(exchange));
    });
}

void Capture::take(net::Exchange exchange) {
    Q_ASSERT(QThread::currentThread() == thread());
    m_transfer.reset();
    for (const net::Redirect& redirect : std::as_const(exchange.redirects)) {
        const QString from = redirect.from.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo);
        m_redirects << QString(QString::number(redirect.status) % QLatin1Char(' ') % from);
    }
    m_exchange = std::move(exchange);
    m_received = m_exchange.receivedBytes;
    const bool wantsLogin = m_exchange.status == 401 && !m_exchange.authenticateRealm.isEmpty();
    if (wantsLogin && !m_loginTried)
        findLogin();
    else
        conclude();
}

// A 401 that asks for Basic credentials: with a login known for the origin that asks, one more try there.
void Capture::findLogin() {
    m_loginTried = true;
    m_tools.credentials.find(
        secrets::originOf(m_exchange.finalLink), [self = QPointer(this)](const std::optional<secrets::Login>& login) {
            if (!self || !self->m_end)
                return;
            if (login)
                self->send(self->m_exchange.finalLink, net::Credentials{login->user, login->password});
            else
                self->conclude();
        });
}

void Capture::conclude() {
    using net::ErrorKind;
    if (m_exchange.error == ErrorKind::NoDescriptors || m_exchange.error == ErrorKind::Cancelled) {
        m_end->noDescriptors = true;
        putBack();
        return;
    }
    if (m_exchange.status == 401 && !m_exchange.authenticateRealm.isEmpty()) {
        const QString realm = QString::fromUtf8(m_exchange.authenticateRealm.left(200));
        Q_EMIT authenticationWanted({m_job.id, secrets::originOf(m_exchange.finalLink), realm});
    }
    const Verdict verdict = judge(m_exchange, m_job.attempts + 1, m_settings.attempts,
                                  QRandomGenerator::global()->generateDouble(), m_tools.clock.nowUtc());
    if (verdict.slowHost)
        Q_EMIT hostSlowed(m_exchange.finalLink.host(QUrl::FullyEncoded), *verdict.slowHost);
    switch (verdict.next) {
    case Verdict::Next::Keep:
        readBody();
        break;
    case Verdict::Next::Again:
        m_end->notBefore = m_tools.clock.nowUtc().addMSecs(verdict.wait.count());
        m_end->attempts = m_job.attempts + 1;
        m_end->setback = {m_exchange.status, verdict.errorKind, verdict.errorText};
        postponed();
        end(CaptureEnd::Way::Later);
        break;
    case Verdict::Next::Fail:
        fail(verdict.errorKind, verdict.errorText);
        break;
    }
}

// What is shown of the job says so too, before it is read again.
void Capture::postponed() {
    m_job.notBefore = m_end->notBefore;
    m_job.attempts = m_end->attempts;
    m_job.status = m_end->setback.status;
    m_job.errorKind = m_end->setback.errorKind;
    m_job.errorText = m_end->setback.errorText;
}

void Capture::putBack() {
    if (m_transfer)
        m_tools.fetcher.cancel(*std::exchange(m_transfer, std::nullopt));
    end(CaptureEnd::Way::PutBack);
}

void Capture::readBody() {
    setPhase(Phase::Reading);
    // Leases are given back in this thread: they do not travel with the bytes.
    m_end->leases.push_back(std::move(m_exchange.lease));
    m_tools.workers.run([self = QPointer(this), exchange = m_exchange,
                         choice = library::Choice{m_job.choice, true, true}]() -> Workers::Finish {
        return [self, reading = read(exchange, choice)] {
            if (self)
                self->takeReading(reading);
        };
    });
    m_exchange.body.clear();
}

void Capture::takeReading(Reading reading) {
    m_end->snapshot = std::move(reading.snapshot);
    if (!m_settings.images || reading.images.isEmpty()) {
        end(CaptureEnd::Way::Stored);
        return;
    }
    setPhase(Phase::Images);
    const bool sameHost = m_exchange.finalLink.host() == QUrl(m_job.link).host();
    AssetOrder order{.images = std::move(reading.images),
                     .page = m_exchange.finalLink,
                     .givenHost = sameHost ? m_exchange.finalLink.host() : QString(),
                     .cookies = m_cookies,
                     .maxBytes = m_settings.maxAssetBytes,
                     .maxAllBytes = m_settings.maxAssetsBytes,
                     .atOnce = std::clamp(m_settings.hostLimit, 1, 16)};
    m_loader = new AssetLoader(m_tools, std::move(order), this);
    connect(m_loader, &AssetLoader::finished, this, &Capture::takeImages);
    m_tools.imageGate.enter(this, [this] { loadImages(); });
}

void Capture::loadImages() {
    m_inGate = true;
    m_loader->begin();
}

void Capture::takeImages() {
    m_inGate = false;
    m_tools.imageGate.leave();
    m_end->snapshot.assets += m_loader->takeRecords();
    for (net::BudgetLease& lease : m_loader->takeLeases())
        m_end->leases.push_back(std::move(lease));
    m_received += m_loader->receivedBytes();
    end(CaptureEnd::Way::Stored);
}

void Capture::fail(const QByteArray& kind, const QString& text) {
    m_end->record.errorKind = kind;
    m_end->record.errorText = text;
    end(CaptureEnd::Way::Failed);
}

void Capture::end(CaptureEnd::Way way) {
    m_end->way = way;
    const bool writes = way == CaptureEnd::Way::Stored || way == CaptureEnd::Way::Failed;
    if (writes)
        fillRecord(way == CaptureEnd::Way::Stored ? "stored" : "failed");
    setPhase(writes ? Phase::Storing : Phase::Waiting);
    Q_EMIT ended(std::exchange(m_end, nullptr));
}

// Durations come from the monotonic clock, so that a system clock set back makes none negative.
void Capture::fillRecord(const QByteArray& outcome) {
    const qint64 milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(elapsed()).count();
    library::CaptureRecord& record = m_end->record;
    record.startedAt = m_startedAt;
    record.finishedAt = m_startedAt.addMSecs(milliseconds);
    record.outcome = outcome;
    record.status = m_exchange.status;
    record.finalLink = m_exchange.finalLink.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo);
    record.redirects = m_redirects;
    record.attempts = m_job.attempts + 1;
    record.bytes = m_received;
    record.timings = timingsJson(m_exchange.timings);
    m_end->snapshot.capturedAt = record.finishedAt;

    m_job.attempts = record.attempts;
    m_job.status = record.status;
    m_job.errorKind = record.errorKind;
    m_job.errorText = record.errorText;
    m_job.bytes = record.bytes;
    m_job.durationMs = milliseconds;
    m_job.finishedAt = record.finishedAt;
    m_job.notBefore.reset();
    m_job.flag = m_end->snapshot.flag;
    if (!m_end->snapshot.title.isEmpty())
        m_job.title = m_end->snapshot.title;
}

std::chrono::nanoseconds Capture::elapsed() const {
    return m_tools.clock.monotonic() - m_startedMonotonic;
}

void Capture::setReceived(qint64 received, qint64 total) {
    m_received = received;
    m_total = total;
    Q_EMIT changed();
}

void Capture::setPhase(Phase phase) {
    if (m_phase == phase)
        return;
    m_phase = phase;
    Q_EMIT changed();
}

JobUpdate Capture::update() const {
    return {.job = m_job,
            .phase = m_phase,
            .received = m_received,
            .total = m_total,
            .advice = adviceFor(m_job.errorKind, m_job.status)};
}

} // namespace archive
