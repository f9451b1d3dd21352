#pragma once

#include "base/result.h"

#include <QByteArray>

class QLocalSocket;

// What both ends of a hand-over share.
namespace net {

// A frame: a word, the length as four bytes, the bytes.
inline constexpr qsizetype handoverHeadSize = 8;
QByteArray framed(const QByteArray& bytes);
enum class Frame { Partial, Whole, Bad };
Frame stateOf(const QByteArray& received);

// The socket's name may stand in a folder that others can write to: the kernel says who is at the other end.
bool isSameUser(const QLocalSocket& socket);

// Of a socket that could not be connected: nobody listens there. Else whoever does is too busy to take it.
bool isForNobody(const QLocalSocket& socket);

base::Error handoverNobodyError();
base::Error handoverFailedError();
base::Error handoverTooLargeError();

} // namespace net
