#pragma once

#include "net/fetcher.h"

namespace stage {

// A network in which nothing arrives until end() is called.
class IdleFetcher final : public net::Fetcher {
public:
    net::FetchId fetch(net::FetchRequest request, Done done) override {
        m_fetches.append({++m_last, std::move(request), std::move(done)});
        return m_last;
    }
    void cancel(net::FetchId id) override {
        for (qsizetype at = 0; at < m_fetches.size(); ++at) {
            if (m_fetches.at(at).id == id) {
                net::Exchange exchange;
                exchange.error = net::ErrorKind::Cancelled;
                end(at, exchange);
                return;
            }
        }
    }
    void setOptions(const net::FetchOptions&) override {}
    void setPaused(bool) override {}
    void slowHost(const QString&, std::chrono::milliseconds) override {}
    int inFlight() const override { return static_cast<int>(m_fetches.size()); }
    int waiting() const override { return 0; }

    const net::FetchRequest& request(qsizetype at) const { return m_fetches.at(at).request; }
    // The fetch at this place of the line comes back with this.
    void end(qsizetype at, const net::Exchange& exchange) {
        const Fetch fetch = m_fetches.takeAt(at);
        QMetaObject::invokeMethod(
            this, [done = fetch.done, exchange] { done(exchange); }, Qt::QueuedConnection);
    }

private:
    struct Fetch {
        net::FetchId id = 0;
        net::FetchRequest request;
        Done done;
    };
    QList<Fetch> m_fetches;
    net::FetchId m_last = 0;
};

} // namespace stage
