#include "archive/advice.h"

#include "archive/errors.h"
#include "net/exchange.h"

#include <QCoreApplication>

namespace archive {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(archive)
};

QString adviceForStatus(int status) {
    switch (status) {
    case 401:
        return Words::tr("Sign in: give the user name and password for this site, then retry.");
    case 402:
    case 403:
        return Words::tr(
            "The site does not let this program in. Try the link in a browser; it may want you to sign in.");
    case 404:
    case 410:
        return Words::tr("Check the link for typing mistakes; the page may have moved or be gone for good.");
    case 407:
        return Words::tr("Check the proxy in Settings: it wants a user name and password.");
    case 408:
    case 425:
        return Words::tr("Retry in a moment.");
    case 429:
        return Words::tr(
            "The site wants fewer requests. Wait a while, or lower “in flight to one host” in Settings, then retry.");
    case 451:
        return Words::tr("The site may not show this page where you are.");
    default:
        return status >= 500 ? Words::tr("The site has a problem of its own. Retry later.")
                             : Words::tr("Try the link in a browser to see what the site says.");
    }
}

QString adviceForNet(net::ErrorKind kind, int status) {
    using net::ErrorKind;
    switch (kind) {
    case ErrorKind::None:
    case ErrorKind::Cancelled:
        return {};
    case ErrorKind::BadScheme:
        return Words::tr("Only links that begin with http:// or https:// can be archived.");
    case ErrorKind::BadLink:
        return Words::tr("Check the link: it must name a site and be no longer than 8 KiB.");
    case ErrorKind::NameNotFound:
        return Words::tr("Check the name of the site for typing mistakes; it may no longer exist.");
    case ErrorKind::NameLookupFailed:
    case ErrorKind::Unreachable:
        return Words::tr("Check your network connection, then retry.");
    case ErrorKind::Refused:
        return Words::tr("The site is down or does not answer on this port. Retry later.");
    case ErrorKind::Reset:
        return Words::tr("The connection broke. Retry.");
    case ErrorKind::ConnectTimeout:
    case ErrorKind::IdleTimeout:
    case ErrorKind::Timeout:
        return Words::tr("The site was too slow. Retry later, or allow more time in Settings.");
    case ErrorKind::Tls:
        return Words::tr("The site's certificate cannot be trusted, or the clock of this computer is wrong. "
                         "Try the link in a browser to see why.");
    case ErrorKind::TooLarge:
        return Words::tr("Allow larger pages in Settings, then retry.");
    case ErrorKind::BadResponse:
        return Words::tr("What the site sent is not a page. Try the link in a browser.");
    case ErrorKind::TooManyRedirects:
        return Words::tr("The site sends its visitors in a circle. It may want cookies or a sign-in: try a browser.");
    case ErrorKind::PrivateAddress:
        return Words::tr("The page leads into a private network. If you want what is there, archive that link itself.");
    case ErrorKind::NoDescriptors:
    case ErrorKind::NoLocalPort:
        return Words::tr("This computer has no connections left for now. Lower “in flight” in Settings, then retry.");
    case ErrorKind::Proxy:
        return Words::tr("Check the proxy in Settings.");
    case ErrorKind::HttpStatus:
        return adviceForStatus(status);
    case ErrorKind::Unknown:
        return Words::tr("Retry; if it fails again, try the link in a browser.");
    }
    return {};
}

} // namespace

QString adviceFor(const QByteArray& errorKind, int status) {
    if (errorKind == emptyBody)
        return Words::tr("The site answered without a page. Retry later, or try the link in a browser.");
    if (errorKind == waitTooLong)
        return Words::tr("Retry after the time the site named.");
    if (errorKind == notStored)
        return Words::tr("Check the library (tidemark-cli verify), then retry.");
    const std::optional<net::ErrorKind> kind = net::errorFromName(errorKind);
    return kind ? adviceForNet(*kind, status) : QString();
}

} // namespace archive
