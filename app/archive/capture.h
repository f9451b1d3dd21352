#pragma once

#include "archive/assetloader.h"
#include "archive/pipeline.h"
#include "archive/reading.h"
#include "archive/tools.h"
#include "archive/verdict.h"
#include "net/fetcher.h"

#include <QObject>

#include <optional>

namespace archive {

// What a capture came to, ready to be written.
struct CaptureEnd {
    enum class Way {
        Stored,  // record and snapshot
        Failed,  // record
        Later,   // the job waits until notBefore; nothing is written but that
        PutBack, // the job waits, the attempt does not count
    } way = Way::Failed;
    bool noDescriptors = false; // with PutBack
    library::CaptureRecord record;
    library::NewSnapshot snapshot;
    QDateTime notBefore; // these three with Later
    int attempts = 0;
    library::Setback setback;
    std::vector<net::BudgetLease> leases; // given back when this is gone: after the commit
};

// One attempt of one job, from its request to what will be written. Deleting it, in any phase, ends its transfers and
// lets no late result through.
class Capture : public QObject {
    Q_OBJECT

public:
    Capture(library::Job job, const Tools& tools, const CaptureSettings& settings, QObject* parent);
    ~Capture() override;
    void begin();
    void putBack(); // ends it: the job waits again, the attempt does not count

    const library::Job& job() const { return m_job; }
    Phase phase() const { return m_phase; }
    bool owns(net::FetchId id) const { return m_transfer == id; }
    void setReceived(qint64 received, qint64 total);
    JobUpdate update() const;

Q_SIGNALS:
    void changed(); // phase or bytes
    void ended(const std::shared_ptr<archive::CaptureEnd>& end);
    void hostSlowed(const QString& host, std::chrono::milliseconds wait);
    void authenticationWanted(const archive::AuthenticationWanted& wanted);

private:
    void setPhase(Phase phase);
    void send(const QUrl& link, const std::optional<net::Credentials>& credentials);
    void take(net::Exchange exchange);
    void findLogin();
    void conclude();
    void postponed();
    void readBody();
    void takeReading(Reading reading);
    void loadImages();
    void takeImages();
    void fail(const QByteArray& kind, const QString& text);
    void end(CaptureEnd::Way way);
    void fillRecord(const QByteArray& outcome);
    std::chrono::nanoseconds elapsed() const;

    library::Job m_job;
    Tools m_tools;
    CaptureSettings m_settings;
    Phase m_phase = Phase::Waiting;
    QDateTime m_startedAt;
    std::chrono::nanoseconds m_startedMonotonic{};
    std::shared_ptr<net::CookieJar> m_cookies;
    std::optional<net::FetchId> m_transfer;
    bool m_loginTried = false;
    QStringList m_redirects;
    net::Exchange m_exchange; // of the last request; without its body once that is being read
    AssetLoader* m_loader = nullptr;
    bool m_inGate = false;
    std::shared_ptr<CaptureEnd> m_end;
    qint64 m_received = 0;
    qint64 m_total = -1;
};

} // namespace archive
