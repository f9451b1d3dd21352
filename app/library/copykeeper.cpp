#include "library/copykeeper.h"

#include "library/query.h"

#include <QFile>

#include <chrono>

namespace library {

namespace {

constexpr std::chrono::seconds startsFirst{3}; // the disk is the window's until it stands

} // namespace

CopyKeeper::CopyKeeper(const Opening& opening)
    : m_thread([this, &opening] { work(opening); }) {}

CopyKeeper::~CopyKeeper() {
    {
        const std::lock_guard guard(m_mutex);
        m_stopping = true;
        if (m_reading)
            m_reading->interrupt();
    }
    m_wake.notify_one();
    m_thread.join();
}

bool CopyKeeper::waitUnlessStopped() {
    std::unique_lock lock(m_mutex);
    return !m_wake.wait_for(lock, startsFirst, [this] { return m_stopping; });
}

void CopyKeeper::work(const Opening& opening) {
    if (!waitUnlessStopped() || !isSound(opening))
        return;
    for (const QString& copy : opening.uncheckedCopies)
        QFile::remove(copy);
}

// Stopped, or not to be opened just now: not known to be, which is left to the next start.
bool CopyKeeper::isSound(const Opening& opening) {
    const auto database = connectTo(opening, false);
    if (!database)
        return false;
    const auto reads = [&](Database* reading) {
        const std::lock_guard guard(m_mutex);
        m_reading = m_stopping ? nullptr : reading;
        return m_reading != nullptr;
    };
    if (!reads(database->get()))
        return false;
    bool sound = false;
    bool answered = false;
    {
        Query check(**database, "PRAGMA quick_check(1)");
        answered = check.next();
        sound = answered && check.text(0) == QLatin1String("ok");
    }
    (void)reads(nullptr);
    if (answered && !sound && opening.damageMet)
        opening.damageMet();
    return sound;
}

} // namespace library
