#include "net/loaderrors.h"

#include "net/errorwords.h"
#include "net/replyerror.h"

#include <QCoreApplication>
#include <QLocale>
#include <QNetworkReply>

namespace net {

using namespace std::chrono_literals;

namespace {

constexpr auto scarceFor = 2s; // a connection that fails for no known reason within it failed for the same

struct Words {
    Q_DECLARE_TR_FUNCTIONS(net)
};

// Qt's text of an error status names the link and not the status; the others are of the socket.
QString said(const LoadSlot& slot, ErrorKind kind) {
    const QNetworkReply* reply = slot.reply;
    if (kind == ErrorKind::Truncated)
        return Words::tr("%1 of %2 bytes came.")
            .arg(QLocale().toString(slot.received),
                 QLocale().toString(reply->header(QNetworkRequest::ContentLengthHeader).toLongLong()));
    if (kind == ErrorKind::HttpStatus)
        return QString(QString::number(slot.answer.status) % u' ' %
                       reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString());
    if (reply && reply->error() != QNetworkReply::NoError)
        return reply->errorString();
    return errorSentence(kind, slot.link.host());
}

} // namespace

bool isScarcity(ErrorKind kind) {
    return kind == ErrorKind::NoDescriptors || kind == ErrorKind::NoLocalPort;
}

ErrorKind LoadErrors::kindOf(const LoadSlot& slot, bool suspect) {
    const ErrorKind kind = kindOfReply(slot);
    if (slot.isNoAnswer() || (kind == ErrorKind::None && slot.hasBadLength()))
        return ErrorKind::BadResponse;
    if (kind == ErrorKind::Reset && suspect)
        return ErrorKind::BadResponse;
    const bool hasEnded = kind == ErrorKind::None || kind == ErrorKind::HttpStatus || kind == ErrorKind::Reset;
    if (hasEnded && slot.isTooShort(m_method)) // Qt tells a close and a reset alike
        return ErrorKind::Truncated;
    return kind;
}

QString LoadErrors::example(const LoadSlot& slot, ErrorKind kind) {
    if (kind == ErrorKind::None || kind == ErrorKind::Cancelled || !m_told.insert(kind).second)
        return {};
    return errorWords(said(slot, kind), slot.link);
}

// When the kernel is asked why, what was missing may be there again. What has gone out is not asked again for a guess,
// and where that may do harm not at all: the connection broke.
ErrorKind LoadErrors::kindOfReply(const LoadSlot& slot) {
    const LoadRoute& route = *slot.place.route;
    const QNetworkReply::NetworkError error = slot.reply->error();
    const ErrorKind kind =
        net::kindOf(error, slot.answer.status, slot.sent, route.address, static_cast<quint16>(route.port));
    const auto now = std::chrono::steady_clock::now();
    const bool unnamed = error == QNetworkReply::UnknownNetworkError && slot.answer.status == 0;
    if (isScarcity(kind)) {
        m_scarce = kind;
        m_scarceAt = now;
        if (slot.sent && !isSafe(m_method))
            return ErrorKind::Reset;
    } else if (unnamed && !slot.sent && m_scarce != ErrorKind::None && now - m_scarceAt < scarceFor) {
        return m_scarce;
    }
    return kind;
}

} // namespace net
