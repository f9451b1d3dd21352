#pragma once

#include "archive/handedlinks.h"
#include "cli/handedjobs.h"
#include "cli/jobintake.h"
#include "library/library.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace net {
class HandoverCall;
}

namespace cli {

class Console;

// `archive` while a window has the library open: hands the links to it, a part at a time, then tells what becomes of
// them as a run of its own would. Where the window ends before them, the rest is done here. Lives in the main thread.
class HandoverRun : public QObject {
    Q_OBJECT

public:
    enum class Waits { Yes, No };
    enum class End { All, TakenOver };

    // `takeOver` opens the library for writing, where that can be done by now; libraryLocked where not yet.
    HandoverRun(const QString& libraryFile, LinkFeed& feed, const ArchiveOptions& options, ArchiveOutcomes& outcomes,
                Console& console, std::function<base::Result<void>()> takeOver);
    ~HandoverRun() override;

    base::Result<End> run(Waits waits); // fails with net::handoverNobody when there is no window
    ArchiveOptions rest() const;        // after TakenOver: what is still to be done

private:
    enum class Stage { Greeting, Giving, Watching, Ended };

    base::Result<void> begin();
    base::Result<void> open(); // to read, where that is not so
    void tell(const archive::HandedLinks& handed);
    void takeAnswer(const base::Result<QByteArray>& message);
    void takeRefusal(const archive::WindowAnswer& answer);
    void takeSilence(const base::Error& error);
    void goOn();
    void takeBatch(const QList<formats::FoundLink>& links);
    void takeEndOfLinks(const base::Result<void>& whole);
    void give();
    base::Result<void> lookAtJobs();
    void look();
    bool takeHalt(archive::Halt halt, const QString& sentence);
    void windowIsGone();
    void interrupt(int signalNumber);
    void tellWhatWasHandedOver(const QString& why);
    void fail(const base::Error& error);
    void end(End how);
    library::Stores& stores() { return m_library->here(); }

    QString m_file;
    LinkFeed& m_feed;
    ArchiveOptions m_options;
    ArchiveOutcomes& m_outcomes;
    Console& m_console;
    std::function<base::Result<void>()> m_takeOver;
    std::unique_ptr<library::Library> m_library; // to read; none while another may take it over
    Waits m_waits = Waits::Yes;
    Stage m_stage = Stage::Greeting;
    std::unique_ptr<net::HandoverCall> m_call;
    QList<formats::FoundLink> m_batch; // to be handed over next
    QList<formats::FoundLink> m_part;  // on its way
    HandedJobs m_jobs;
    qint64 m_handed = 0;
    bool m_retried = false; // the window has retried what failed
    archive::Halt m_halt = archive::Halt::None;
    int m_silent = 0;         // times that no answer came
    bool m_isWanting = false; // more links are on their way
    bool m_toldBusy = false;
    bool m_interrupted = false;
    QElapsedTimer m_postponed; // since nothing but postponed jobs is left
    QTimer m_again;
    std::optional<base::Error> m_error;
    End m_end = End::All;
};

} // namespace cli
