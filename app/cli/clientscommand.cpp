#include "bench/peerrun.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/librarycommand.h"
#include "signalwatcher.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace cli {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

constexpr int barWidth = 24;
constexpr double mebibyte = 1024.0 * 1024.0;

QString allNames() {
    QStringList names;
    for (const bench::PeerKind kind : bench::peerKinds)
        names << bench::peerName(kind);
    return names.join(u',');
}

base::Result<QList<bench::PeerKind>> kindsOf(const Arguments& arguments) {
    if (!arguments.has("only"))
        return QList<bench::PeerKind>(std::begin(bench::peerKinds), std::end(bench::peerKinds));
    QList<bench::PeerKind> kinds;
    for (const QString& name : arguments.value("only").split(u',', Qt::SkipEmptyParts)) {
        const auto kind = bench::peerFromName(name.trimmed());
        if (!kind)
            return base::Error{wrongUsage, Words::tr("--only takes names of %1, not “%2”.").arg(allNames(), name)};
        if (!kinds.contains(*kind))
            kinds << *kind;
    }
    if (kinds.isEmpty())
        return base::Error{wrongUsage, Words::tr("--only takes names of %1.").arg(allNames())};
    return kinds;
}

base::Result<bench::PeerWork> workOf(const Arguments& arguments) {
    const bench::PeerWork standard;
    const auto seconds =
        arguments.number("seconds", standard.time.count(), bench::leastPeerSeconds, bench::mostPeerSeconds);
    const auto connections = arguments.number("concurrency", standard.connections, 1, bench::mostPeerConnections);
    const auto threads = arguments.number("threads", standard.threads, 1, bench::mostPeerThreads);
    const auto size = arguments.number("body-size", standard.bodySize, 0, bench::mostPeerBody);
    for (const auto* number : {&seconds, &connections, &threads, &size}) {
        if (!*number)
            return number->error();
    }
    return bench::PeerWork{std::chrono::seconds(*seconds), static_cast<int>(*connections), static_cast<int>(*threads),
                           *size};
}

using Row = std::array<QString, 6>;

Row rowOf(const bench::PeerRow& row) {
    const QLocale locale;
    if (row.state != bench::PeerState::Measured)
        return {bench::peerName(row.kind), u"–"_s, u"–"_s, u"–"_s, u"–"_s, u"–"_s};
    const auto cpu = row.cpuMsPerThousand();
    return {bench::peerName(row.kind),
            locale.toString(row.perMinute(), 'f', 0),
            cpu ? locale.toString(*cpu, 'f', 1) : u"–"_s,
            locale.toString(static_cast<double>(row.use.peakRssBytes) / mebibyte, 'f', 1),
            locale.toString(row.counts.failed),
            row.serverShare ? locale.toString(100 * *row.serverShare, 'f', 0) : u"–"_s};
}

QString barOf(const bench::PeerRow& row, double most) {
    if (row.state != bench::PeerState::Measured)
        return row.why;
    const int length = most > 0 ? qMax(1, qRound(barWidth * row.perMinute() / most)) : 0;
    const QString bar(length, u'█');
    return row.isServerBound() ? QString(bar.leftJustified(barWidth) % u' ' % Words::tr("server-bound")) : bar;
}

void printTable(QList<bench::PeerRow> rows, Console& console) {
    std::stable_sort(rows.begin(), rows.end(), [](const bench::PeerRow& one, const bench::PeerRow& other) {
        return one.perMinute() > other.perMinute();
    });
    QList<Row> cells{{Words::tr("client"), Words::tr("requests/min"), Words::tr("CPU ms per 1,000"),
                      Words::tr("peak MiB"), Words::tr("errors"), Words::tr("server busy, %")}};
    for (const bench::PeerRow& row : rows)
        cells << rowOf(row);
    std::array<qsizetype, 6> widths{};
    for (const Row& each : cells) {
        for (std::size_t column = 0; column < each.size(); ++column)
            widths[column] = std::max(widths[column], each[column].size());
    }
    const double most = rows.isEmpty() ? 0 : rows.first().perMinute();
    for (qsizetype at = 0; at < cells.size(); ++at) {
        QString line = cells[at][0].leftJustified(widths[0]);
        for (std::size_t column = 1; column < widths.size(); ++column)
            line += QString("  "_L1 % cells[at][column].rightJustified(widths[column]));
        console.line(at == 0 ? line : QString(line % "  "_L1 % barOf(rows[at - 1], most)));
    }
}

