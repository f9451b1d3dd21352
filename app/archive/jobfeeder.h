#pragma once

#include "base/result.h"
#include "library/types.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace base {
class Clock;
}
namespace library {
class Library;
}

namespace archive {

// How many jobs could start now.
struct Room {
    int captures = 0;
    int hostLimit = 0;
    QHash<QString, int> busy; // places taken, by the job's host
};

// Takes jobs from the waiting line on disk, never more than can start: one question at a time, asked again when
// something changed meanwhile or when the next postponed job is due.
class JobFeeder : public QObject {
    Q_OBJECT

public:
    JobFeeder(library::Library& library, base::Clock& clock, QObject* parent);

    void setOnly(const QSet<library::JobId>& only) { m_only = only; }
    const QSet<library::JobId>& only() const { return m_only; }
    void claim(const Room& room); // while a claim is open: does nothing, see claimEnded
    bool isClaiming() const { return m_claiming; }

Q_SIGNALS:
    void claimed(const QList<library::Job>& jobs); // they are running now, on disk
    void claimFailed(const base::Error& error);
    void claimEnded(bool lineEmpty); // after either; lineEmpty: nothing more could start now
    void due();                      // a postponed job may go now

private:
    struct Claimed {
        QList<library::Job> jobs;
        std::optional<QDateTime> nextDue;
    };
    void take(const base::Result<Claimed>& result, int room);
    void wakeAt(const QDateTime& nextDue);

    library::Library& m_library;
    base::Clock& m_clock;
    QSet<library::JobId> m_only;
    bool m_claiming = false;
    quint64 m_alarm = 0; // the latest one counts
};

} // namespace archive
