#include "ui/benchmark/awake.h"

#include <QDBusConnection>
#include <QDBusUnixFileDescriptor>
#include <QProcess>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

// What a desktop offers to keep the screen on: remembers who asked.
class ScreenSaver : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.ScreenSaver")

public:
    QStringList held;
    QList<uint> givenBack;

public Q_SLOTS:
    uint Inhibit(const QString& program, const QString& why) {
        held << QString(program + u": " + why);
        return static_cast<uint>(40 + held.size());
    }
    void UnInhibit(uint cookie) { givenBack << cookie; }
};

// What systemd offers: sleep is put off while the other end of a pipe is open.
class LoginManager : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")

public:
    QStringList asked;
    int ours = -1; // the end that reads

    bool isHeld() const {
        char byte = 0;
        return ::read(ours, &byte, 1) < 0; // nothing yet; 0 is the end
    }

public Q_SLOTS:
    QDBusUnixFileDescriptor Inhibit(const QString& what, const QString& who, const QString& why, const QString& mode) {
        asked << QStringList({what, who, why, mode}).join(u'|');
        int ends[2] = {-1, -1};
        if (::pipe2(ends, O_NONBLOCK | O_CLOEXEC) != 0)
            return {};
        ours = ends[0];
        QDBusUnixFileDescriptor theirs(ends[1]);
        ::close(ends[1]);
        return theirs;
    }
};

class AwakeTest : public QObject {
    Q_OBJECT

public:
    static void initMain() { qunsetenv("DBUS_SESSION_BUS_ADDRESS"); }

private Q_SLOTS:
    void theDesktopAndTheSystemAreAsked() {
        startBus();
        {
            ui::Awake awake;
            awake.hold(u"A benchmark is running"_s);
            awake.hold(u"again"_s); // once is enough
            QTRY_COMPARE(m_saver.held, QStringList(u"Tidemark: A benchmark is running"_s));
            QTRY_COMPARE(m_manager.asked, QStringList(u"sleep:idle|Tidemark|A benchmark is running|block"_s));
            QTRY_VERIFY(m_manager.isHeld());
            awake.letGo();
            QTRY_COMPARE(m_saver.givenBack, QList<uint>{41});
            QTRY_VERIFY(!m_manager.isHeld());
            awake.hold(u"the next"_s);
            QTRY_COMPARE(m_saver.held.size(), 2);
        }
        QTRY_COMPARE(m_saver.givenBack.size(), m_saver.held.size()); // it goes, and lets go
    }

    void whatIsAnsweredTooLateIsGivenBack() {
        startBus();
        m_saver.held.clear();
        m_saver.givenBack.clear();
        ui::Awake awake;
        awake.hold(u"short"_s);
        awake.letGo(); // before the answer
        QTRY_COMPARE(m_saver.held.size(), 1);
        QTRY_COMPARE(m_saver.givenBack.size(), 1);
    }

    void cleanupTestCase() {
        m_daemon.terminate();
        m_daemon.waitForFinished();
    }

private:
    void startBus() {
        if (m_daemon.state() == QProcess::Running)
            return;
        m_daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address=1"_s});
        QVERIFY2(m_daemon.waitForReadyRead(), qPrintable(m_daemon.errorString()));
        const QString address = QString::fromUtf8(m_daemon.readLine()).trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address.toUtf8());
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", address.toUtf8());
        QDBusConnection bus = QDBusConnection::connectToBus(address, u"desktop"_s);
        QVERIFY(bus.registerObject(u"/org/freedesktop/ScreenSaver"_s, &m_saver, QDBusConnection::ExportAllSlots));
        QVERIFY(bus.registerObject(u"/org/freedesktop/login1"_s, &m_manager, QDBusConnection::ExportAllSlots));
        QVERIFY(bus.registerService(u"org.freedesktop.ScreenSaver"_s));
        QVERIFY(bus.registerService(u"org.freedesktop.login1"_s));
    }

    QProcess m_daemon;
    ScreenSaver m_saver;
    LoginManager m_manager;
};

QTEST_GUILESS_MAIN(AwakeTest)
#include "tst_awake.moc"
