#pragma once

#include "archive/reading.h"
#include "tests/ui/stage.h"

namespace kept {

// A page as the archiver keeps it: its article and flags are what the extractor makes of the body, UTF-8 HTML.
inline library::PageId addRead(stage::Stage& stage, const QString& link, const QByteArray& body) {
    net::Exchange exchange;
    exchange.finalLink = QUrl(link);
    exchange.status = 200;
    exchange.headers = {{"Content-Type", "text/html; charset=utf-8"}};
    exchange.body = body;
    library::NewSnapshot snapshot = archive::read(exchange).snapshot;
    snapshot.capturedAt = QDateTime::currentDateTimeUtc();
    library::CaptureRecord capture;
    capture.startedAt = capture.finishedAt = snapshot.capturedAt;
    capture.outcome = "stored";
    capture.timings = "{}";
    const auto stored = stage.write([&](library::Stores& stores) {
        return stores.snapshots.importSnapshot({link, {}, {}, {}}, capture, snapshot);
    });
    return stored ? stored->page : 0;
}

} // namespace kept
