#include "net/exchange.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace net {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(net)
};

struct Phrase {
    int status;
    const char* words;
};

// RFC 9110 §15, RFC 6585, 7725, 8297, 8470; never translated: people search for these words.
constexpr std::array phrases{
    Phrase{100, "Continue"},
    Phrase{101, "Switching Protocols"},
    Phrase{103, "Early Hints"},
    Phrase{200, "OK"},
    Phrase{201, "Created"},
    Phrase{202, "Accepted"},
    Phrase{203, "Non-Authoritative Information"},
    Phrase{204, "No Content"},
    Phrase{205, "Reset Content"},
    Phrase{206, "Partial Content"},
    Phrase{300, "Multiple Choices"},
    Phrase{301, "Moved Permanently"},
    Phrase{302, "Found"},
    Phrase{303, "See Other"},
    Phrase{304, "Not Modified"},
    Phrase{305, "Use Proxy"},
    Phrase{307, "Temporary Redirect"},
    Phrase{308, "Permanent Redirect"},
    Phrase{400, "Bad Request"},
    Phrase{401, "Unauthorized"},
    Phrase{402, "Payment Required"},
    Phrase{403, "Forbidden"},
    Phrase{404, "Not Found"},
    Phrase{405, "Method Not Allowed"},
    Phrase{406, "Not Acceptable"},
    Phrase{407, "Proxy Authentication Required"},
    Phrase{408, "Request Timeout"},
    Phrase{409, "Conflict"},
    Phrase{410, "Gone"},
    Phrase{411, "Length Required"},
    Phrase{412, "Precondition Failed"},
    Phrase{413, "Content Too Large"},
    Phrase{414, "URI Too Long"},
    Phrase{415, "Unsupported Media Type"},
    Phrase{416, "Range Not Satisfiable"},
    Phrase{417, "Expectation Failed"},
    Phrase{421, "Misdirected Request"},
    Phrase{422, "Unprocessable Content"},
    Phrase{425, "Too Early"},
    Phrase{426, "Upgrade Required"},
    Phrase{428, "Precondition Required"},
    Phrase{429, "Too Many Requests"},
    Phrase{431, "Request Header Fields Too Large"},
    Phrase{451, "Unavailable For Legal Reasons"},
    Phrase{500, "Internal Server Error"},
    Phrase{501, "Not Implemented"},
    Phrase{502, "Bad Gateway"},
    Phrase{503, "Service Unavailable"},
    Phrase{504, "Gateway Timeout"},
    Phrase{505, "HTTP Version Not Supported"},
    Phrase{511, "Network Authentication Required"},
};

QString meaningOf(int status) {
    switch (status) {
    case 401:
        return Words::tr("the site wants a user name and a password.");
    case 402:
        return Words::tr("the site wants to be paid for this page.");
    case 403:
        return Words::tr("the site does not let this program in.");
    case 404:
        return Words::tr("the site has no such page.");
    case 407:
        return Words::tr("the proxy wants a user name and a password.");
    case 408:
    case 425:
        return Words::tr("the site was not ready for the request.");
    case 410:
        return Words::tr("the page is gone for good.");
    case 429:
        return Words::tr("the site wants fewer requests.");
    case 451:
        return Words::tr("the site may not show this page where you are.");
    default:
        break;
    }
    if (status >= 500)
        return Words::tr("the site has a problem of its own.");
    return status >= 400 ? Words::tr("the site refused the request.") : Words::tr("the site sent no page.");
}

} // namespace

QString statusPhrase(int status) {
    const auto phrase =
        std::find_if(phrases.begin(), phrases.end(), [&](const Phrase& p) { return p.status == status; });
    if (phrase == phrases.end())
        return QString::number(status);
    return QString(QString::number(status) + QLatin1Char(' ') + QLatin1String(phrase->words));
}

QString statusSentence(int status) {
    return Words::tr("%1: %2", "a status such as 410 Gone, then what it means")
        .arg(statusPhrase(status), meaningOf(status));
}

} // namespace net
