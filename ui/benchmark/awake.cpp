#include "ui/benchmark/awake.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFile>
#include <QPointer>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

bool hasSystemBus() {
    return !qEnvironmentVariableIsEmpty("DBUS_SYSTEM_BUS_ADDRESS") || QFile::exists(u"/run/dbus/system_bus_socket"_s);
}

QDBusMessage desktopCall(const QString& method) {
    return QDBusMessage::createMethodCall(u"org.freedesktop.ScreenSaver"_s, u"/org/freedesktop/ScreenSaver"_s,
                                          u"org.freedesktop.ScreenSaver"_s, method);
}

} // namespace

Awake::Awake(QObject* parent)
    : QObject(parent) {}

Awake::~Awake() {
    letGo();
}

void Awake::hold(const QString& why) {
    if (std::exchange(m_holding, true))
        return;
    ++m_held;
    askDesktop(why);
    askSystem(why);
}

void Awake::letGo() {
    if (!std::exchange(m_holding, false))
        return;
    if (m_cookie)
        giveBack(*m_cookie);
    m_cookie.reset();
    m_lock = {};
}

void Awake::askDesktop(const QString& why) {
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return; // asking for a bus that nobody named could start one
    QDBusMessage call = desktopCall(u"Inhibit"_s);
    call << u"Tidemark"_s << why;
    // Not a child: an answer that comes when this is gone is given back too.
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call));
    connect(watcher, &QDBusPendingCallWatcher::finished, watcher,
            [self = QPointer<Awake>(this), watcher, held = m_held] {
                watcher->deleteLater();
                const QDBusPendingReply<uint> reply = *watcher;
                if (!reply.isValid())
                    return;
                if (self && self->m_holding && held == self->m_held)
                    self->m_cookie = reply.value();
                else
                    giveBack(reply.value());
            });
}

// https://systemd.io/INHIBITOR_LOCKS/
void Awake::askSystem(const QString& why) {
    if (!hasSystemBus())
        return;
    QDBusMessage call = QDBusMessage::createMethodCall(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
                                                       u"org.freedesktop.login1.Manager"_s, u"Inhibit"_s);
    call << u"sleep:idle"_s << u"Tidemark"_s << why << u"block"_s;
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::systemBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, held = m_held] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *watcher;
        if (reply.isValid() && m_holding && held == m_held)
            m_lock = reply.value();
    });
}

void Awake::giveBack(uint cookie) {
    QDBusMessage call = desktopCall(u"UnInhibit"_s);
    call << cookie;
    QDBusConnection::sessionBus().send(call);
}

} // namespace ui
