#pragma once

#include "archive/capture.h"

#include <deque>
#include <map>

namespace library {
class Library;
}

namespace archive {

// Writes the ends of captures. What the disk has no room for is kept, in order, and tried again; nothing is lost but by
// dropAll(), after which the jobs are still running on disk and so wait after a restart.
class Committer : public QObject {
    Q_OBJECT

public:
    Committer(library::Library& library, QObject* parent);

    void commit(const JobUpdate& update, std::shared_ptr<CaptureEnd> end);
    void retryNow();
    void dropAll(); // what waits for room
    bool holds(library::JobId job) const;
    bool isIdle() const { return m_open.empty() && m_kept.empty(); }
    bool isWriting() const { return !m_open.empty(); }
    bool isKeeping() const { return !m_kept.empty(); }
    int size() const { return static_cast<int>(m_open.size() + m_kept.size()); }

Q_SIGNALS:
    void committed(const archive::JobUpdate& update, const library::Committed& result); // durable
    void dropped(library::JobId job);                                                   // it was cancelled meanwhile
    void refused(const base::Error& error); // no room, or not writable: kept
    void accepted();                        // a write went through

private:
    struct Entry {
        JobUpdate update;
        std::shared_ptr<CaptureEnd> end;
        std::vector<net::BudgetLease> leases; // given back in this thread: not part of what the writer gets
    };
    void write(Entry entry);
    void take(quint64 number, const base::Result<library::Committed>& result);
    void takeRefusal(Entry entry, const base::Error& error);

    library::Library& m_library;
    quint64 m_number = 0;
    std::map<quint64, Entry> m_open; // being written
    std::deque<Entry> m_kept;        // no room for them yet
};

} // namespace archive
