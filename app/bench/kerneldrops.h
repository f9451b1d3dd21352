#pragma once

#include <QByteArray>

#include <optional>

namespace bench {

// Packets and connections that the kernel of this computer dropped since it began, whoever's they were, because a queue
// was full: that of a network card's packets, of connections a listener has not taken, of what a socket has not read.
// Nothing where Linux does not tell.
std::optional<qint64> kernelDropsSoFar();
// The same of the texts of /proc/net/softnet_stat and /proc/net/netstat; either may be empty.
std::optional<qint64> kernelDropsFrom(const QByteArray& softnet, const QByteArray& netstat);

} // namespace bench
