#include "secrets/origin.h"

#include <QUrl>

namespace secrets {

QString originOf(const QUrl& link) {
    return link.adjusted(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment).toString();
}

} // namespace secrets
