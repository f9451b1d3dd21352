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
// a number, and another one when it was told: 30 MB for a million.
class HandedJobs {
public:
    HandedJobs(ArchiveOutcomes& outcomes, Console& console);

    base::Result<void> begin(library::Stores& stores); // what is captured from now on, was asked for
    void add(const QList<library::JobId>& ids);
    // Each link once: without those that wait or run for this program, or were told. What the window has captured
    // meanwhile and nobody told, as its answer was lost or it was its own besides, is told now; so are kept ones, where
    // they are passed over.
    base::Result<QList<formats::FoundLink>>
    notYetHanded(library::Stores& stores, const QList<formats::FoundLink>& links, library::IfKept ifKept);
    base::Result<void> addAll(library::Stores& stores, library::JobState state);
    qint64 count() const { return m_open.size(); }
    QSet<library::JobId> ids() const { return {m_open.begin(), m_open.end()}; }

    base::Result<void> look(library::Stores& stores); // what has ended is told and forgotten
    // After look(): all of them wait for a time, the first for this one.
    std::optional<QDateTime> due() const { return m_someMayGoOn ? std::nullopt : m_due; }

private:
    bool holds(library::JobId id) const;
    bool isTold(const QString& link) const;
    void setTold(const QString& link);
    void tell(const library::Job& ended);
    base::Result<void> tellEnded(library::Stores& stores, const QList<library::JobId>& ended,
                                 QList<library::JobId>& gone);
    base::Result<void> tellGone(library::Stores& stores, const QList<library::JobId>& gone);

    ArchiveOutcomes& m_outcomes;
    Console& m_console;
    library::CaptureId m_mark = 0; // the last capture before
    QList<library::JobId> m_open;  // in order
    QSet<library::JobId> m_lost;   // neither in the list nor among what was cleared from it, when last looked
    QSet<quint64> m_told;          // the links' hashes
    bool m_someMayGoOn = false;
    std::optional<QDateTime> m_due;
};

} // namespace cli
