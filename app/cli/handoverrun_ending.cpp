#include "cli/archiveoutcomes.h"
#include "cli/console.h"
#include "cli/handoverrun.h"
#include "cli/linkfeed.h"
#include "library/errors.h"
#include "net/handovercall.h"

#include <QCoreApplication>

// How a hand-over halts and ends, and what is said of it then.
namespace cli {

using namespace std::chrono_literals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

constexpr auto interruptWait = 2s;

} // namespace

// False: that was the end.
bool HandoverRun::takeHalt(archive::Halt halt, const QString& sentence) {
    if (halt == m_halt || halt == archive::Halt::Stopped)
        return true;
    m_halt = halt;
    switch (halt) {
    case archive::Halt::Stopped:
        break;
    case archive::Halt::None:
        m_console.message(Words::tr("The window goes on."));
        break;
    case archive::Halt::Paused:
        m_console.message(m_waits == Waits::Yes
                              ? Words::tr("The window is paused: nothing more is captured until you go on there. This "
                                          "waits for it; --no-wait does not.")
                              : Words::tr("The window is paused: nothing more is captured until you go on there."));
        break;
    case archive::Halt::NoDescriptors:
    case archive::Halt::Held:
        m_console.message(Words::tr("The window: %1").arg(sentence));
        break;
    case archive::Halt::DiskFull:
    case archive::Halt::ReadOnly:
        fail({library::libraryFull, Words::tr("The window has halted: %1").arg(sentence)});
        return false;
    }
    return true;
}

// A part that is on its way is waited for, so that what is said of it is true.
void HandoverRun::interrupt(int signalNumber) {
    if (signalNumber > 0)
        m_outcomes.worsen(128 + signalNumber);
    const bool again = std::exchange(m_interrupted, true);
    if (signalNumber > 0 && !again && m_stage == Stage::Giving && !m_part.isEmpty()) {
        QTimer::singleShot(interruptWait, this, [this] { interrupt(0); });
        return;
    }
    if (m_stage == Stage::Ended)
        return;
    if (m_stage == Stage::Watching)
        m_console.message(Words::tr("Interrupted: the window goes on with %Ln link(s).", nullptr, int(m_jobs.count())));
    else
        tellWhatWasHandedOver(Words::tr("Interrupted."));
    end(End::All);
}

void HandoverRun::tellWhatWasHandedOver(const QString& why) {
    QString text =
        QString(why % u' ' %
                (m_handed > 0 ? Words::tr("The window was handed %Ln link(s) and keeps them.", nullptr, int(m_handed))
                              : Words::tr("Nothing was handed over.")));
    const auto& next = m_part.isEmpty() ? m_batch : m_part;
    if (!next.isEmpty())
        text += QString(u' ' % Words::tr("Not handed over: %1 and what comes after it.").arg(next.first().link));
    else if (!m_feed.isAtEnd() && m_stage == Stage::Giving && !m_options.from.isEmpty())
        text += QString(u' ' % Words::tr("The rest of the list was not read."));
    m_console.message(text);
}

void HandoverRun::fail(const base::Error& error) {
    if (m_stage == Stage::Greeting) {
        m_error = error;
        return end(End::All);
    }
    m_outcomes.worsen(std::max(statusOf(error), int(LibraryTrouble)));
    m_stage == Stage::Watching ? m_console.message(error.message) : tellWhatWasHandedOver(error.message);
    end(End::All);
}

void HandoverRun::end(End how) {
    const Stage stage = std::exchange(m_stage, Stage::Ended);
    m_again.stop();
    m_end = how;
    const bool leaves = how == End::All && !m_error;
    if (how == End::All)
        m_feed.stop();
    if (leaves && m_waits == Waits::No && stage == Stage::Watching)
        m_outcomes.finishHandedOver();
    else if (leaves)
        m_outcomes.finish(m_jobs.count(), Words::tr("the window does them later"));
    QCoreApplication::quit();
}

ArchiveOptions HandoverRun::rest() const {
    ArchiveOptions rest = m_options;
    rest.unsent = m_part + m_batch;
    rest.retryFailed = m_options.retryFailed && !m_retried;
    rest.jobs = m_jobs.ids();
    return rest;
}

} // namespace cli
