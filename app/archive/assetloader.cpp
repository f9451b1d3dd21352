#include "archive/assetloader.h"

#include "archive/errors.h"
#include "archive/limits.h"
#include "archive/reading.h"
#include "archive/workers.h"
#include "base/clock.h"

#include <QPointer>

namespace archive {

using namespace std::chrono_literals;

AssetLoader::AssetLoader(const Tools& tools, AssetOrder order, QObject* parent)
    : QObject(parent)
    , m_tools(tools)
    , m_order(std::move(order)) {
    const qsizetype most = static_cast<qsizetype>(assetCountLimit.standard);
    m_records.resize(m_order.images.size());
    for (qsizetype index = most; index < m_order.images.size(); ++index)
        noteMissing(index, tooManyImages);
    m_order.images.resize(std::min(most, m_order.images.size()));
}

AssetLoader::~AssetLoader() {
    for (const net::FetchId id : std::as_const(m_transfers))
        m_tools.fetcher.cancel(id);
}

void AssetLoader::begin() {
    m_tools.clock.callAfter(std::chrono::milliseconds(assetTimeLimit.standard), this, [this] { endTime(); });
    askMore();
}

void AssetLoader::askMore() {
    while (m_next < m_order.images.size() && m_transfers.size() < m_order.atOnce)
        ask(m_next++, false);
}

// What is not worth a request. Bytes of the page's share are counted as they arrive, so the last ones may pass it.
bool AssetLoader::refuse(qsizetype index, const QUrl& link) {
    const bool isWeb = link.scheme() == QLatin1String("http") || link.scheme() == QLatin1String("https");
    const QByteArray reason = m_timeOver                          ? imagesTimeout
                              : m_received >= m_order.maxAllBytes ? tooManyImages
                              : !isWeb                            ? net::errorName(net::ErrorKind::BadScheme)
                                                                  : "";
    if (reason.isEmpty())
        return false;
    noteMissing(index, reason);
    return true;
}

void AssetLoader::ask(qsizetype index, bool again) {
    const QUrl link(m_order.images.at(index).link, QUrl::TolerantMode);
    if (refuse(index, link))
        return;
    net::FetchRequest request;
    request.link = link;
    request.givenHost = m_order.givenHost;
    request.lane = net::Lane::Asset;
    request.accept = "image/webp,image/png,image/jpeg,image/gif;q=0.9,*/*;q=0.1";
    request.referrer = m_order.page;
    request.cookies = m_order.cookies;
    request.maxBodyBytes = std::min(m_order.maxBytes, m_order.maxAllBytes - m_received);
    request.deadline = std::chrono::milliseconds(assetTimeLimit.standard);
    m_transfers[index] =
        m_tools.fetcher.fetch(std::move(request), [self = QPointer(this), index, again](net::Exchange exchange) {
            if (self)
                self->take(index, again, std::move(exchange));
        });
}

void AssetLoader::take(qsizetype index, bool again, net::Exchange exchange) {
    m_transfers.remove(index);
    m_received += exchange.receivedBytes;
    if (exchange.ok())
        keep(index, std::move(exchange));
    else if (m_timeOver)
        noteMissing(index, imagesTimeout);
    else if (exchange.error == net::ErrorKind::Reset && !again)
        ask(index, true);
    else
        noteMissing(index, net::errorName(exchange.error));
    askMore();
}

void AssetLoader::keep(qsizetype index, net::Exchange exchange) {
    if (m_received > m_order.maxAllBytes) {
        noteMissing(index, tooManyImages);
        return;
    }
    // A lease is given back in this thread: it does not travel with the bytes.
    m_leases.push_back(std::move(exchange.lease));
    m_tools.workers.run([self = QPointer(this), index, link = m_order.images.at(index).link,
                         exchange = std::move(exchange)]() -> Workers::Finish {
        return [self, index, record = readAsset(link, exchange)] {
            if (self)
                self->note(index, record);
        };
    });
}

void AssetLoader::noteMissing(qsizetype index, const QByteArray& error) {
    const QString link = index < m_order.images.size() ? m_order.images.at(index).link : QString();
    note(index, library::AssetRecord{.link = link, .mediaType = {}, .blob = {}, .error = error});
}

void AssetLoader::note(qsizetype index, library::AssetRecord record) {
    m_records[index] = std::move(record);
    if (++m_noted == m_records.size())
        QMetaObject::invokeMethod(this, &AssetLoader::finished, Qt::QueuedConnection);
}

void AssetLoader::endTime() {
    m_timeOver = true;
    for (const net::FetchId id : std::as_const(m_transfers))
        m_tools.fetcher.cancel(id);
    while (m_next < m_order.images.size())
        ask(m_next++, false);
}

} // namespace archive
