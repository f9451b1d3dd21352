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
        return Words::tr("Give your name and password for this site, then retry.");
    case 402:
    case 403:
        return Words::tr("Try the link in a browser; it may want you to sign in.");
    case 404:
        return Words::tr("Check the link for typing mistakes; the page may have moved.");
    case 407:
        return Words::tr("Check the proxy in Settings.");
    case 408:
    case 425:
        return Words::tr("Retry in a moment.");
    case 410:
        return Words::tr("Look for it elsewhere, or check the link for typing mistakes.");
    case 429:
        return Words::tr("Wait a while, or lower “in flight to one host” in Settings, then retry.");
    case 451:
        return Words::tr("Look for it elsewhere.");
    default:
        return status >= 500 ? Words::tr("Retry later.")
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
        return Words::tr("Look in a browser where it goes: only what begins with http:// or https:// can be archived.");
    case ErrorKind::BadLink:
        return Words::tr("Check it for typing mistakes: it must name a site and be no longer than 8 KiB.");
    case ErrorKind::NameNotFound:
        return Words::tr("Check the link for typing mistakes; the site may no longer exist.");
    case ErrorKind::NameLookupFailed:
    case ErrorKind::Unreachable:
        return Words::tr("Check your network connection, then retry.");
    case ErrorKind::Refused:
        return Words::tr("The site may be down: retry later.");
    case ErrorKind::Reset:
    case ErrorKind::Truncated:
        return Words::tr("Retry in a moment.");
    case ErrorKind::ConnectTimeout:
        return Words::tr("The site may be down: retry later, or allow more time in Settings.");
    case ErrorKind::IdleTimeout:
    case ErrorKind::FirstByteTimeout:
    case ErrorKind::Timeout:
        return Words::tr("Retry later, or allow more time in Settings.");
    case ErrorKind::Tls:
        return Words::tr("The site's certificate or the clock of this computer is wrong: try the link in a browser.");
    case ErrorKind::TooLarge:
        return Words::tr("Allow larger pages in Settings, then retry.");
    case ErrorKind::BadResponse:
        return Words::tr("Try the link in a browser: it may be no page at all.");
    case ErrorKind::TooManyRedirects:
        return Words::tr("The site may want cookies or a sign-in: try the link in a browser.");
    case ErrorKind::PrivateAddress:
        return Words::tr("If you want what is there, archive that link itself.");
    case ErrorKind::NoDescriptors:
        return Words::tr("Close other programs, or lower “in flight” in Settings, then retry.");
    case ErrorKind::NoLocalPort:
        return Words::tr("Wait a minute, or lower “in flight” in Settings, then retry.");
    case ErrorKind::Proxy:
        return Words::tr("Check the proxy in Settings.");
    case ErrorKind::HttpStatus:
        return adviceForStatus(status);
    case ErrorKind::Unknown:
        return Words::tr("Retry; if it fails again, try the link in a browser.");
    }
    return {};
}

// For what was stored without one.
QString sentenceOf(const QByteArray& errorKind, int status) {
    if (errorKind == emptyBody)
        return Words::tr("The site answered with nothing in it.");
    if (errorKind == waitTooLong)
        return Words::tr("The site asks not to come back for more than an hour.");
    if (errorKind == notStored)
        return Words::tr("The library did not take the page.");
    const std::optional<net::ErrorKind> kind = net::errorFromName(errorKind);
    if (kind == net::ErrorKind::HttpStatus && status > 0)
        return net::statusSentence(status);
    return kind ? net::errorSentence(*kind) : QString::fromLatin1(errorKind);
}

} // namespace

QString adviceFor(const QByteArray& errorKind, int status) {
    if (errorKind == emptyBody)
        return Words::tr("Retry later, or try the link in a browser.");
    if (errorKind == waitTooLong)
        return Words::tr("Retry after that.");
    if (errorKind == notStored)
        return Words::tr("Check the library (tidemark-cli verify), then retry.");
    const std::optional<net::ErrorKind> kind = net::errorFromName(errorKind);
    return kind ? adviceForNet(*kind, status) : QString();
}

QString failureSentence(const QByteArray& errorKind, int status, const QString& errorText) {
    return errorText.isEmpty() ? sentenceOf(errorKind, status) : errorText;
}

QString failureText(const QByteArray& errorKind, int status, const QString& errorText) {
    const QString advice = adviceFor(errorKind, status);
    const QString happened = failureSentence(errorKind, status, errorText);
    // Older libraries hold sentences that say what to do already.
    return advice.isEmpty() || happened.contains(advice) ? happened : QString(happened % u' ' % advice);
}

} // namespace archive
