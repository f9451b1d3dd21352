#include "library/binkeeper.h"

#include "base/clock.h"
#include "library/bin.h"
#include "library/library.h"

using namespace std::chrono_literals;

namespace library {

namespace {

constexpr std::chrono::milliseconds lookEvery = 1h;
constexpr int pagesAtOnce = 200; // what waits for the writer does not wait long

} // namespace

BinKeeper::BinKeeper(Library& library, base::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_library(library)
    , m_clock(clock) {}

void BinKeeper::start() {
    if (m_library.readOnly())
        return;
    m_library.write(
        this, [now = m_clock.nowUtc()](Stores& stores) { return emptyBin(stores, now, pagesAtOnce); },
        [this](const base::Result<EmptiedBin>& emptied) {
            if (!emptied)
                qWarning("The bin is not emptied: %s", qPrintable(emptied.error().message));
            const bool more = emptied && emptied->gone == pagesAtOnce;
            m_clock.callAfter(more ? std::chrono::milliseconds(0) : lookEvery, this, [this] { start(); });
        });
}

} // namespace library
