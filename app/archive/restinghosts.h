#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <chrono>

namespace archive {

// Hosts that are left alone for a while after a 429 or 503. Times are the clock's monotonic ones. Remembers 10,000
// hosts at most.
class RestingHosts {
public:
    using Time = std::chrono::nanoseconds;

    void rest(const QString& host, Time until); // keeps the later time
    bool rests(const QString& host, Time now) const;
    QStringList names(Time now); // forgets those that are rested
    bool isEmpty() const { return m_until.isEmpty(); }

private:
    QHash<QString, Time> m_until;
};

} // namespace archive
