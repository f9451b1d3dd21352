#pragma once

#include <QDBusConnection>
#include <QDBusUnixFileDescriptor>
#include <QProcess>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

namespace stage {

// What a desktop offers to keep the screen on: remembers who asked.
class ScreenSaver : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.ScreenSaver")

public:
    QStringList held;
    QList<uint> givenBack;

public Q_SLOTS:
    uint Inhibit(const QString& program, const QString& why) {
        held << QString(program + QStringLiteral(": ") + why);
        return static_cast<uint>(40 + held.size());
    }
    void UnInhibit(uint cookie) { givenBack << cookie; }
};

// What systemd offers: sleep is put off while the other end of a pipe is open.
class LoginManager : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")

public:
    ~LoginManager() override { ::close(m_ours); }

    QStringList asked;

    bool isHeld() const {
        char byte = 0;
        return m_ours >= 0 && ::read(m_ours, &byte, 1) < 0; // nothing yet; 0 is the end
    }

public Q_SLOTS:
    QDBusUnixFileDescriptor Inhibit(const QString& what, const QString& who, const QString& why, const QString& mode) {
        asked << QStringList({what, who, why, mode}).join(u'|');
        int ends[2] = {-1, -1};
        if (::pipe2(ends, O_NONBLOCK | O_CLOEXEC) != 0)
            return {};
        ::close(std::exchange(m_ours, ends[0]));
        QDBusUnixFileDescriptor theirs(ends[1]);
        ::close(ends[1]);
        return theirs;
    }

private:
    int m_ours = -1; // the end that reads
};

// What a desktop offers under org.freedesktop.Notifications: remembers what it was told.
class NoteBoard : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    QStringList summaries;
    QStringList bodies;

public Q_SLOTS:
    uint Notify(const QString&, uint, const QString&, const QString& summary, const QString& body, const QStringList&,
                const QVariantMap&, int) {
        summaries << summary;
        bodies << body;
        return static_cast<uint>(summaries.size());
    }
};

// A bus of the test's own, in the place of both the session's and the system's, with such a desktop on it.
class DesktopBus {
public:
    // Before the program asks for a bus: what the environment says then holds to its end.
    bool start() {
        m_daemon.start(QStringLiteral("dbus-daemon"),
                       {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1")});
        if (!m_daemon.waitForReadyRead())
            return false;
        const QString address = QString::fromUtf8(m_daemon.readLine()).trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address.toUtf8());
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", address.toUtf8());
        QDBusConnection bus = QDBusConnection::connectToBus(address, QStringLiteral("desktop"));
        const auto offer = [&bus](const char* path, QObject& object) {
            return bus.registerObject(QString::fromLatin1(path), &object, QDBusConnection::ExportAllSlots);
        };
        return offer("/org/freedesktop/ScreenSaver", saver) && offer("/org/freedesktop/login1", manager) &&
               offer("/org/freedesktop/Notifications", notes) &&
               bus.registerService(QStringLiteral("org.freedesktop.ScreenSaver")) &&
               bus.registerService(QStringLiteral("org.freedesktop.login1")) &&
               bus.registerService(QStringLiteral("org.freedesktop.Notifications"));
    }
    void end() {
        m_daemon.terminate();
        m_daemon.waitForFinished();
    }

    ScreenSaver saver;
    LoginManager manager;
    NoteBoard notes;

private:
    QProcess m_daemon;
};

} // namespace stage
