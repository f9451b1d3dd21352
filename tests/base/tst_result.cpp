#include "base/result.h"

#include <QTest>

#include <memory>

class ResultTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdsAValueOrAnError() {
        const base::Result<int> good(7);
        QVERIFY(good);
        QCOMPARE(*good, 7);
        const base::Result<int> bad(base::Error{"odd", QStringLiteral("Seven is odd.")});
        QVERIFY(!bad);
        QCOMPARE(bad.error().kind, QByteArray("odd"));
        QCOMPARE(bad.valueOr(3), 3);
    }

    void carriesValuesThatOnlyMove() {
        base::Result<std::unique_ptr<int>> result(std::make_unique<int>(5));
        const std::unique_ptr<int> taken = *std::move(result);
        QCOMPARE(*taken, 5);
    }

    void nothingCanSucceedOrFail() {
        QVERIFY(base::Result<void>());
        QVERIFY(!base::Result<void>(base::Error{"full", {}}));
    }
};

QTEST_GUILESS_MAIN(ResultTest)
#include "tst_result.moc"
