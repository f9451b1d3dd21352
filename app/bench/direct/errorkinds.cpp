#include "bench/direct/errorkinds.h"

#include <cerrno>

namespace bench::direct {

net::ErrorKind errorKindOf(int error) {
    switch (error) {
    case ECONNREFUSED:
        return net::ErrorKind::Refused;
    case ECONNRESET:
    case EPIPE:
    case ECONNABORTED:
        return net::ErrorKind::Reset;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case EAFNOSUPPORT:
        return net::ErrorKind::Unreachable;
    case ETIMEDOUT:
        return net::ErrorKind::ConnectTimeout;
    case EMFILE:
    case ENFILE:
        return net::ErrorKind::NoDescriptors;
    case EADDRNOTAVAIL:
    case EADDRINUSE: // bind() to an address of ours: all its ports are taken
        return net::ErrorKind::NoLocalPort;
    default:
        return net::ErrorKind::Unknown;
    }
}

} // namespace bench::direct
