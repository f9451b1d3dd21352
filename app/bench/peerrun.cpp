#include "bench/peerrun.h"

#include "bench/serverprocess.h"
#include "bench/spending.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

#include <algorithm>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

constexpr qsizetype longestShown = 300;
constexpr double leastShare = 0.8; // of the time that was asked for: less is another work

QString lastLine(const QByteArray& text) {
    const QStringList lines = QString::fromUtf8(text).split(u'\n', Qt::SkipEmptyParts);
    return lines.isEmpty() ? QString() : lines.last().simplified().left(longestShown);
}

QString withWords(const QString& sentence, const QByteArray& said) {
    const QString line = lastLine(said);
    return line.isEmpty() ? sentence : Words::tr("%1 It said: %2", "a sentence, then a quotation").arg(sentence, line);
}

// Why there is no row of figures; empty where it ended as it should.
QString troubleOf(const PeerOutcome& outcome, PeerKind kind, std::chrono::milliseconds patience) {
    using End = PeerOutcome::End;
    switch (outcome.end) {
    case End::NotStarted:
        return withWords(Words::tr("It could not be started."), outcome.complaint);
    case End::TooLong:
        return Words::tr("It had not ended %1 s after its time, and was ended.")
            .arg(QLocale().toString(static_cast<double>(patience.count()) / 1'000, 'g', 3));
    case End::TooMuch:
        return Words::tr("It wrote more than %1, and was ended.").arg(QLocale().formattedDataSize(mostPeerOutput, 0));
    case End::Stopped:
        return Words::tr("Stopped.");
    case End::ByItself:
        break;
    }
    if (outcome.crashed)
        return withWords(Words::tr("It crashed."), outcome.complaint);
    const bool someFailed = isOwnEngine(kind) && outcome.status == 1; // and are in its figures
    if (outcome.status != 0 && !someFailed)
        return withWords(Words::tr("It ended with status %1.").arg(outcome.status), outcome.complaint);
    return {};
}

QString missingWords(PeerKind kind) {
    if (isOwnEngine(kind))
        return Words::tr("The program tidemark-cli is not there. It comes with Tidemark: install Tidemark again.");
    const QString package = peerPackage(kind);
    return package.isEmpty() ? Words::tr("Not installed; Debian has no package of it.")
                             : Words::tr("Not installed: sudo apt install %1").arg(package);
}

} // namespace

QString peerStateName(PeerState state) {
    switch (state) {
    case PeerState::Waiting:
        return u"waiting"_s;
    case PeerState::Running:
        return u"running"_s;
    case PeerState::Measured:
        return u"measured"_s;
    case PeerState::Missing:
        return u"not installed"_s;
    case PeerState::Failed:
        return u"failed"_s;
    case PeerState::NotRun:
        return u"not run"_s;
    }
    return {};
}

double PeerRow::perMinute() const {
    return counts.seconds > 0 ? 60 * static_cast<double>(counts.done - counts.failed) / counts.seconds : 0;
}

std::optional<double> PeerRow::cpuMsPerThousand() const {
    const double seconds = use.cpuUserS + use.cpuSystemS;
    if (state != PeerState::Measured || counts.done == 0 || seconds <= 0)
        return std::nullopt;
    return 1'000'000 * seconds / static_cast<double>(counts.done);
}

QJsonObject peerToJson(const PeerRow& row) {
    QJsonObject json{{u"client"_s, peerName(row.kind)}, {u"state"_s, peerStateName(row.state)}};
    if (!row.why.isEmpty())
        json[u"why"_s] = row.why;
    if (row.state != PeerState::Measured)
        return json;
    const auto cpu = row.cpuMsPerThousand();
    json[u"requests_per_minute"_s] = row.perMinute();
    json[u"completed"_s] = row.counts.done;
    json[u"failed"_s] = row.counts.failed;
    json[u"elapsed_s"_s] = row.counts.seconds;
    json[u"cpu_user_s"_s] = row.use.cpuUserS;
    json[u"cpu_system_s"_s] = row.use.cpuSystemS;
    json[u"cpu_ms_per_1000"_s] = cpu ? QJsonValue(*cpu) : QJsonValue();
    json[u"peak_rss_bytes"_s] = row.use.peakRssBytes;
    json[u"server_busy_share"_s] = row.serverShare ? QJsonValue(*row.serverShare) : QJsonValue();
    json[u"server_bound"_s] = row.isServerBound();
    return json;
}

QStringList searchFolders() {
    return qEnvironmentVariable("PATH").split(QDir::listSeparator(), Qt::SkipEmptyParts);
}

PeerRun::PeerRun(QString ownProgram, const PeerWork& work, const QList<PeerKind>& kinds, const QStringList& folders,
                 QObject* parent)
    : QObject(parent)
    , m_ownProgram(std::move(ownProgram))
    , m_work(work)
    , m_folders(folders) {
    for (const PeerKind kind : kinds) {
        PeerRow row;
        row.kind = kind;
        if (peerPrograms(kind, m_folders, m_ownProgram).isEmpty()) {
            row.state = PeerState::Missing;
            row.why = missingWords(kind);
        }
        m_rows << row;
    }
}

PeerRun::~PeerRun() = default;

std::chrono::milliseconds PeerRun::expected() const {
    const auto there =
        std::count_if(m_rows.begin(), m_rows.end(), [](const PeerRow& row) { return row.state != PeerState::Missing; });
    return there * (m_work.time + std::chrono::milliseconds(500));
}

void PeerRun::start() {
    Q_ASSERT(!m_running && m_at < 0);
    m_running = true;
    QMetaObject::invokeMethod(this, &PeerRun::next, Qt::QueuedConnection);
}

void PeerRun::stop() {
    if (!m_running || std::exchange(m_stopped, true))
        return;
    if (m_process)
        return m_process->stop(); // take() follows
    if (m_server)
        settle(PeerState::NotRun, Words::tr("Stopped."));
}

// Each begins in the event loop: never from within what tells that the one before has ended.
void PeerRun::next() {
    m_process.reset();
    m_server.reset();
    do {
        ++m_at;
        if (m_at < m_rows.size() && m_stopped && m_rows[m_at].state == PeerState::Waiting) {
            m_rows[m_at].state = PeerState::NotRun;
            Q_EMIT changed(m_at);
        }
    } while (m_at < m_rows.size() && m_rows[m_at].state != PeerState::Waiting);
    if (m_at >= m_rows.size()) {
        m_running = false;
        Q_EMIT ended();
        return;
    }
    m_rows[m_at].state = PeerState::Running;
    Q_EMIT changed(m_at);
    m_programs = peerPrograms(m_rows[m_at].kind, m_folders, m_ownProgram);
    m_server = std::make_unique<ServerProcess>(m_ownProgram, ServerPlan{.delay = {}, .bodySize = m_work.bodySize});
    connect(m_server.get(), &ServerProcess::listening, this, [this](const QString& origin) {
        m_origin = origin;
        fire();
    });
    connect(m_server.get(), &ServerProcess::failed, this,
            [this](const base::Error& why) { settle(PeerState::Failed, why.message); });
    m_server->start();
}

void PeerRun::fire() {
    if (m_stopped || m_process)
        return;
    if (m_programs.isEmpty()) // gone since it was looked up
        return settle(PeerState::Missing, missingWords(m_rows[m_at].kind));
    const PeerCommand command =
        peerCommand(m_rows[m_at].kind, m_programs.takeFirst(), QString(m_origin % u'/'), m_work);
    m_serverBefore = m_server->look();
    m_process = std::make_unique<PeerProcess>(command, m_work.time + m_patience);
    connect(m_process.get(), &PeerProcess::ended, this, &PeerRun::take, Qt::QueuedConnection);
    m_process->start();
}

void PeerRun::take(const PeerOutcome& outcome) {
    if (m_rows[m_at].state != PeerState::Running)
        return;
    const bool lacksModule = m_rows[m_at].kind == PeerKind::Aiohttp && outcome.end == PeerOutcome::End::ByItself &&
                             !outcome.crashed && outcome.status == peerLacksModule;
    if (lacksModule && !m_stopped) { // another Python may have it; fire() says so where there is none
        m_process.reset();
        return fire();
    }
    judge(outcome);
}

void PeerRun::judge(const PeerOutcome& outcome) {
    PeerRow& row = m_rows[m_at];
    if (m_stopped)
        return settle(PeerState::NotRun, Words::tr("Stopped."));
    const QString trouble = troubleOf(outcome, row.kind, m_patience);
    if (!trouble.isEmpty())
        return settle(PeerState::Failed, trouble);
    const auto counts = peerCounts(row.kind, outcome.output);
    if (!counts)
        return settle(PeerState::Failed, withWords(counts.error().message, outcome.complaint));
    if (counts->seconds < leastShare * static_cast<double>(m_work.time.count()))
        return settle(PeerState::Failed,
                      Words::tr("It fired for %1 s and not for %2 s.")
                          .arg(QLocale().toString(counts->seconds, 'f', 2), QLocale().toString(m_work.time.count())));
    row.counts = *counts;
    row.use = outcome.use;
    const auto& now = m_server->look();
    if (m_serverBefore && now) {
        const ProcessUse used = usedSince(*m_serverBefore, *now);
        row.serverShare = qMin(1.0, (used.cpuUserS + used.cpuSystemS) / counts->seconds);
    }
    settle(PeerState::Measured);
}

void PeerRun::settle(PeerState state, const QString& why) {
    m_rows[m_at].state = state;
    m_rows[m_at].why = why;
    Q_EMIT changed(m_at);
    QMetaObject::invokeMethod(this, &PeerRun::next, Qt::QueuedConnection);
}

} // namespace bench
