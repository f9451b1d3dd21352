#include "cli/handoverrun.h"

#include "cli/archiveoutcomes.h"
#include "cli/archiverun.h"
#include "cli/console.h"
#include "cli/linkfeed.h"
#include "library/errors.h"
#include "net/handover.h"
#include "net/handovercall.h"
#include "signalwatcher.h"

#include <QCoreApplication>

#include <algorithm>

namespace cli {

using namespace std::chrono_literals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

constexpr auto answerWait = 5s;
constexpr auto storeWait = 30s; // a slow disk writes a part within it
constexpr int silences = 3;     // until it is said
constexpr int askEveryMs = 1'000;
constexpr int lookAgainMs = 250;
constexpr qint64 longestPauseMs = 15'000;

} // namespace

HandoverRun::HandoverRun(const QString& libraryFile, LinkFeed& feed, const ArchiveOptions& options,
                         ArchiveOutcomes& outcomes, Console& console, std::function<base::Result<void>()> takeOver)
    : m_file(libraryFile)
    , m_feed(feed)
    , m_options(options)
    , m_outcomes(outcomes)
    , m_console(console)
    , m_takeOver(std::move(takeOver))
    , m_jobs(outcomes, console) {
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &HandoverRun::goOn);
    connect(&m_feed, &LinkFeed::read, this, &HandoverRun::takeBatch);
    connect(&m_feed, &LinkFeed::ended, this, &HandoverRun::takeEndOfLinks);
}

HandoverRun::~HandoverRun() = default;

base::Result<HandoverRun::End> HandoverRun::run(Waits waits) {
    m_waits = waits;
    if (const auto begun = begin(); !begun)
        return begun.error();
    SignalWatcher signalWatcher;
    connect(&signalWatcher, &SignalWatcher::arrived, this, &HandoverRun::interrupt);
    goOn();
    QCoreApplication::exec();
    disconnect(&m_feed, nullptr, this, nullptr);
    if (m_error)
        return *m_error;
    return m_end;
}

base::Result<void> HandoverRun::open() {
    if (m_library)
        return {};
    auto opened = library::Library::open({.file = m_file, .mode = library::OpenMode::ReadOnly, .threads = false});
    if (!opened)
        return opened.error();
    m_library = *std::move(opened);
    return {};
}

base::Result<void> HandoverRun::begin() {
    if (const auto opened = open(); !opened)
        return opened;
    const auto begun = m_jobs.begin(stores());
    if (!begun || !m_options.everything())
        return begun;
    for (const auto state : {library::JobState::Waiting, library::JobState::Running}) {
        if (const auto added = m_jobs.addAll(stores(), state); !added)
            return added;
    }
    return {};
}

// ---- speaking with the window ---------------------------------------------------------------------------------------

void HandoverRun::tell(const archive::HandedLinks& handed) {
    const bool writes = handed.retryFailed || !handed.links.isEmpty();
    m_call = std::make_unique<net::HandoverCall>(m_file, archive::messageOf(handed), writes ? storeWait : answerWait);
    connect(m_call.get(), &net::HandoverCall::ended, this, &HandoverRun::takeAnswer);
}

void HandoverRun::goOn() {
    if (m_call || m_stage == Stage::Ended)
        return;
    tell({.links = m_part, .retryFailed = m_stage == Stage::Greeting && m_options.retryFailed});
}

void HandoverRun::takeAnswer(const base::Result<QByteArray>& message) {
    m_call.release()->deleteLater(); // it is what calls
    if (m_stage == Stage::Ended)
        return;
    if (!message)
        return takeSilence(message.error());
    m_silent = 0;
    const auto answer = archive::windowAnswerOf(*message);
    if (!answer)
        return fail(answer.error());
    if (answer->error)
        return takeRefusal(*answer);
    m_jobs.add(answer->jobs);
    m_handed += m_part.size();
    m_part.clear();
    if (m_stage == Stage::Greeting) {
        m_retried = m_options.retryFailed;
        m_stage = Stage::Giving;
    }
    if (m_interrupted)
        return interrupt(0);
    if (!takeHalt(answer->halt, answer->sentence))
        return;
    m_stage == Stage::Watching ? look() : give();
}

// The first of the part may be on disk: their jobs stand beside the error.
void HandoverRun::takeRefusal(const archive::WindowAnswer& answer) {
    m_jobs.add(answer.jobs);
    if (m_part.isEmpty())
        return fail(*answer.error);
    const auto rest = m_jobs.notYetHanded(stores(), m_part, m_options.ifKept);
    if (!rest)
        return fail(rest.error());
    m_handed += m_part.size() - rest->size();
    m_part = *rest;
    fail(*answer.error);
}

