#include "archive/pipeline.h"
#include "tests/ui/stage.h"
#include "ui/archive/archivescreen.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QDBusConnection>
#include <QProcess>

#include <memory>

using namespace std::chrono_literals;

// What a desktop offers under org.freedesktop.Notifications: remembers what it was told.
class Desktop : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Note {
        QString program, summary, body;
    };
    QList<Note> notes;

public Q_SLOTS:
    uint Notify(const QString& program, uint, const QString&, const QString& summary, const QString& body,
                const QStringList&, const QVariantMap&, int) {
        notes.append({program, summary, body});
        return static_cast<uint>(notes.size());
    }
};

// The end of a long batch is told to who looks at another window, over a session bus of the test's own.
class NotificationTest : public QObject {
    Q_OBJECT

public:
    static void initMain() { qunsetenv("DBUS_SESSION_BUS_ADDRESS"); }

private Q_SLOTS:
    void initTestCase() {
        stage::setLanguage(QStringLiteral("en"));
        m_daemon.start(QStringLiteral("dbus-daemon"),
                       {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1")});
        QVERIFY2(m_daemon.waitForReadyRead(), qPrintable(m_daemon.errorString()));
        const QString address = QString::fromUtf8(m_daemon.readLine()).trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address.toUtf8());
        QDBusConnection bus = QDBusConnection::connectToBus(address, QStringLiteral("desktop"));
        QVERIFY(bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &m_desktop,
                                   QDBusConnection::ExportAllSlots));
        QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.Notifications")));
    }

    void init() {
        m_desktop.notes.clear();
        m_stage = std::make_unique<stage::Stage>();
        m_window = std::make_unique<ui::MainWindow>(m_stage->core());
        screen().setLongBatch(0ms);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void cleanup() {
        m_other.reset();
        m_window.reset();
        m_stage.reset();
    }

    void cleanupTestCase() {
        m_daemon.terminate();
        m_daemon.waitForFinished();
    }

    void theEndOfALongBatchIsToldToWhoLooksElsewhere() {
        lookElsewhere();
        endABatch(12, 1);
        QTRY_COMPARE(m_desktop.notes.size(), 1);
        QCOMPARE(m_desktop.notes.first().program, QStringLiteral("Tidemark"));
        QCOMPARE(m_desktop.notes.first().summary, QStringLiteral("Archiving has ended"));
        QCOMPARE(m_desktop.notes.first().body, QStringLiteral("12 pages archived, 1 failed"));
    }

    void theWindowAsksForAttention() {
        if (QApplication::platformName() != QLatin1String("xcb"))
            QSKIP("only a window manager shows it");
        lookElsewhere();
        QVERIFY(!wantsAttention());
        endABatch(2, 0);
        QTRY_VERIFY(wantsAttention());
        QTRY_COMPARE(m_desktop.notes.size(), 1); // not left for the next test
    }

    void whoIsLookingIsNotTold() {
        endABatch(12, 1);
        lookElsewhere();
        endABatch(3, 0); // told after the one before would have been
        QTRY_COMPARE(m_desktop.notes.size(), 1);
        QCOMPARE(m_desktop.notes.first().body, QStringLiteral("3 pages archived"));
    }

    void aShortBatchIsNoNews() {
        lookElsewhere();
        screen().setLongBatch(1h);
        endABatch(5, 0);
        screen().setLongBatch(0ms);
        endABatch(3, 0);
        QTRY_COMPARE(m_desktop.notes.size(), 1);
        QCOMPARE(m_desktop.notes.first().body, QStringLiteral("3 pages archived"));
    }

private:
    ui::ArchiveScreen& screen() { return *m_window->findChild<ui::ArchiveScreen*>(); }

    void lookElsewhere() {
        m_other = std::make_unique<QWidget>();
        m_other->resize(300, 200);
        m_other->show();
        m_other->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_other.get()));
        QTRY_VERIFY(!m_window->isActiveWindow());
    }

    void endABatch(qint64 done, qint64 failed) {
        library::JobCounts counts;
        const auto tell = [&] { Q_EMIT m_stage->pipeline().countsChanged(counts); };
        tell();
        counts.waiting = done + failed;
        tell();
        counts.waiting = 0;
        counts.done = done;
        counts.failed = failed;
        tell();
    }

    bool wantsAttention() const {
        QProcess xprop;
        xprop.start(QStringLiteral("xprop"),
                    {QStringLiteral("-id"), QString::number(m_window->winId()), QStringLiteral("_NET_WM_STATE")});
        return xprop.waitForFinished() && xprop.readAllStandardOutput().contains("DEMANDS_ATTENTION");
    }

    QProcess m_daemon;
    Desktop m_desktop;
    std::unique_ptr<stage::Stage> m_stage;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<QWidget> m_other;
};

QTEST_MAIN(NotificationTest)
#include "tst_notification.moc"
