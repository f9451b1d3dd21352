#pragma once

#include "measure/breakdown.h"

#include <QString>

#include <array>

namespace bench {

// One of what a breakdown tells. `key`: stable, as results and exports call it.
struct BreakdownPart {
    const char* key;
    measure::Histogram measure::Breakdown::*values;
};
using Breakdown = measure::Breakdown;

// In the order in which a request goes through them.
inline constexpr std::array phases{BreakdownPart{"name_lookup", &Breakdown::lookUp},
                                   BreakdownPart{"connect", &Breakdown::connect}, BreakdownPart{"tls", &Breakdown::tls},
                                   BreakdownPart{"first_byte", &Breakdown::firstByte},
                                   BreakdownPart{"body", &Breakdown::body}};
// Of an open loop, beside the response time.
inline constexpr std::array openLoopParts{BreakdownPart{"service", &Breakdown::service},
                                          BreakdownPart{"queue_wait", &Breakdown::waited}};

QString partName(const BreakdownPart& part); // for people
bool isEmpty(const Breakdown& breakdown);    // the engine cannot see where the time went

// What a latency of this run is: "Latency", or of an open loop "Response time".
QString latencyName(bool openLoop);
QString loopWords(bool openLoop); // "closed loop: the next request goes out when one has ended", or …

} // namespace bench
