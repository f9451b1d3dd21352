#pragma once

#include "base/result.h"
#include "formats/links.h"
#include "ui/widgets/worker.h"

#include <QSemaphore>

#include <functional>

namespace ui {

// Where links are read from, a batch at a time.
struct LinkReading {
    QString path; // empty: `bytes` hold it
    QByteArray bytes;
};

// Blocks: for a worker. `sink` answers whether to go on. Fails where the file cannot be read.
base::Result<formats::LinkFileSummary> readLinks(const LinkReading& from,
                                                 const std::function<bool(const QList<formats::FoundLink>&)>& sink);

// Lets the reading worker run ahead of the library by a few batches only.
class ReadingGate {
public:
    bool pass(const Stop& stop); // waits for a place; false when nobody wants it any more
    void release() { m_places.release(); }

private:
    static constexpr int batchesUnderWay = 8;
    QSemaphore m_places{batchesUnderWay};
};

} // namespace ui
