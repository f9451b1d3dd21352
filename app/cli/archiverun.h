#pragma once

#include "archive/pipeline.h"
#include "cli/command.h"
#include "cli/jobintake.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace library {
class Library;
}
namespace secrets {
class CredentialStore;
}

namespace cli {

class ArchiveOutcomes;

// The services that a run needs; they outlive it.
struct ArchiveParts {
    library::Library& library;
    archive::Pipeline& pipeline;
    secrets::CredentialStore& credentials;
};

// Whether what is due at `due` comes too late for a command that has waited for it so long.
bool outlasts(const std::optional<QDateTime>& due, qint64 waitedMs);

// One run of `archive`: hands the links in, lets the pipeline do them, prints an outcome for each, and ends when
// nothing is left but what has to wait longer than two minutes. Lives in the main thread.
class ArchiveRun : public QObject {
    Q_OBJECT

public:
    ArchiveRun(const ArchiveParts& parts, LinkFeed& feed, const ArchiveOptions& options, ArchiveOutcomes& outcomes,
               Console& console);
    int run(); // the exit status

private:
    void start();
    void beginWithLogins();
    void take(const QList<archive::JobUpdate>& updates);
    void lookAtWhatIsLeft();
    void takeLeft(const library::JobCounts& counts, const std::optional<QDateTime>& due);
    void takeHalt(archive::Halt halt, const QString& sentence);
    void end();
    void countWhatIsLeft();
    void finish();
    void fail(const base::Error& error);

    ArchiveParts m_parts;
    ArchiveOutcomes& m_outcomes;
    Console& m_console;
    JobIntake m_intake;
    bool m_everything;
    bool m_started = false;
    bool m_ended = false; // nothing new is begun; what is being stored comes to its end
    bool m_finished = false;
    QSet<qint64> m_only; // empty: everything
    QSet<qint64> m_printed;
    library::JobCounts m_counts;
    QElapsedTimer m_postponed; // since nothing but postponed jobs is left
    QTimer m_again;
};

} // namespace cli
