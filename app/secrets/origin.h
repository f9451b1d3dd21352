#pragma once

#include <QString>

class QUrl;

namespace secrets {

// What a login is kept for: scheme, host and port of a link, "https://example.org:8443".
QString originOf(const QUrl& link);

} // namespace secrets