// A window that ends hangs up; that it is gone shows the next time.
void HandoverRun::takeSilence(const base::Error& error) {
    if (error.kind == net::handoverNobody)
        return windowIsGone();
    if (error.kind != net::handoverFailed || m_stage == Stage::Greeting)
        return fail(error);
    if (++m_silent == silences)
        m_console.message(Words::tr("The window does not answer. This waits for it."));
    m_batch = m_part + std::exchange(m_batch, {}); // some of it may be on disk
    m_part.clear();
    m_again.start(lookAgainMs);
}

// Closed, or never there.
void HandoverRun::windowIsGone() {
    if (m_stage == Stage::Greeting)
        return fail({net::handoverNobody, {}});
    if (m_interrupted)
        return interrupt(0);
    m_library.reset(); // who brings a library up to date wants the file for itself
    const auto taken = m_takeOver();
    if (!taken && taken.error().kind != library::libraryLocked)
        return fail(taken.error());
    if (taken) {
        if (const auto looked = lookAtJobs(); !looked) // what the window did last is told here
            return fail(looked.error());
        if (m_stage == Stage::Watching && m_jobs.count() == 0)
            return end(End::All);
        m_console.message(Words::tr("The window was closed: the rest is done here."));
        return end(End::TakenOver);
    }
    if (!std::exchange(m_toldBusy, true))
        m_console.message(Words::tr("The window was closed, and another program writes to the library now. This waits "
                                    "until it has ended."));
    m_again.start(lookAgainMs);
}

// ---- handing over ---------------------------------------------------------------------------------------------------

void HandoverRun::takeBatch(const QList<formats::FoundLink>& links) {
    m_isWanting = false;
    m_batch += links;
    if (!m_call) // else after its answer
        give();
}

// A part of the batch, or the next batch.
void HandoverRun::give() {
    if (const auto opened = open(); !opened)
        return fail(opened.error());
    while (m_stage == Stage::Giving && m_part.isEmpty() && !m_batch.isEmpty()) {
        const qsizetype count = archive::partOf(m_batch, 0);
        const auto part = m_jobs.notYetHanded(stores(), m_batch.mid(0, count), m_options.ifKept);
        if (!part)
            return fail(part.error());
        m_part = *part;
        m_batch.remove(0, count);
    }
    if (m_stage != Stage::Giving)
        return;
    m_console.progress(Words::tr("%1 handed over").arg(m_handed));
    if (!m_part.isEmpty())
        return goOn();
    if (!std::exchange(m_isWanting, true))
        m_feed.want();
    m_again.start(askEveryMs); // it may be long until there are more
}

void HandoverRun::takeEndOfLinks(const base::Result<void>& whole) {
    if (m_stage != Stage::Giving)
        return;
    if (!whole) {
        m_console.message(whole.error().message);
        m_outcomes.worsen(statusOf(whole.error()));
    }
    m_stage = Stage::Watching;
    const int handed = int(m_handed);
    if (m_handed == 0)
        m_console.message(Words::tr("A window has this library open and does what waits."));
    else if (m_halt == archive::Halt::Paused || m_halt == archive::Halt::Held)
        m_console.message(
            Words::tr("A window has this library open; it was handed %Ln link(s), which wait there.", nullptr, handed));
    else
        m_console.message(
            Words::tr("A window has this library open; it was handed %Ln link(s) and captures them.", nullptr, handed));
    if (m_waits == Waits::No)
        return end(End::All);
    if (!m_call)
        look();
}

// ---- waiting --------------------------------------------------------------------------------------------------------

base::Result<void> HandoverRun::lookAtJobs() {
    const auto opened = open();
    return opened ? m_jobs.look(stores()) : opened;
}

void HandoverRun::look() {
    QElapsedTimer took;
    took.start();
    if (const auto looked = lookAtJobs(); !looked)
        return fail(looked.error());
    m_console.flush();
    m_console.progress(Words::tr("%1 archived · %2 failed · %3 still to be done by the window")
                           .arg(QString::number(m_outcomes.archived()), QString::number(m_outcomes.failed()),
                                QString::number(m_jobs.count())));
    if (m_jobs.count() == 0)
        return end(End::All);
    if (!m_jobs.due())
        m_postponed.invalidate();
    else if (!m_postponed.isValid())
        m_postponed.start();
    if (m_jobs.due() && outlasts(m_jobs.due(), m_postponed.elapsed()))
        return end(End::All); // the window goes on with what is left, and nobody has to wait for it
    m_again.start(int(std::clamp(10 * took.elapsed(), qint64(lookAgainMs), longestPauseMs)));
}

} // namespace cli