QString workWords(const bench::PeerWork& work) {
    const QLocale locale;
    return Words::tr("Each for %1 s over %2 connections that stay open, %3 bytes an answer, the server on one core of "
                     "this machine; threads where they can be chosen: %4. sequential has one connection.")
        .arg(locale.toString(work.time.count()), locale.toString(work.connections), locale.toString(work.bodySize),
             locale.toString(work.threads));
}

void report(const bench::PeerRun& peers, bool asJson, Console& console) {
    const QList<bench::PeerRow>& rows = peers.rows();
    if (asJson) {
        for (const bench::PeerRow& row : rows)
            console.json(bench::peerToJson(row));
        return;
    }
    printTable(rows, console);
    console.line(workWords(peers.work()));
    if (std::any_of(rows.begin(), rows.end(), [](const bench::PeerRow& row) { return row.isServerBound(); }))
        console.line(Words::tr("server-bound: the server's core was busy above 95 % of the time, so the client could "
                               "do more; compare the CPU."));
}

int statusOf(const QList<bench::PeerRow>& rows) {
    const bool failed = std::any_of(rows.begin(), rows.end(), [](const bench::PeerRow& row) {
        return row.state == bench::PeerState::Failed ||
               (row.state == bench::PeerState::Missing && bench::isOwnEngine(row.kind));
    });
    return failed ? SomeFailed : AllWell;
}

int run(const Arguments& arguments, Console& console) {
    const auto kinds = kindsOf(arguments);
    if (!kinds)
        return explain(kinds.error(), console);
    const auto work = workOf(arguments);
    if (!work)
        return explain(work.error(), console);
    SignalWatcher signalWatcher;
    bench::PeerRun peers(QCoreApplication::applicationFilePath(), *work, *kinds, bench::searchFolders());
    QObject::connect(&signalWatcher, &SignalWatcher::arrived, &peers, &bench::PeerRun::stop);
    QObject::connect(&peers, &bench::PeerRun::changed, &peers, [&](int at) {
        const bench::PeerRow& row = peers.rows().at(at);
        if (row.state == bench::PeerState::Running)
            return console.progress(Words::tr("%1 (%2 of %3) …")
                                        .arg(bench::peerName(row.kind), QLocale().toString(at + 1),
                                             QLocale().toString(peers.rows().size())));
        console.verbose(QString(bench::peerName(row.kind) % ": "_L1 % bench::peerStateName(row.state)));
    });
    QObject::connect(&peers, &bench::PeerRun::ended, &peers, &QCoreApplication::quit);
    peers.start();
    QCoreApplication::exec();
    report(peers, arguments.has("json"), console);
    const int status = statusOf(peers.rows());
    return signalWatcher.first() == 0 ? status : worse(status, 128 + signalWatcher.first());
}

} // namespace

Command clientsCommand() {
    return {.name = u"clients"_s,
            .operands = {},
            .summary = Words::tr("How does this client compare? Fires with Tidemark's engines and with whichever of\n"
                                 "aiohttp, wrk, hey, ab, h2load, oha, k6 and autocannon are installed, one after the\n"
                                 "other, each at a test server of its own on this machine, and prints one table."),
            .example = u"tidemark-cli clients --seconds 10 --concurrency 64\n"
                       "  tidemark-cli clients --only direct,wrk,aiohttp --json"_s,
            .options = {{u"seconds"_s, u"S"_s, Words::tr("how long each fires (5)")},
                        {u"concurrency"_s, u"C"_s, Words::tr("connections of each (64)")},
                        {u"threads"_s, u"N"_s, Words::tr("of those that can be told how many (1)")},
                        {u"body-size"_s, u"N"_s, Words::tr("bytes of an answer (1,000)")},
                        {u"only"_s, u"NAMES"_s, Words::tr("these alone, with commas between them: %1").arg(allNames())},
                        {u"json"_s, {}, Words::tr("print JSON, one object a client")}},
            .leastOperands = 0,
            .mostOperands = 0,
            .run = run};
}

} // namespace cli
