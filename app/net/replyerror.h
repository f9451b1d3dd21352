#pragma once

#include "net/exchange.h"

#include <QHostAddress>
#include <QNetworkReply>

namespace net {

// What the kernel says when asked for one more connection to this address: NoDescriptors, NoLocalPort, Unreachable, or
// None when nothing is wrong here. Qt reports all of these as one unknown error. A null address: only the descriptor.
ErrorKind askKernel(const QHostAddress& address, quint16 port);

// Our kind for how a reply ended. `sent`: the request had gone out.
ErrorKind kindOf(QNetworkReply::NetworkError error, int status, bool sent, const QHostAddress& address, quint16 port);

} // namespace net
