#pragma once

#include "bench/loadplan.h"
#include "bench/series.h"
#include "measure/breakdown.h"
#include "measure/recorder.h"

#include <QDateTime>

#include <map>
#include <string>

namespace bench {

// What a process used, as /usr/bin/time tells it.
struct ProcessUse {
    double cpuUserS = 0;
    double cpuSystemS = 0;
    qint64 peakRssBytes = 0;
};

inline constexpr char badResult[] = "bad-result"; // error kind: what was kept cannot be read

enum class Verdict {
    ServerBound,      // "server-bound": the answers are what took the time, and that was seen
    ClientBound,      // "client-bound": a thread of ours was busy ≥ 90 %, or its event loop late below the ceiling
    ConcurrencyBound, // "limited by concurrency": the ceiling was reached (≥ 95 %)
    Errors,           // "errors": more than 1 % failed
    TooLittle,        // "not enough to say": fewer than 100 requests, or less than a second
    Unclear,          // "unclear": none of the above was seen
    Nothing,          // "nothing measured": no request was answered, or failed by itself
    RateMissed,       // "target rate not reached": open loop, and more than 1 % of what was due could not be sent
    RateHeld,         // "target rate held": open loop, and what was due was sent
};
inline constexpr double busyThread = 0.9; // of a core
QString verdictName(Verdict verdict);     // the stable text

// What became of a plan. requests = completed + notSent and completed = succeeded + failed hold always.
struct LoadResult {
    LoadPlan plan; // with the target that was used
    QDateTime startedAt;
    measure::Tick total; // of the measured requests, the last tick
    qint64 requests = 0; // planned; where only the duration was given, those that were sent
    qint64 notSent = 0;  // of an open loop also what was due and found no place until the time was over
    int places = 0; // the most in flight at a time, where this computer or the engine allowed fewer; 0: `concurrency`
    std::chrono::nanoseconds elapsed{}; // first request sent → last outcome
    std::chrono::nanoseconds warmUp{};
    qint64 warmUpRequests = 0;
    std::optional<double> steadyPerMinute; // from when each place had an outcome to the last one sent
    std::optional<double> meanDelayS;      // as the server says in its header `delay`, or as the plan's server draws
    std::map<std::string, quint64> waits;  // by error kind (no-descriptors, no-local-port): waited out and sent again
    std::map<std::string, QString> errorExamples; // by error kind, of those that came: what was first said of it
    ProcessUse client;
    std::optional<ProcessUse> server; // the built-in one
    measure::Breakdown breakdown;
    // Packets and connections that the kernel of this computer dropped meanwhile, whoever's they were: full queues of
    // network cards (softnet), listeners and sockets. Nothing where it does not say.
    std::optional<qint64> kernelDrops;
    double busiestThreadShare = 0;        // of one core, 0…1
    std::optional<double> lateP99Ms;      // how late the engine's event loop was
    std::optional<double> interfaceShare; // CPU of the interface thread ÷ CPU time of the cores; none without a window
    std::optional<double> othersShare; // of all cores, used by neither client nor built-in server; none in short runs
    // bestPossible() with the places there were; nothing when not all was sent, or not all succeeded.
    std::optional<std::chrono::milliseconds> bestTime; // kept by judge(): up to a second is spent on it
    bool stopped = false;                              // by a person, or the server ended: a partial result
    bool serverDied = false;                           // the built-in one, in mid-run
    Verdict verdict = Verdict::ServerBound;
    QStringList warnings;

    int mostInFlight() const;                       // at a time
    bool isHeldBack() const;                        // fewer than the plan wants
    double perMinute() const;                       // completed ÷ elapsed, with what failed and was cancelled
    double succeededPerMinute() const;              // what every text and threshold goes by
    bool clientWasTheLimit() const;                 // a thread of ours was busy, or its event loop late
    std::uint64_t cancelledByStop() const;          // under way when the run was stopped; counted as failed
    std::uint64_t trulyFailed() const;              // without these
    double serverBusyShare() const;                 // of one core, by the built-in server; 0 without it
    double meanInFlight() const;                    // time-weighted
    std::optional<double> ceilingPerMinute() const; // mostInFlight() ÷ mean delay
    // steady ÷ ceiling, of a closed loop; nothing for a run without a steady part
    std::optional<double> ceilingShare() const;
    // Of a closed loop; an open one is held against its rate. How near it came to what is possible: the share of the
    // ceiling, or, in a run without a steady part, whose last requests leave places empty, the best time ÷ elapsed.
    std::optional<double> possibleShare() const;
};
std::uint64_t cancelledOf(const measure::Tick& total); // requests that were cancelled: only a stop does so

// Sets the best time, the verdict and the warnings, Little's law among them. Not for a thread that shows something: a
// run of ten million requests takes it a second.
void judge(LoadResult& result);
std::optional<std::chrono::milliseconds> bestTimeOf(const LoadResult& result); // worked out again: as dear
QString verdictWords(const LoadResult& result); // the verdict as a sentence, with what it rests on
QString quotableSentence(const LoadResult& result);

QJsonObject resultToJson(const LoadResult& result); // its figures, latencies in ms; see runToJson()
// A result as it was kept; the histograms apart, because JSON holds their percentiles only. badResult.
base::Result<LoadResult> resultFromJson(const QJsonObject& json, const QByteArray& histograms);
QByteArray histogramsOf(const LoadResult& result); // CBOR

} // namespace bench
