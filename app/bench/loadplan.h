#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <optional>

namespace bench {

inline constexpr char badPlan[] = "bad-plan"; // error kind: what is wrong and with which part

// What fires a plan. Stable texts: "sequential", "qt", "direct".
enum class EngineKind {
    Sequential, // one request after the other
    Qt,         // QNetworkAccessManager behind the request queue
    Direct,     // sockets of its own, in several threads
};
QString engineName(EngineKind kind);
QString engineSentence(EngineKind kind); // what it is, for people
std::optional<EngineKind> engineFromName(const QString& name);
inline constexpr EngineKind engineKinds[] = {EngineKind::Sequential, EngineKind::Qt, EngineKind::Direct};

// The built-in test server, run as a child (`tidemark-cli serve`) for the time of the run; texts as for its options.
struct ServerPlan {
    QString delay = QStringLiteral("0:3"); // empty: at once
    qint64 bodySize = 450'000;             // bytes; the article's page
    quint64 seed = 1;

    bool operator==(const ServerPlan&) const = default;
};

// The rate goes there from what it was, evenly over this time.
struct Stage {
    double rate = 0; // requests a second
    std::chrono::milliseconds time{0};

    bool operator==(const Stage&) const = default;
};
std::optional<Stage> stageFromText(const QString& text); // "500:30": to 500 requests a second within 30 seconds
QString stageText(const Stage& stage);

// What a benchmark does. Closed loop: at most `concurrency` requests in flight, the next goes out when one has ended.
// Open loop (`rate` or `stages`): a request goes out when it is due, not when an answer came; with `concurrency` in
// flight the next ones wait.
struct LoadPlan {
    QString name;
    QString target;    // a link; {} becomes the request's number, from 1; empty with `server`: its address
    QString linksFile; // or a file of links, taken in turn; then `target` is empty
    std::optional<ServerPlan> server; // none: the target is somebody else's
    QByteArray method = "GET";
    QList<std::pair<QByteArray, QByteArray>> headers;
    QString bodyFile;                      // request body; empty: none
    qint64 requests = 100;                 // measured ones; 0: as many as `duration` allows
    std::chrono::milliseconds duration{0}; // nothing new is sent after it; 0: until all requests are sent
    std::chrono::milliseconds warmUp{0};   // requests sent in it are left out of every figure and of `requests`
    int concurrency = 1;
    double rate = 0;     // requests a second that are due; 0: closed loop, where there are no stages either
    QList<Stage> stages; // after each other, from `rate` on; then `requests` and `duration` are 0: they say how long
    std::chrono::milliseconds connectTimeout{15'000};
    std::chrono::milliseconds firstByteTimeout{0}; // sent → first byte; 0: within `timeout`; the direct engine alone
    std::chrono::milliseconds timeout{60'000};     // of one request, from sending to its last byte
    bool keepAlive = true; // false: `Connection: close`; the server has to close first (QNetworkAccessManager does not)
    bool followRedirects = false; // within the same origin
    EngineKind engine = EngineKind::Qt;
    int threads = 0;            // of the direct engine; 0: one for each core this process may use, at most 8
    QString caFile;             // PEM: whom the direct engine trusts over https; empty: this system's authorities
    QStringList localAddresses; // that the direct engine comes from, in turn; empty: the system chooses
    bool insecure = false;      // over https: whatever certificate; the direct engine alone

    bool isOpenLoop() const { return rate > 0 || !stages.isEmpty(); }
    bool operator==(const LoadPlan&) const = default;
};

base::Result<void> checkPlan(const LoadPlan& plan); // badPlan; does not read the files it names
bool isLoopback(const QUrl& link);                  // by its host alone: localhost, 127.0.0.0/8, ::1

// As an object; values of headers that are secrets by their name (Authorization, Cookie, X-Api-Key …) are left out and
// come back as null, which checkPlan() refuses until they are given again.
QJsonObject planToJson(const LoadPlan& plan);
base::Result<LoadPlan> planFromJson(const QJsonObject& json); // badPlan
// That of a file: a plan, or the result of a run, whose plan is meant. Ready to be fired again; badPlan.
base::Result<LoadPlan> planFromFile(const QByteArray& text);
LoadPlan toFireAgain(LoadPlan plan); // one of a result: without the address that the built-in server had then
// For a shell, quoted: tidemark-cli bench …; secrets as SECRET. A file of links is not read: where it leads beyond this
// computer, the command asks for --remote.
QString planAsCommand(const LoadPlan& plan);
bool isSecret(const QByteArray& headerName); // by what it is called

// Known before the start where the server's delay is known: bestPossible() of a plan with up to 10,000 requests; mean
// of the delays × requests ÷ concurrency of a larger one; else what `duration` says; else nothing.
std::optional<std::chrono::milliseconds> expectedDuration(const LoadPlan& plan);

// What no client can beat: the delays that the built-in server draws from its seed, each in turn given to the place
// that is free first (listScheduling()). Nothing where the server is another one, makes nobody wait, the run has a
// duration or a warm-up, or has more requests than are worked out in a second.
std::optional<std::chrono::milliseconds> bestPossible(const LoadPlan& plan);

// The steps of "Making 1 million requests with python-aiohttp" (its figures: see ArticleFigures), each with the
// built-in server: 100 one at a time, 100 at once, 1,000, 10,000, 100,000 and 1,000,000 with 1,000 in flight.
struct ArticleFigures {
    QString elapsed; // as the article prints it
    QString memory;  // empty where it gives none
    std::chrono::milliseconds time{};
};
struct LadderStep {
    LoadPlan plan;
    ArticleFigures article;
};
QList<LadderStep> articleLadder();
// The plan's name; with a step's name it has to be that step: one that was changed says so.
QString nameOfPlan(const LoadPlan& plan);

} // namespace bench
