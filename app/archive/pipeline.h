#pragma once

#include "archive/settings.h"
#include "library/types.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>

namespace base {
class Clock;
}
namespace library {
class Library;
}
namespace net {
class Fetcher;
}
namespace secrets {
class CredentialStore;
}

namespace archive {

// Where a running job is.
enum class Phase { Waiting, Fetching, Reading, Images, Storing, Ended };

// What the window shows of a job between two states on disk; sent in batches, a few times a second.
struct JobUpdate {
    library::Job job; // as on disk, or about to be
    Phase phase = Phase::Waiting;
    qint64 received = 0; // bytes so far
    qint64 total = -1;   // -1 unknown
    QString advice;      // for a failure: what to do, a sentence
};

// Why nothing starts although jobs wait.
enum class Halt { None, Paused, DiskFull, ReadOnly, NoDescriptors, Held, Stopped };

struct AuthenticationWanted {
    library::JobId job = 0;
    QString origin; // "https://example.org"
    QString realm;
};

// job → queue → exchange → article → assets → snapshot. Lives in the network thread; results are signals with values.
class Pipeline : public QObject {
    Q_OBJECT

public:
    Pipeline(library::Library& library, net::Fetcher& fetcher, secrets::CredentialStore& credentials,
             base::Clock& clock, const CaptureSettings& settings);
    ~Pipeline() override;

public Q_SLOTS:
    void start();                           // recovers what a crash left running, then goes on with what waits
    void wake();                            // jobs were added or retried
    void setOnly(const QSet<qint64>& jobs); // the command line's own links; empty: all
    void setPaused(bool paused);
    void setHeld(const QString& why); // as paused, but nobody's choice to be remembered; a sentence, empty: go on
    void setSettings(const archive::CaptureSettings& settings);
    void cancel(const QList<qint64>& jobs);
    void stop(); // running → waiting on disk; emits stopped()

Q_SIGNALS:
    void jobsChanged(const QList<archive::JobUpdate>& updates);
    void countsChanged(const library::JobCounts& counts);
    void captured(qint64 page); // committed and durable
    void haltChanged(archive::Halt halt, const QString& sentence);
    void pausedChanged(bool paused); // what setPaused() set, whatever else halts
    void authenticationWanted(const archive::AuthenticationWanted& wanted);
    void idle(); // nothing runs and nothing can start now
    void stopped();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace archive
