#include "tests/ui/benchmark/desktopbus.h"
#include "ui/benchmark/awake.h"

using namespace Qt::StringLiterals;

class AwakeTest : public QObject {
    Q_OBJECT

public:
    static void initMain() { qunsetenv("DBUS_SESSION_BUS_ADDRESS"); }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_desktop.start()); }
    void cleanupTestCase() { m_desktop.end(); }

    void theDesktopAndTheSystemAreAsked() {
        {
            ui::Awake awake;
            awake.hold(u"A benchmark is running"_s);
            awake.hold(u"again"_s); // once is enough
            QTRY_COMPARE(m_desktop.saver.held, QStringList(u"Tidemark: A benchmark is running"_s));
            QTRY_COMPARE(m_desktop.manager.asked, QStringList(u"sleep:idle|Tidemark|A benchmark is running|block"_s));
            QTRY_VERIFY(m_desktop.manager.isHeld());
            awake.letGo();
            QTRY_COMPARE(m_desktop.saver.givenBack, QList<uint>{41});
            QTRY_VERIFY(!m_desktop.manager.isHeld());
            awake.hold(u"the next"_s);
            QTRY_COMPARE(m_desktop.saver.held.size(), 2);
        }
        QTRY_COMPARE(m_desktop.saver.givenBack.size(), m_desktop.saver.held.size()); // it goes, and lets go
    }

    void whatIsAnsweredTooLateIsGivenBack() {
        m_desktop.saver.held.clear();
        m_desktop.saver.givenBack.clear();
        ui::Awake awake;
        awake.hold(u"short"_s);
        awake.letGo(); // before the answer
        QTRY_COMPARE(m_desktop.saver.held.size(), 1);
        QTRY_COMPARE(m_desktop.saver.givenBack.size(), 1);
    }

private:
    stage::DesktopBus m_desktop;
};

QTEST_GUILESS_MAIN(AwakeTest)
#include "tst_awake.moc"
