#pragma once

#include "cli/jobintake.h"
#include "library/library.h"

#include <QElapsedTimer>
#include <QMap>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace cli {

// `archive` while a window has the library open: hands the links to it, then reads in the library what becomes of them
// and says it as a run of its own would. Where the window ends before them, the rest is done here. Lives in the main
// thread.
class HandoverRun : public QObject {
    Q_OBJECT

public:
    // `takeOver` opens the library for writing, where that can be done by now.
    HandoverRun(const QString& libraryFile, const ArchiveOptions& options, ArchiveOutcomes& outcomes, Console& console,
                std::function<bool()> takeOver);

    base::Result<void> handOver(); // blocks while the links are read
    qint64 handed() const { return m_handed; }
    enum class End { All, TakenOver };
    End wait();                  // until every link has its outcome, or the library is ours
    ArchiveOptions rest() const; // after TakenOver: what is still to be done

private:
    // A job that the window has; `before` is when it ended the last time, where it is captured again.
    struct Open {
        QString link;
        std::optional<QDateTime> before;
    };
    base::Result<void> give(const QList<formats::FoundLink>& links);
    base::Result<void> giveFile();
    base::Result<void> watchAll(library::JobState state);
    void look();
    base::Result<void> findNew();
    base::Result<void> findEnded();
    bool isOver();
    void tellWhatGoesOn();
    void end(End how);
    library::Stores& stores() { return m_library->here(); }

    QString m_file;
    ArchiveOptions m_options;
    ArchiveOutcomes& m_outcomes;
    Console& m_console;
    std::function<bool()> m_takeOver;
    std::unique_ptr<library::Library> m_library; // to read
    QHash<QString, formats::FoundLink> m_given;  // not seen as a job yet
    QMap<library::JobId, Open> m_open;
    QSet<QString> m_taken;     // while handing over: each link counts once
    library::JobId m_last = 0; // the newest job that was looked at
    QDateTime m_since;
    qint64 m_handed = 0;
    bool m_retried = false;         // the window has retried what failed
    bool m_running = false;         // one of them is being captured
    std::optional<QDateTime> m_due; // when the first of them goes on; none: some may go on now
    QElapsedTimer m_quiet;          // since a link was last seen as a job
    QElapsedTimer m_postponed;      // since nothing but postponed jobs is left
    QTimer m_again;
    End m_end = End::All;
};

} // namespace cli
