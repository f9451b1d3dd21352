#pragma once

#include "base/result.h"
#include "bench/peer.h"

namespace bench {

// What a program says it has done.
struct PeerCounts {
    qint64 done = 0;    // with those that failed
    qint64 failed = 0;  // no answer, or one that was not a success
    double seconds = 0; // it fired, by its own clock: without its start

    bool operator==(const PeerCounts&) const = default;
};

inline constexpr char badOutput[] = "bad-output"; // error kind: nothing that this program would print

// From its standard output, run by peerCommand() in the locale C. What it prints may be anything: counts below 0, times
// that are none and texts without figures are badOutput.
base::Result<PeerCounts> peerCounts(PeerKind kind, const QByteArray& output);

} // namespace bench
