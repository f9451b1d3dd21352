#pragma once

#include "measure/histogram.h"

namespace measure {

// Where the time of a load's requests went, in µs. What an engine cannot see has no values.
struct Breakdown {
    // The phases. A connection that was kept open looks nothing up and greets nobody again.
    Histogram lookUp;    // of a name, once a server, before the run
    Histogram connect;   // TCP, of each connection that was made
    Histogram tls;       // its handshake
    Histogram firstByte; // request sent → first byte of the answer; of what succeeded, as is …
    Histogram body;      // … first byte → last
    // Of an open loop, whose latency is the response time, due → done:
    Histogram service; // sent → done, of what succeeded
    Histogram waited;  // due → sent, of all that was sent

    void merge(const Breakdown& other);
};

} // namespace measure
