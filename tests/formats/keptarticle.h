#pragma once

#include "article/article.h"
#include "library/blobstore.h"
#include "tests/formats/exchange.h"

// A page as a capture leaves it: a body of its own, an article, pictures.
inline const QByteArray pngBegin("\x89PNG\r\n\x1a\n");

inline QByteArray picture(const QByteArray& text) {
    return pngBegin + text;
}

struct KeptPicture {
    QString link;
    QByteArray bytes;
};

inline void keep(Exchange& exchange, const QString& link, const QByteArray& html,
                 const QList<KeptPicture>& pictures = {}) {
    library::NewSnapshot snapshot;
    snapshot.capturedAt = QDateTime(QDate(2026, 1, 31), QTime(10, 0), Qt::UTC);
    snapshot.finalLink = link;
    snapshot.mediaType = "text/html";
    snapshot.title = QStringLiteral("Ropes");
    snapshot.body = library::pack("<html><title>Ropes</title><body>" + html, "text/html");
    snapshot.article = library::pack(article::sanitise(html, QUrl(link)), "text/html");
    snapshot.text = article::textOf(html);
    for (const KeptPicture& each : pictures)
        snapshot.assets << library::AssetRecord{
            each.link, article::sniffMediaType(each.bytes, {}), library::pack(each.bytes, "image/png"), {}};
    library::CaptureRecord capture;
    capture.startedAt = capture.finishedAt = snapshot.capturedAt;
    capture.outcome = "stored";
    exchange.write([&](library::Stores& stores) -> base::Result<void> {
        const auto stored =
            stores.snapshots.importSnapshot({link, snapshot.title, snapshot.capturedAt, {}}, capture, snapshot);
        return stored ? base::Result<void>() : stored.error();
    });
}

inline QByteArray articleOf(Exchange& exchange, const QString& link) {
    const auto snapshot = exchange.stores().snapshots.snapshot(exchange.page(link).currentSnapshot);
    return snapshot ? exchange.stores().blobs.get(snapshot->articleBlob).valueOr({}) : QByteArray();
}

// Link and bytes of each picture that is kept of the current snapshot.
inline QHash<QString, QByteArray> picturesOf(Exchange& exchange, const QString& link) {
    QHash<QString, QByteArray> pictures;
    const auto assets = exchange.stores().snapshots.assets(exchange.page(link).currentSnapshot);
    if (assets) {
        for (const library::AssetRow& asset : *assets)
            pictures.insert(asset.link, exchange.stores().blobs.get(asset.blob).valueOr({}));
    }
    return pictures;
}
