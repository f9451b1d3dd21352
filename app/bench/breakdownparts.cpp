#include "bench/breakdownparts.h"

#include <QCoreApplication>

#include <algorithm>

namespace bench {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

} // namespace

QString partName(const BreakdownPart& part) {
    if (part.values == &Breakdown::lookUp)
        return Words::tr("Name lookup");
    if (part.values == &Breakdown::connect)
        return Words::tr("Connecting");
    if (part.values == &Breakdown::tls)
        return Words::tr("TLS handshake");
    if (part.values == &Breakdown::firstByte)
        return Words::tr("First byte", "the time until it came");
    if (part.values == &Breakdown::body)
        return Words::tr("Body", "the time it took to come");
    return part.values == &Breakdown::service ? Words::tr("Service time") : Words::tr("Wait in the queue");
}

bool isEmpty(const Breakdown& breakdown) {
    const auto holdsNone = [&breakdown](const BreakdownPart& part) { return (breakdown.*part.values).count() == 0; };
    return std::all_of(phases.begin(), phases.end(), holdsNone) &&
           std::all_of(openLoopParts.begin(), openLoopParts.end(), holdsNone);
}

QString latencyName(bool openLoop) {
    return openLoop ? Words::tr("Response time") : Words::tr("Latency");
}

QString loopWords(bool openLoop) {
    return openLoop ? Words::tr("open loop: requests go out when they are due, not when an answer came")
                    : Words::tr("closed loop: the next request goes out when one has ended");
}

} // namespace bench
