#pragma once

#include "net/exchange.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <sys/socket.h>

namespace net {

class Resolver;
using ResolverMaker = std::function<std::unique_ptr<Resolver>()>;

// As connect(2) takes it.
struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = 0;
};

// A server and how it is reached.
struct Route {
    std::string host; // for SNI and its certificate: a name, or an address without brackets
    bool overTls = false;
    bool hostIsAddress = false;
    std::vector<SocketAddress> addresses; // in the order to try them; none: `error` says why
    ErrorKind error = ErrorKind::None;
    std::chrono::nanoseconds lookUp{-1}; // of its name; negative: it has none, or it was not found in time
};

// Of an address of this computer, to come from; nothing where the text is no address.
std::optional<SocketAddress> localAddress(const QString& text);

// Finds the addresses of servers, each name once, before a run: no request waits for a look-up. Lives in one thread
// with an event loop.
class RouteFinder {
public:
    using Found = std::function<void(std::vector<Route> routes)>;

    // Calls `found` once, from the event loop; what was not found within `timeout` has NameLookupFailed.
    RouteFinder(const std::vector<QUrl>& origins, std::chrono::milliseconds timeout, const ResolverMaker& lookUp,
                Found found);
    ~RouteFinder(); // nothing is told any more

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace net
