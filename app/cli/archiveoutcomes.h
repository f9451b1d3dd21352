#pragma once

#include "cli/command.h"
#include "library/types.h"

#include <QElapsedTimer>

namespace cli {

// What an `archive` came to: a line for each link's outcome, the sentence at the end, and the exit status. The same
// whether this program does the work or an open window.
class ArchiveOutcomes {
public:
    enum class Form { Lines, Json };
    ArchiveOutcomes(Form form, Console& console);

    void add(const library::Job& ended); // done, failed or cancelled
    void addKept(const QString& link);   // passed over: it is kept already
    void addRefused(qint64 count);       // given, but no links; said already, one by one
    void worsen(int status);

    qint64 archived() const { return m_archived; }
    qint64 failed() const { return m_failed; }
    int status() const { return m_status; }

    // The sentence at the end. `left`: those that go on waiting; `laterDone`: who does them, a part of that sentence.
    int finish(qint64 left, const QString& laterDone);

    int finishHandedOver(); // the same where nobody waits for outcomes

private:
    void print(const library::Job& job);

    Form m_form;
    Console& m_console;
    qint64 m_archived = 0;
    qint64 m_failed = 0;
    qint64 m_kept = 0;
    qint64 m_refused = 0;
    qint64 m_bytes = 0;
    int m_status = AllWell;
    QElapsedTimer m_elapsed;
};

} // namespace cli
