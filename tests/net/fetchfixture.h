#pragma once

#include "base/clock.h"
#include "measure/recorder.h"
#include "net/addresspolicy.h"
#include "net/fetcher.h"
#include "net/resolver.h"

#include <QHash>
#include <QTest>
#include <QTimer>

// Names of the tests; nothing is ever looked up outside.
class TableResolver final : public net::Resolver {
public:
    QHash<QString, net::LookupResult> table;
    int lookups = 0;
    bool answers = true; // false: every look-up hangs

    void know(const QString& name, std::initializer_list<const char*> addresses) {
        net::LookupResult result;
        for (const char* address : addresses)
            result.addresses.append(QHostAddress(QString::fromLatin1(address)));
        table.insert(name, result);
    }
    void lookup(const QString& host, Found found) override {
        ++lookups;
        if (!answers)
            return;
        const net::LookupResult result = table.value(host, {{}, net::ErrorKind::NameNotFound});
        QTimer::singleShot(0, &m_context, [found = std::move(found), result] { found(result); });
    }

private:
    QObject m_context;
};

// 127.0.0.1 and everything private stays private; 127.0.0.2 … 127.0.0.9 play the public internet.
class TestPolicy final : public net::AddressPolicy {
public:
    bool isPublic(const QHostAddress& address) const override {
        const quint32 v4 = address.toIPv4Address();
        return (v4 >= 0x7f000002 && v4 <= 0x7f000009) || AddressPolicy::isPublic(address);
    }
};

// A fetcher with its surroundings, and what came of its fetches.
struct FetchFixture {
    explicit FetchFixture(net::FetchOptions wanted = {}, base::Clock* otherClock = nullptr)
        : options(std::move(wanted)) {
        options.proxyMode = net::FetchOptions::ProxyMode::None;
        auto table = std::make_unique<TableResolver>();
        resolver = table.get();
        fetcher = net::makeFetcher(options, std::make_shared<TestPolicy>(), otherClock ? *otherClock : clock, recorder,
                                   std::move(table));
    }

    net::FetchRequest request(const QUrl& link) const {
        net::FetchRequest request;
        request.link = link;
        request.givenHost = link.host();
        return request;
    }
    net::FetchId start(const net::FetchRequest& request) {
        const net::FetchId id = fetcher->fetch(request, [this](net::Exchange exchange) {
            ++ended;
            exchanges.append(std::move(exchange));
        });
        return id;
    }
    net::FetchId start(const QUrl& link) { return start(request(link)); }

    // Runs one fetch to its end.
    net::Exchange run(const net::FetchRequest& wanted) {
        const int before = ended;
        start(wanted);
        [this, before] { QTRY_COMPARE_WITH_TIMEOUT(ended, before + 1, 20'000); }();
        return ended > before ? exchanges.takeLast() : net::Exchange{};
    }
    net::Exchange run(const QUrl& link) { return run(request(link)); }

    base::SystemClock clock;
    measure::Recorder recorder;
    net::FetchOptions options;
    TableResolver* resolver = nullptr; // the fetcher's
    std::unique_ptr<net::Fetcher> fetcher;
    QList<net::Exchange> exchanges;
    int ended = 0;
};
