#pragma once

#include "archive/pipeline.h"
#include "cli/command.h"
#include "cli/logins.h"
#include "cli/standardinput.h"
#include "formats/links.h"
#include "formats/worker.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <atomic>
#include <semaphore>

namespace library {
class Library;
}

namespace cli {

struct ArchiveOptions {
    QList<formats::FoundLink> links; // from the command line
    QString from;                    // a file of links, "-" for standard input; empty: none
    library::IfKept ifKept = library::IfKept::CaptureAgain;
    bool retryFailed = false;
    bool json = false;

    bool everything() const { return links.isEmpty() && from.isEmpty() && !retryFailed; } // all that waits
};

// The services that a run needs; they outlive it.
struct ArchiveParts {
    library::Library& library;
    archive::Pipeline& pipeline;
    secrets::CredentialStore& credentials;
};

// One run of `archive`: hands the links in, lets the pipeline do them, prints an outcome for each, and ends when
// nothing is left but what has to wait longer than two minutes. Lives in the main thread.
class ArchiveRun : public QObject {
    Q_OBJECT

public:
    ArchiveRun(const ArchiveParts& parts, const ArchiveOptions& options, Console& console);
    ~ArchiveRun() override;
    int run(); // the exit status

private:
    struct Added {
        library::AddedJobs counts;
        QList<library::JobId> ids;
        QSet<QString> kept;
    };
    void readFile();
    void add(const QList<formats::FoundLink>& links);
    void takeAdded(const QList<formats::FoundLink>& links, const base::Result<Added>& added);
    void goOnWhenAdded();
    void retryFailed();
    void start();
    void beginWithLogins();
    void take(const QList<archive::JobUpdate>& updates);
    void print(const library::Job& job, const QString& advice);
    void lookAtWhatIsLeft();
    void takeLeft(const library::JobCounts& counts, const std::optional<QDateTime>& due);
    void takeHalt(archive::Halt halt, const QString& sentence);
    void end();
    void countWhatIsLeft();
    void finish();
    void fail(const base::Error& error);

    ArchiveParts m_parts;
    ArchiveOptions m_options;
    Console& m_console;
    std::optional<StandardInput> m_input; // when that is read
    std::unique_ptr<formats::Worker> m_reader;
    std::counting_semaphore<> m_places{2};
    std::atomic<bool> m_stopped = false;
    int m_adding = 0;
    bool m_wholeRead = false;
    bool m_started = false;
    bool m_ended = false; // nothing new is begun; what is being stored comes to its end
    bool m_finished = false;
    QSet<qint64> m_only;
    QSet<qint64> m_printed;
    QList<formats::FoundLink> m_logins;
    library::JobCounts m_counts;
    qint64 m_archived = 0;
    qint64 m_failed = 0;
    qint64 m_kept = 0;
    qint64 m_bytes = 0;
    int m_status = 0;
    QElapsedTimer m_elapsed;
    QElapsedTimer m_postponed; // since nothing but postponed jobs is left
    QTimer m_again;
};

} // namespace cli
