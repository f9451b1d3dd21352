#include "models/setback.h"

#include <QLocale>
#include <QTest>

class SetbackTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void whyAndHowLongAreTold_data() {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("left"); // ms
        QTest::addColumn<QString>("told");
        QTest::newRow("busy") << QByteArray("http-status") << 503 << 12'000
                              << QStringLiteral("Busy (503), tries again in 12 s");
        QTest::newRow("a second begun") << QByteArray("http-status") << 429 << 400
                                        << QStringLiteral("Too many requests (429), tries again in 1 s");
        QTest::newRow("minutes") << QByteArray("http-status") << 503 << 600'000
                                 << QStringLiteral("Busy (503), tries again in 10 min");
        QTest::newRow("a minute begun") << QByteArray("timeout") << 0 << 121'000
                                        << QStringLiteral("No answer in time, tries again in 3 min");
        QTest::newRow("due") << QByteArray("refused") << 0 << 0 << QStringLiteral("Refused, tries again in its turn");
        QTest::newRow("long due") << QByteArray("reset") << 0 << -60'000
                                  << QStringLiteral("Connection lost, tries again in its turn");
        QTest::newRow("other status") << QByteArray("http-status") << 502 << 5'000
                                      << QStringLiteral("Trouble at the site (502), tries again in 5 s");
        QTest::newRow("older library") << QByteArray() << 0 << 5'000 << QStringLiteral("Tries again in 5 s");
        QTest::newRow("other kind") << QByteArray("unknown") << 0 << 5'000
                                    << QStringLiteral("Could not be fetched, tries again in 5 s");
        QTest::newRow("none left here") << QByteArray("no-descriptors") << 0 << 5'000
                                        << QStringLiteral("Too many files open here, tries again in 5 s");
    }

    void whyAndHowLongAreTold() {
        QFETCH(QByteArray, kind);
        QFETCH(int, status);
        QFETCH(int, left);
        library::Job job;
        job.errorKind = kind;
        job.status = status;
        job.notBefore = m_now.addMSecs(left);
        QTEST(models::waitText(job, m_now), "told");
    }

    void whatIsReadyAgainKeepsItsReason() {
        library::Job job;
        QCOMPARE(models::waitText(job, m_now), QString());
        job.status = 503;
        job.errorKind = "http-status";
        QCOMPARE(models::waitText(job, m_now), QStringLiteral("Busy (503), tries again in its turn"));
        job.state = library::JobState::Running;
        QCOMPARE(models::waitText(job, m_now), QString());
    }

private:
    const QDateTime m_now = QDateTime::fromSecsSinceEpoch(1'600'000'000, Qt::UTC);
};

QTEST_GUILESS_MAIN(SetbackTest)
#include "tst_setback.moc"
