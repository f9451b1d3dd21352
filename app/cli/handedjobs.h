#pragma once

#include "base/result.h"
#include "formats/links.h"
#include "library/types.h"

#include <QSet>

namespace library {
struct Stores;
}

namespace cli {

class ArchiveOutcomes;
class Console;

// Jobs that a window does for this program: reads in the library what becomes of them and tells it. Of each it holds
// the number alone: 8 MB for a million.
class HandedJobs {
public:
    HandedJobs(ArchiveOutcomes& outcomes, Console& console);

    base::Result<void> begin(library::Stores& stores); // what is captured from now on, was handed over
    void add(const QList<library::JobId>& ids);
    // Each link once: what was handed over before waits, runs, or was captured since. Kept ones are told, where they
    // are passed over.
    base::Result<QList<formats::FoundLink>>
    notYetHanded(library::Stores& stores, const QList<formats::FoundLink>& links, library::IfKept ifKept);
    base::Result<void> addAll(library::Stores& stores, library::JobState state);
    bool holds(library::JobId id) const;
    qint64 count() const { return m_open.size(); }
    QSet<library::JobId> ids() const { return {m_open.begin(), m_open.end()}; }

    base::Result<void> look(library::Stores& stores); // what has ended is told and forgotten
    // After look(): all of them wait for a time, the first for this one.
    std::optional<QDateTime> due() const { return m_someMayGoOn ? std::nullopt : m_due; }

private:
    base::Result<void> tellEnded(library::Stores& stores, const QList<library::JobId>& ended);
    base::Result<void> tellGone(library::Stores& stores, const QList<library::JobId>& gone);

    ArchiveOutcomes& m_outcomes;
    Console& m_console;
    library::CaptureId m_mark = 0; // the last capture before
    QList<library::JobId> m_open;  // in order
    QSet<library::JobId> m_lost;   // neither in the list nor among what was cleared from it, when last looked
    bool m_someMayGoOn = false;
    std::optional<QDateTime> m_due;
};

} // namespace cli
