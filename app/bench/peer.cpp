#include "bench/peer.h"

#include "base/file.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

constexpr qint64 mostScript = 64 * 1024;
constexpr qint64 abPerSecond = 200'000; // more than it reaches; it sets aside memory for each

QByteArray script(const QString& name) {
    return base::readFile(QString(":/peers/"_L1 % name), mostScript).valueOr(QByteArray());
}

QStringList pythons(const QStringList& folders) {
    QStringList found;
    for (const QString& folder : folders + QStringList{u"/usr/bin"_s}) {
        const QString program = QStandardPaths::findExecutable(u"python3"_s, {folder});
        if (!program.isEmpty() && !found.contains(program))
            found << program;
    }
    return found;
}

QStringList ownArguments(PeerKind kind, const QString& link, const PeerWork& work) {
    QStringList arguments{
        u"bench"_s,  link,  u"--engine"_s, peerName(kind), u"--duration"_s, QString::number(work.time.count()),
        u"--json"_s, u"-"_s};
    if (kind != PeerKind::Sequential)
        arguments << u"--concurrency"_s << QString::number(work.connections);
    if (kind == PeerKind::Direct)
        arguments << u"--threads"_s << QString::number(work.threads);
    return arguments;
}

} // namespace

QString peerName(PeerKind kind) {
    switch (kind) {
    case PeerKind::Direct:
        return u"direct"_s;
    case PeerKind::Qt:
        return u"qt"_s;
    case PeerKind::Sequential:
        return u"sequential"_s;
    case PeerKind::Aiohttp:
        return u"aiohttp"_s;
    case PeerKind::Wrk:
        return u"wrk"_s;
    case PeerKind::Hey:
        return u"hey"_s;
    case PeerKind::Ab:
        return u"ab"_s;
    case PeerKind::H2load:
        return u"h2load"_s;
    case PeerKind::Oha:
        return u"oha"_s;
    case PeerKind::K6:
        return u"k6"_s;
    case PeerKind::Autocannon:
        return u"autocannon"_s;
    }
    return {};
}

std::optional<PeerKind> peerFromName(const QString& name) {
    for (const PeerKind kind : peerKinds) {
        if (peerName(kind) == name)
            return kind;
    }
    return std::nullopt;
}

QString peerSentence(PeerKind kind) {
    switch (kind) {
    case PeerKind::Direct:
    case PeerKind::Qt:
    case PeerKind::Sequential:
        return engineSentence(*engineFromName(peerName(kind)));
    case PeerKind::Aiohttp:
        return Words::tr("Python with asyncio, as in “Making 1 million requests with python-aiohttp”.");
    case PeerKind::Wrk:
        return Words::tr("C with epoll: the usual measure of what is possible.");
    case PeerKind::Hey:
        return Words::tr("Go with its own HTTP library.");
    case PeerKind::Ab:
        return Words::tr("C, one thread, HTTP/1.0: ApacheBench.");
    case PeerKind::H2load:
        return Words::tr("C with libev, here over HTTP/1.1: comes with nghttp2.");
    case PeerKind::Oha:
        return Words::tr("Rust with Tokio and hyper, on every core.");
    case PeerKind::K6:
        return Words::tr("Go that runs a script in JavaScript for each request, on every core.");
    case PeerKind::Autocannon:
        return Words::tr("JavaScript on Node.js.");
    }
    return {};
}

QString peerPackage(PeerKind kind) {
    switch (kind) {
    case PeerKind::Aiohttp:
        return u"python3-aiohttp"_s;
    case PeerKind::Wrk:
        return u"wrk"_s;
    case PeerKind::Hey:
        return u"hey"_s;
    case PeerKind::Ab:
        return u"apache2-utils"_s;
    case PeerKind::H2load:
        return u"nghttp2-client"_s;
    default:
        return {};
    }
}

QStringList peerPrograms(PeerKind kind, const QStringList& folders, const QString& ownProgram) {
    if (isOwnEngine(kind))
        return QFileInfo(ownProgram).isExecutable() ? QStringList{ownProgram} : QStringList();
    if (kind == PeerKind::Aiohttp)
        return pythons(folders);
    // Without folders the function would look into PATH.
    const QString program = folders.isEmpty() ? QString() : QStandardPaths::findExecutable(peerName(kind), folders);
    return program.isEmpty() ? QStringList() : QStringList{program};
}

PeerCommand peerCommand(PeerKind kind, const QString& program, const QString& link, const PeerWork& work) {
    const QString seconds = QString::number(work.time.count());
    const QString lasting(seconds % u's');
    const QString connections = QString::number(work.connections);
    const QString threads = QString::number(qMin(work.threads, work.connections)); // wrk and h2load want no more
    switch (kind) {
    case PeerKind::Direct:
    case PeerKind::Qt:
    case PeerKind::Sequential:
        return {program, ownArguments(kind, link, work), {}};
    case PeerKind::Aiohttp: // "-" reads the script from the standard input
        return {program, {u"-"_s, link, connections, seconds}, script(u"load_aiohttp.py"_s)};
    case PeerKind::Wrk:
        return {
            program, {u"-t"_s, threads, u"-c"_s, connections, u"-d"_s, lasting, u"--timeout"_s, u"60s"_s, link}, {}};
    case PeerKind::Hey:
        return {program, {u"-z"_s, lasting, u"-c"_s, connections, u"-cpus"_s, threads, u"-t"_s, u"60"_s, link}, {}};
    case PeerKind::Ab: // -t sets a number of its own, so -n stands behind it; -l: answers may differ in length
        return {program,
                {u"-q"_s, u"-k"_s, u"-l"_s, u"-r"_s, u"-s"_s, u"60"_s, u"-t"_s, seconds, u"-n"_s,
                 QString::number(abPerSecond * work.time.count()), u"-c"_s, connections, link},
                {}};
    case PeerKind::H2load:
        return {program, {u"--h1"_s, u"-t"_s, threads, u"-c"_s, connections, u"-D"_s, seconds, link}, {}};
    case PeerKind::Oha:
        return {program, {u"--no-tui"_s, u"-z"_s, lasting, u"-c"_s, connections, link}, {}};
    case PeerKind::K6:
        return {program,
                {u"run"_s, u"--quiet"_s, u"--no-usage-report"_s, u"--vus"_s, connections, u"--duration"_s, lasting,
                 u"--env"_s, QString("TARGET="_L1 % link), u"-"_s},
                script(u"load_k6.js"_s)};
    case PeerKind::Autocannon: // one thread is its own: -w starts others beside it
        QStringList arguments{u"-j"_s, u"-n"_s, u"-c"_s, connections, u"-d"_s, seconds};
        if (work.threads > 1)
            arguments << u"-w"_s << threads;
        return {program, arguments << link, {}};
    }
    return {};
}

} // namespace bench
