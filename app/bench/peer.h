#pragma once

#include "bench/loadresult.h"

#include <QStringList>

#include <chrono>
#include <optional>

namespace bench {

// "How does this client compare?": Tidemark's engines and the load programs people know, on the same work. This file
// is what is known of them before anything runs.
enum class PeerKind { Direct, Qt, Sequential, Aiohttp, Wrk, Hey, Ab, H2load, Oha, K6, Autocannon };
inline constexpr PeerKind peerKinds[] = {PeerKind::Direct, PeerKind::Qt,  PeerKind::Sequential, PeerKind::Aiohttp,
                                         PeerKind::Wrk,    PeerKind::Hey, PeerKind::Ab,         PeerKind::H2load,
                                         PeerKind::Oha,    PeerKind::K6,  PeerKind::Autocannon};

inline constexpr int leastPeerSeconds = 1;
inline constexpr int mostPeerSeconds = 60;
inline constexpr int mostPeerConnections = 500; // beside what a program opens itself, below the usual 1,024 descriptors
inline constexpr int mostPeerThreads = 64;
inline constexpr qint64 mostPeerBody = 10'000'000;

QString peerName(PeerKind kind); // "wrk"; stable
std::optional<PeerKind> peerFromName(const QString& name);
QString peerSentence(PeerKind kind); // what it is, for people
QString peerPackage(PeerKind kind);  // Debian's; empty: Debian has none, or it is Tidemark
constexpr bool isOwnEngine(PeerKind kind) {
    return kind == PeerKind::Direct || kind == PeerKind::Qt || kind == PeerKind::Sequential;
}

// The same for each of them: GET over connections that stay open, for so long. (wrk can be given a time only, no
// number of requests.) `sequential` uses one connection whatever is asked for: that is what it is.
struct PeerWork {
    std::chrono::seconds time{5};
    int connections = 64;
    int threads = 1;         // of those that can be told: direct, wrk, h2load, hey, autocannon
    qint64 bodySize = 1'000; // of an answer

    bool operator==(const PeerWork&) const = default;
};

// What is started: never through a shell, each argument as it is.
struct PeerCommand {
    QString program;
    QStringList arguments;
    QByteArray input; // on its standard input, which is then closed
};

// Where it is installed, what is tried first at the front; nothing where it is not. `folders` as in PATH; several only
// for aiohttp, which one Python may have and another not. `ownProgram`: tidemark-cli.
QStringList peerPrograms(PeerKind kind, const QStringList& folders, const QString& ownProgram);
PeerCommand peerCommand(PeerKind kind, const QString& program, const QString& link, const PeerWork& work);
inline constexpr int peerLacksModule = 77; // exit status of our script: this Python has no aiohttp

} // namespace bench
