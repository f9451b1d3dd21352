#pragma once

#include "archive/tools.h"
#include "article/article.h"
#include "library/types.h"
#include "net/fetcher.h"

#include <QObject>

#include <vector>

namespace archive {

struct AssetOrder {
    QList<article::Image> images;
    QUrl page;                               // where the page's chain ended: the referrer
    QString givenHost;                       // the page's host where the person gave it, else empty (may be private)
    std::shared_ptr<net::CookieJar> cookies; // the capture's
    qint64 maxBytes = 0;                     // each
    qint64 maxAllBytes = 0;
    int atOnce = 6;
};

// Loads the pictures of one article: all of them or, with a reason each, not; never longer than assetTimeLimit. Dropped
// at any time, it ends its transfers.
class AssetLoader : public QObject {
    Q_OBJECT

public:
    AssetLoader(const Tools& tools, AssetOrder order, QObject* parent);
    ~AssetLoader() override;
    void begin();

    qint64 receivedBytes() const { return m_received; }
    QList<library::AssetRecord> takeRecords() { return std::move(m_records); } // in the article's order
    std::vector<net::BudgetLease> takeLeases() { return std::move(m_leases); }

Q_SIGNALS:
    void finished(); // from the event loop

private:
    void askMore();
    void ask(qsizetype index, bool again);
    bool refuse(qsizetype index, const QUrl& link);
    void take(qsizetype index, bool again, net::Exchange exchange);
    void keep(qsizetype index, net::Exchange exchange);
    void note(qsizetype index, library::AssetRecord record);
    void noteMissing(qsizetype index, const QByteArray& error);
    void endTime();

    Tools m_tools;
    AssetOrder m_order;
    QList<library::AssetRecord> m_records;
    std::vector<net::BudgetLease> m_leases;
    QHash<qsizetype, net::FetchId> m_transfers;
    qsizetype m_next = 0;
    qsizetype m_noted = 0;
    qint64 m_received = 0;
    bool m_timeOver = false;
};

} // namespace archive
