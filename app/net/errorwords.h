#pragma once

#include <QString>
#include <QUrl>

namespace net {

inline constexpr qsizetype longestErrorWords = 200;

// What Qt or a server said of an error, as one line that can be shown anywhere: nothing that cannot be printed, at most
// `longestErrorWords` characters, and without the user and the password of the link that was asked for.
QString errorWords(const QString& said, const QUrl& link = {});

} // namespace net
