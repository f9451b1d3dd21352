#pragma once

#include "base/result.h"
#include "cli/standardinput.h"
#include "formats/links.h"
#include "formats/worker.h"
#include "library/types.h"

#include <QObject>
#include <QSet>

#include <atomic>
#include <memory>
#include <optional>
#include <semaphore>

namespace library {
class Library;
struct Stores;
} // namespace library

namespace cli {

class ArchiveOutcomes;
class Console;

struct ArchiveOptions {
    QList<formats::FoundLink> links; // from the command line
    QString from;                    // a file of links, "-" for standard input; empty: none
    QSet<qint64> jobs;               // that wait already and are this run's
    library::IfKept ifKept = library::IfKept::CaptureAgain;
    bool retryFailed = false;

    bool everything() const { return links.isEmpty() && from.isEmpty() && jobs.isEmpty() && !retryFailed; }
};

// Makes the links of a run into jobs on disk: reads them in a thread of its own, a batch at a time, so that a file of
// a million lines needs no memory. Lives in the main thread.
class JobIntake : public QObject {
    Q_OBJECT

public:
    JobIntake(library::Library& library, const ArchiveOptions& options, ArchiveOutcomes& outcomes, Console& console);
    ~JobIntake() override;

    void start();
    void stop(); // nothing more is read or told; any number of times

    const QSet<qint64>& jobs() const { return m_jobs; }                  // this run's own
    const QList<formats::FoundLink>& logins() const { return m_logins; } // links that came with names and passwords

Q_SIGNALS:
    void handedIn(); // all of it
    void failed(const base::Error& error);

private:
    struct Added {
        QList<library::JobId> ids;
        QSet<QString> kept;
    };
    static base::Result<Added> added(library::Stores& stores, const QList<formats::FoundLink>& links,
                                     library::IfKept ifKept);
    void readLinks();
    void add(const QList<formats::FoundLink>& links);
    void takeAdded(const QList<formats::FoundLink>& links, const base::Result<Added>& added);
    void takeRead(const base::Result<formats::LinkFileSummary>& summary);
    void goOnWhenAdded();
    void retryFailed();

    library::Library& m_library;
    ArchiveOptions m_options;
    ArchiveOutcomes& m_outcomes;
    Console& m_console;
    std::optional<StandardInput> m_input; // when that is read
    std::unique_ptr<formats::Worker> m_reader;
    std::counting_semaphore<> m_places{2}; // batches under way
    std::atomic<bool> m_stopped = false;
    int m_adding = 0;
    bool m_wholeRead = false;
    QSet<qint64> m_jobs;
    QList<formats::FoundLink> m_logins;
};

} // namespace cli
