#include "net/loaderrors.h"

#include "net/replyerror.h"

#include <QNetworkReply>

namespace net {

using namespace std::chrono_literals;

namespace {

constexpr auto scarceFor = 2s; // a connection that fails for no known reason within it failed for the same

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
    if ((kind == ErrorKind::None || kind == ErrorKind::HttpStatus) && slot.isTooShort(m_method))
        return ErrorKind::Reset;
    return kind;
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
