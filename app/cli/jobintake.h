#pragma once

#include "archive/intake.h"
#include "formats/links.h"
#include "library/types.h"

#include <QObject>
#include <QSet>

namespace library {
class Library;
struct Stores;
} // namespace library

namespace cli {

class ArchiveOutcomes;
class LinkFeed;

struct ArchiveOptions {
    QList<formats::FoundLink> links;       // from the command line
    QString from;                          // a file of links, "-" for standard input; empty: none
    QSet<qint64> jobs;                     // that wait already and are this run's
    QList<formats::FoundLink> unsent = {}; // taken from the feed already, and no jobs yet
    library::IfKept ifKept = library::IfKept::CaptureAgain;
    bool retryFailed = false;

    bool everything() const { return links.isEmpty() && from.isEmpty() && jobs.isEmpty() && !retryFailed; }
};

// Makes the links of a run into jobs on disk, a few batches at a time. Lives in the main thread.
class JobIntake : public QObject {
    Q_OBJECT

public:
    JobIntake(library::Library& library, LinkFeed& feed, const ArchiveOptions& options, ArchiveOutcomes& outcomes);
    ~JobIntake() override;

    void start();
    void stop(); // nothing more is read or told; any number of times

    bool hasAll() const { return m_wholeRead; }                          // else some links were not even read
    const QSet<qint64>& jobs() const { return m_jobs; }                  // this run's own
    const QList<formats::FoundLink>& logins() const { return m_logins; } // links that came with names and passwords

Q_SIGNALS:
    void handedIn(); // all of it
    void failed(const base::Error& error);

private:
    void add(const QList<formats::FoundLink>& links);
    void takeAdded(const QList<formats::FoundLink>& links, const base::Result<archive::TakenIn>& taken);
    void takeEnd(const base::Result<void>& whole);
    void goOnWhenAdded();
    void retryFailed();

    library::Library& m_library;
    LinkFeed& m_feed;
    ArchiveOptions m_options;
    ArchiveOutcomes& m_outcomes;
    bool m_stopped = false;
    int m_adding = 0;
    bool m_wholeRead = false;
    QSet<qint64> m_jobs;
    QList<formats::FoundLink> m_logins;
};

} // namespace cli
