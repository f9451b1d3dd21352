#include "net/exchange.h"

#include <QCoreApplication>

#include <array>

namespace net {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(net)
};

struct Named {
    ErrorKind kind;
    const char* name;
};

constexpr std::array names{
    Named{ErrorKind::None, ""},
    Named{ErrorKind::BadScheme, "bad-scheme"},
    Named{ErrorKind::BadLink, "bad-link"},
    Named{ErrorKind::NameNotFound, "name-not-found"},
    Named{ErrorKind::NameLookupFailed, "name-lookup-failed"},
    Named{ErrorKind::Refused, "refused"},
    Named{ErrorKind::Unreachable, "unreachable"},
    Named{ErrorKind::Reset, "reset"},
    Named{ErrorKind::Truncated, "truncated"},
    Named{ErrorKind::ConnectTimeout, "connect-timeout"},
    Named{ErrorKind::IdleTimeout, "idle-timeout"},
    Named{ErrorKind::FirstByteTimeout, "first-byte-timeout"},
    Named{ErrorKind::Timeout, "timeout"},
    Named{ErrorKind::Tls, "tls"},
    Named{ErrorKind::TooLarge, "too-large"},
    Named{ErrorKind::BadResponse, "bad-response"},
    Named{ErrorKind::TooManyRedirects, "too-many-redirects"},
    Named{ErrorKind::PrivateAddress, "private-address"},
    Named{ErrorKind::NoDescriptors, "no-descriptors"},
    Named{ErrorKind::NoLocalPort, "no-local-port"},
    Named{ErrorKind::Proxy, "proxy"},
    Named{ErrorKind::Cancelled, "cancelled"},
    Named{ErrorKind::HttpStatus, "http-status"},
    Named{ErrorKind::Unknown, "unknown"},
};

// What happened; what to do about it is said by whoever knows what it was for (archive::adviceFor).
QString sentence(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::None:
        return {};
    case ErrorKind::BadScheme:
        return Words::tr("The link leads to something that is neither http nor https.");
    case ErrorKind::BadLink:
        return Words::tr("This is not a link that can be fetched.");
    case ErrorKind::NameNotFound:
        return Words::tr("There is no server of this name.");
    case ErrorKind::NameLookupFailed:
        return Words::tr("The server's name could not be looked up.");
    case ErrorKind::Refused:
        return Words::tr("The server refused the connection.");
    case ErrorKind::Unreachable:
        return Words::tr("The server cannot be reached from here.");
    case ErrorKind::Reset:
        return Words::tr("The connection was closed before the page was complete.");
    case ErrorKind::Truncated:
        return Words::tr("The answer was shorter than the server had said.");
    case ErrorKind::ConnectTimeout:
        return Words::tr("The server did not accept the connection in time.");
    case ErrorKind::IdleTimeout:
        return Words::tr("The server stopped answering.");
    case ErrorKind::FirstByteTimeout:
        return Words::tr("The server did not begin to answer in time.");
    case ErrorKind::Timeout:
        return Words::tr("The page took too long in all.");
    case ErrorKind::Tls:
        return Words::tr("No secure connection could be made, so nothing was fetched.");
    case ErrorKind::TooLarge:
        return Words::tr("The page is larger than is allowed, so it was not kept.");
    case ErrorKind::BadResponse:
        return Words::tr("The server's answer could not be understood.");
    case ErrorKind::TooManyRedirects:
        return Words::tr("The link leads in a circle or through too many redirects.");
    case ErrorKind::PrivateAddress:
        return Words::tr("The link leads to a private address of this network, which was not asked for.");
    case ErrorKind::NoDescriptors:
        return Words::tr("This computer allows no more open files.");
    case ErrorKind::NoLocalPort:
        return Words::tr("This computer has no free network port left.");
    case ErrorKind::Proxy:
        return Words::tr("The proxy could not be used.");
    case ErrorKind::Cancelled:
        return Words::tr("Cancelled.");
    case ErrorKind::HttpStatus:
        return Words::tr("The server answered with an error.");
    case ErrorKind::Unknown:
        return Words::tr("Something went wrong that has no name.");
    }
    return {};
}

} // namespace

const char* errorName(ErrorKind kind) {
    for (const Named& named : names) {
        if (named.kind == kind)
            return named.name;
    }
    return "unknown";
}

std::optional<ErrorKind> errorFromName(const QByteArray& name) {
    for (const Named& named : names) {
        if (name == named.name)
            return named.kind;
    }
    return std::nullopt;
}

QString errorSentence(ErrorKind kind, const QString& detail) {
    if (detail.isEmpty())
        return sentence(kind);
    if (kind == ErrorKind::None)
        return {};
    if (kind == ErrorKind::Tls)
        return Words::tr("No secure connection could be made: %1", "a reason, with its full stop")
            .arg(detail.endsWith(u'.') ? detail : QString(detail % u'.'));
    return Words::tr("%1: %2", "what it is about, then a sentence").arg(detail, sentence(kind));
}

QByteArray headerValue(const Headers& headers, const QByteArray& name) {
    for (const Header& header : headers) {
        if (header.first.compare(name, Qt::CaseInsensitive) == 0)
            return header.second;
    }
    return {};
}

} // namespace net
