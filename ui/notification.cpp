#include "ui/notification.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QVariantMap>

namespace ui {

// Desktop Notifications Specification 1.2, "Notify".
void notifyDesktop(QObject*, const QString& summary, const QString& text) {
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return; // asking for a bus that nobody named could start one
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    const QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("io.github.tidemark.Tidemark")}};
    call << QStringLiteral("Tidemark") << uint(0) << QStringLiteral("io.github.tidemark.Tidemark") << summary
         << text.toHtmlEscaped() << QStringList() << hints << -1;
    QDBusConnection::sessionBus().send(call);
}

} // namespace ui
