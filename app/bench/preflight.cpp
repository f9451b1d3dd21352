#include "bench/preflight.h"

#include "bench/direct/sources.h"

#include "base/descriptors.h"
#include "base/file.h"
#include "bench/processuse.h"
#include "net/limits.h"
#include "net/loadclient.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

// The engine's own: its threads' wake-ups, a look-up, /proc.
constexpr int engineDescriptors = 12;
constexpr int usualThreads = 8;
constexpr int threadDescriptors = 2;   // of the direct engine: its event set and its wake-up
constexpr int tlsDescriptors = 2 * 16; // wake-ups of the managers' threads
// Measured with bodies of 450 KB without delay: what a connection holds at most, and the program itself.
constexpr qint64 bytesOfConnection = 72 * 1024;
constexpr qint64 bytesOfDirectConnection = 12 * 1024; // whatever the bodies: they are dropped as they come
constexpr qint64 bytesOfProgram = 30'000'000;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

bool overTls(const LoadPlan& plan) { // by QNetworkAccessManager, whose connections are few then
    return plan.engine != EngineKind::Direct && plan.target.startsWith("https:"_L1, Qt::CaseInsensitive);
}

QString number(qint64 value) {
    return QLocale().toString(value);
}

int localPorts() {
    const QByteArray text =
        base::readFile(u"/proc/sys/net/ipv4/ip_local_port_range"_s, 1'024).valueOr(QByteArray()).simplified();
    const QByteArrayList ends = text.split(' ');
    return ends.size() == 2 ? ends.at(1).toInt() - ends.at(0).toInt() + 1 : 0;
}

void capOverTls(int concurrency, Preflight& preflight) {
    if (preflight.cap <= net::LoadClient::mostOverTls)
        return;
    preflight.cap = net::LoadClient::mostOverTls;
    preflight.notes << Words::tr("%1 requests at a time are wanted. Over https this engine has at most %2 in flight: "
                                 "QNetworkAccessManager opens no more connections.")
                           .arg(number(concurrency), number(net::LoadClient::mostOverTls));
}

void checkDescriptors(const LoadPlan& plan, Preflight& result) {
    const int before = base::descriptorLimit();
    const int limit = base::raiseDescriptorLimit();
    const int own = base::openDescriptors() + base::descriptorReserve(1, 2) + engineDescriptors +
                    (overTls(plan) ? tlsDescriptors : 0) +
                    (plan.engine == EngineKind::Direct ? threadDescriptors * std::max(plan.threads, usualThreads) : 0);
    const int free = std::max(0, limit - own);
    if (limit > before && before - own < result.cap)
        result.notes << Words::tr("The limit of open files was raised from %1 to %2 for this run.")
                            .arg(number(before), number(limit));
    result.idle = std::clamp(free - result.cap, 0, net::limits::idleOfLoad);
    if (free >= result.cap)
        return;
    result.notes << Words::tr("%1 requests at a time are wanted, but this computer allows the program %2 open files. "
                              "Tidemark keeps at most %3 in flight; the others wait their turn.")
                        .arg(number(result.cap), number(limit), number(free));
    result.cap = free;
}

// How many addresses of this computer the connections may come from; see direct::Sources.
int sourceAddresses(const LoadPlan& plan) {
    if (plan.engine != EngineKind::Direct)
        return 1;
    if (!plan.localAddresses.isEmpty())
        return static_cast<int>(plan.localAddresses.size());
    const bool toLoopback = plan.server || QUrl(plan.target).host().startsWith("127."_L1);
    return toLoopback ? direct::Sources::mostOfLoopback : 1;
}

void checkPorts(const LoadPlan& plan, Preflight& result) {
    const int ports = localPorts() * sourceAddresses(plan);
    if (ports > 0 && ports < result.cap)
        result.notes << Words::tr("%1 requests at a time are wanted, but this computer has %2 local ports. Requests "
                                  "that find none wait for one and are sent again; the result says how often.")
                            .arg(number(result.cap), number(ports));
    else if (ports > 0 && !plan.keepAlive)
        result.notes << Words::tr("Without keep-alive each request takes one of %1 local ports, and one that this "
                                  "computer closed first is not free for a minute. Requests that find none wait.")
                            .arg(number(ports));
}

void checkMemory(const LoadPlan& plan, Preflight& result) {
    const bool direct = plan.engine == EngineKind::Direct;
    const qint64 wanted = bytesOfProgram + result.cap * (direct ? bytesOfDirectConnection : bytesOfConnection);
    const qint64 free = freeMemory();
    if (free > 0 && wanted > free)
        result.notes << Words::tr("The run may need %1 of memory, and %2 are free: it may become slow.")
                            .arg(QLocale().formattedDataSize(wanted, 0), QLocale().formattedDataSize(free, 0));
}

} // namespace

// The threads of https take descriptors of their own, first from what may stay open.
void holdOverTls(const LoadPlan& plan, Preflight& preflight) {
    if (plan.engine == EngineKind::Direct)
        return;
    capOverTls(plan.concurrency, preflight);
    preflight.cap = std::max(1, preflight.cap + std::min(0, preflight.idle - tlsDescriptors));
    preflight.idle = std::max(0, preflight.idle - tlsDescriptors);
}

void noteOrigins(const LoadPlan& plan, qsizetype origins, Preflight& preflight) {
    const int kept = preflight.idle / net::limits::connectionsPerGroup;
    if (!plan.keepAlive || origins < 2 || origins <= kept)
        return;
    preflight.notes << Words::tr("The links lead to more servers than connections can be kept open to, which is %1. A "
                                 "connection to any other server ends when nothing goes over it.")
                           .arg(number(kept));
}

Preflight preflight(const LoadPlan& plan) {
    Preflight result;
    result.cap = plan.engine == EngineKind::Sequential ? 1 : plan.concurrency;
    if (overTls(plan))
        capOverTls(plan.concurrency, result);
    checkDescriptors(plan, result);
    checkPorts(plan, result);
    checkMemory(plan, result);
    return result;
}

} // namespace bench
