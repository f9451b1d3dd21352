#include "bench/kerneldrops.h"

#include "base/file.h"

#include <QByteArrayList>
#include <QString>

#include <algorithm>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostOfAFile = 1024 * 1024; // a line for each of thousands of processors

// A line for each processor, in hexadecimal; the second number is of packets dropped (net/core/net-procfs.c).
std::optional<qint64> ofProcessors(const QByteArray& softnet) {
    std::optional<qint64> drops;
    for (const QByteArray& line : softnet.split('\n')) {
        bool isNumber = false;
        const qint64 dropped = line.simplified().split(' ').value(1).toUInt(&isNumber, 16);
        if (isNumber)
            drops = drops.value_or(0) + dropped;
    }
    return drops;
}

// ListenDrops counts what ListenOverflows does, and more; that a queue was pruned (PruneCalled) is no drop yet.
bool isDrop(const QByteArray& name) {
    static constexpr const char* names[] = {"ListenDrops", "TCPBacklogDrop", "RcvPruned", "TCPRcvQDrop"};
    return std::any_of(std::begin(names), std::end(names), [&name](const char* each) { return name == each; });
}

// Pairs of lines, "TcpExt: name name …" and "TcpExt: number number …".
std::optional<qint64> ofConnections(const QByteArray& netstat) {
    QByteArrayList names;
    std::optional<qint64> drops;
    for (const QByteArray& line : netstat.split('\n')) {
        if (!line.startsWith("TcpExt:"))
            continue;
        const QByteArrayList fields = line.simplified().split(' ');
        if (names.isEmpty()) {
            names = fields;
            continue;
        }
        for (qsizetype at = 1; at < std::min(names.size(), fields.size()); ++at) {
            bool isNumber = false;
            const qint64 number = fields.at(at).toLongLong(&isNumber);
            if (isNumber && number >= 0 && isDrop(names.at(at)))
                drops = drops.value_or(0) + number;
        }
        break;
    }
    return drops;
}

QByteArray textOf(const QString& file) {
    return base::readFile(file, mostOfAFile).valueOr(QByteArray());
}

} // namespace

std::optional<qint64> kernelDropsFrom(const QByteArray& softnet, const QByteArray& netstat) {
    const auto packets = ofProcessors(softnet);
    const auto connections = ofConnections(netstat);
    if (!packets && !connections)
        return std::nullopt;
    return packets.value_or(0) + connections.value_or(0);
}

std::optional<qint64> kernelDropsSoFar() {
    return kernelDropsFrom(textOf(u"/proc/net/softnet_stat"_s), textOf(u"/proc/net/netstat"_s));
}

} // namespace bench
