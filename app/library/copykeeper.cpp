#include "library/copykeeper.h"

#include "library/query.h"

#include <QFile>

namespace library {

namespace {

constexpr std::chrono::milliseconds interruptEvery{10};

} // namespace

CopyKeeper::CopyKeeper(const Opening& opening, std::chrono::milliseconds wait, Begun begun)
    : m_wait(wait)
    , m_begun(std::move(begun))
    , m_thread([this, &opening] { work(opening); }) {}

CopyKeeper::~CopyKeeper() {
    {
        std::unique_lock lock(m_mutex);
        if (m_reading)
            m_reading->interrupt();
        m_stopping = true;
        m_wake.notify_all();
        while (m_reading) { // SQLite forgets one that comes just before a statement runs
            m_reading->interrupt();
            m_wake.wait_for(lock, interruptEvery);
        }
    }
    m_thread.join();
}

bool CopyKeeper::waitUnlessStopped() {
    std::unique_lock lock(m_mutex);
    return !m_wake.wait_for(lock, m_wait, [this] { return m_stopping.load(); });
}

bool CopyKeeper::setReading(Database* reading) {
    const std::lock_guard guard(m_mutex);
    m_reading = m_stopping ? nullptr : reading;
    m_wake.notify_all();
    return m_reading != nullptr;
}

void CopyKeeper::work(const Opening& opening) {
    if (!waitUnlessStopped() || !isSound(opening))
        return;
    for (const QString& copy : opening.uncheckedCopies)
        QFile::remove(copy);
}

// Stopped, or not to be opened just now: not known to be, which is left to the next start. All tables at once, though
// what is archived meanwhile stays in the log so long: a table alone may be sound and share its pages with another, or
// with those that are free, which only the whole check finds.
bool CopyKeeper::isSound(const Opening& opening) {
    const auto database = connectTo(opening, false);
    if (!database || !setReading(database->get()))
        return false;
    if (m_begun)
        m_begun(*this);
    bool sound = false;
    bool answered = false;
    {
        Query check(**database, "PRAGMA quick_check(1)");
        answered = check.next();
        sound = answered && check.text(0) == QLatin1String("ok");
    }
    (void)setReading(nullptr);
    if (answered && !sound && opening.damageMet)
        opening.damageMet();
    return sound;
}

} // namespace library
