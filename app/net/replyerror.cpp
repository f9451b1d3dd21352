#include "net/replyerror.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace net {

namespace {

ErrorKind kindOfErrno(int error) {
    switch (error) {
    case EMFILE:
    case ENFILE:
        return ErrorKind::NoDescriptors;
    case EADDRNOTAVAIL:
        return ErrorKind::NoLocalPort;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case EACCES:
    case EPERM: // a firewall here
        return ErrorKind::Unreachable;
    default:
        return ErrorKind::None;
    }
}

int connectTo(int socket, const QHostAddress& address, quint16 port) {
    if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        sockaddr_in6 to{};
        to.sin6_family = AF_INET6;
        to.sin6_port = htons(port);
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        std::memcpy(&to.sin6_addr, &bytes, sizeof bytes);
        return connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to);
    }
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(address.toIPv4Address());
    return connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to);
}

// What is wrong with one more socket of this type, connected to the address; 0: nothing.
int errorOfProbe(int type, const QHostAddress& address, quint16 port) {
    const int family = address.protocol() == QAbstractSocket::IPv6Protocol ? AF_INET6 : AF_INET;
    const int probe = socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (probe < 0)
        return errno;
    const int error = !address.isNull() && connectTo(probe, address, port) != 0 ? errno : 0;
    close(probe);
    return error;
}

} // namespace

ErrorKind askKernel(const QHostAddress& address, quint16 port) {
    const int error = errorOfProbe(SOCK_STREAM, address, port);
    // Datagrams have local ports of their own: what they cannot reach either is no address this computer can use.
    if (error == EADDRNOTAVAIL && errorOfProbe(SOCK_DGRAM, address, port) == EADDRNOTAVAIL)
        return ErrorKind::Unreachable;
    return kindOfErrno(error);
}

ErrorKind kindOf(QNetworkReply::NetworkError error, int status, bool sent, const QHostAddress& address, quint16 port) {
    using Reply = QNetworkReply;
    const bool fromStatus = error >= Reply::ContentAccessDenied || error == Reply::ProxyAuthenticationRequiredError;
    if (status >= 400 && (fromStatus || error == Reply::NoError))
        return status == 407 ? ErrorKind::Proxy : ErrorKind::HttpStatus;
    switch (error) {
    case Reply::NoError:
        return status == 0 ? ErrorKind::BadResponse : ErrorKind::None;
    case Reply::ConnectionRefusedError:
        return ErrorKind::Refused;
    case Reply::RemoteHostClosedError:
    case Reply::ContentReSendError:
        return ErrorKind::Reset;
    case Reply::HostNotFoundError:
        return ErrorKind::NameNotFound;
    case Reply::TimeoutError:
        return sent ? ErrorKind::IdleTimeout : ErrorKind::ConnectTimeout;
    case Reply::OperationCanceledError:
        return ErrorKind::Cancelled;
    case Reply::SslHandshakeFailedError:
        return ErrorKind::Tls;
    case Reply::TemporaryNetworkFailureError:
    case Reply::NetworkSessionFailedError:
        return ErrorKind::Unreachable;
    case Reply::ProxyConnectionRefusedError:
    case Reply::ProxyConnectionClosedError:
    case Reply::ProxyNotFoundError:
    case Reply::ProxyTimeoutError:
    case Reply::ProxyAuthenticationRequiredError:
    case Reply::UnknownProxyError:
        return ErrorKind::Proxy;
    case Reply::ProtocolUnknownError:
    case Reply::ProtocolInvalidOperationError:
    case Reply::ProtocolFailure:
    case Reply::UnknownContentError: // the body could not be decoded
        return ErrorKind::BadResponse;
    default: {
        const ErrorKind kernel = askKernel(address, port);
        if (kernel != ErrorKind::None)
            return kernel;
        return sent ? ErrorKind::Reset : ErrorKind::Unknown;
    }
    }
}

} // namespace net
