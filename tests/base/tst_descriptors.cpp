#include "base/descriptors.h"

#include <QFile>
#include <QTest>

#include <sys/resource.h>

class DescriptorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void openDescriptorsFollowFiles() {
        const int before = base::openDescriptors();
        QVERIFY(before >= 3);
        QFile file(QStringLiteral("/dev/null"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(base::openDescriptors(), before + 1);
        file.close();
        QCOMPARE(base::openDescriptors(), before);
    }

    void softLimitIsRaisedToTheHardOne() {
        rlimit limit{};
        QCOMPARE(getrlimit(RLIMIT_NOFILE, &limit), 0);
        const rlimit original = limit;
        limit.rlim_cur = 100;
        QCOMPARE(setrlimit(RLIMIT_NOFILE, &limit), 0);
        QCOMPARE(base::descriptorLimit(), 100);
        const int raised = base::raiseDescriptorLimit();
        QCOMPARE(raised, static_cast<int>(std::min<rlim_t>(original.rlim_max, 65'536)));
        QCOMPARE(base::descriptorLimit(), raised);
        QCOMPARE(base::raiseDescriptorLimit(), raised);
        QCOMPARE(setrlimit(RLIMIT_NOFILE, &original), 0);
    }

    void reserveCountsConnectionsOfTheLibrary() {
        QCOMPARE(base::descriptorReserve(0, 0), 16);
        QCOMPARE(base::descriptorReserve(1, 2), 23);
    }
};

QTEST_GUILESS_MAIN(DescriptorsTest)
#include "tst_descriptors.moc"
