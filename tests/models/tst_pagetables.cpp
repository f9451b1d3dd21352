#include "models/capturemodel.h"
#include "models/format.h"
#include "models/readingtime.h"
#include "models/snapshotmodel.h"
#include "models/tagcountmodel.h"
#include "tests/support/printedmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

class PageTablesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void snapshotsStandOldestFirstAndTheCurrentOneIsNamed() {
        models::SnapshotModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        library::SnapshotRow old;
        old.id = 1;
        old.title = QStringLiteral("Old");
        library::SnapshotRow login;
        login.id = 2;
        login.title = QStringLiteral("Sign in");
        login.flag = "login";
        model.setSnapshots({login, old}, 1);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.data(model.index(0, models::SnapshotModel::Title)).toString(), QStringLiteral("Old"));
        QCOMPARE(model.data(model.index(0, models::SnapshotModel::Note)).toString(), QStringLiteral("current"));
        QVERIFY(model.data(model.index(1, models::SnapshotModel::Note)).toString().contains(QStringLiteral("sign-in")));
        QCOMPARE(model.rowOf(2), 1);
        QCOMPARE(model.rowOf(3), -1);
    }

    void everyFlagHasASentence() {
        for (const char* flag : {"login", "challenge", "needs-browser", "truncated"})
            QVERIFY(!models::flagSentence(flag).isEmpty());
        QVERIFY(models::flagSentence("").isEmpty());
    }

    void aCaptureShowsItsWayAndItsEnd() {
        library::CaptureRow stored;
        stored.startedAt = QDateTime(QDate(2026, 3, 1), QTime(9, 30), Qt::UTC);
        stored.finishedAt = stored.startedAt.addMSecs(1'260);
        stored.outcome = "stored";
        stored.status = 200;
        stored.bytes = 48'000;
        stored.redirects = QStringList{QStringLiteral("301 http://a.example/")};
        stored.finalLink = QStringLiteral("https://a.example/");
        library::CaptureRow failed = stored;
        failed.outcome = "failed";
        failed.status = 0;
        failed.redirects.clear();
        failed.errorText = QStringLiteral("There is no host named b.example.");
        models::CaptureModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setCaptures({failed, stored});
        const auto cell = [&](int row, int column) { return model.data(model.index(row, column)).toString(); };
        QCOMPARE(cell(0, models::CaptureModel::Outcome), QStringLiteral("Failed"));
        QCOMPARE(cell(0, models::CaptureModel::Status), QString());
        QCOMPARE(cell(0, models::CaptureModel::Detail), QStringLiteral("There is no host named b.example."));
        QCOMPARE(cell(1, models::CaptureModel::Outcome), QStringLiteral("Archived"));
        QCOMPARE(cell(1, models::CaptureModel::Detail),
                 QStringLiteral("\u2068301 http://a.example/\u2069 → ended at \u2068https://a.example/\u2069"));
        QCOMPARE(cell(1, models::CaptureModel::Duration), QStringLiteral("1.3 s"));
    }

    void tagsCompleteByTheirNameAlone() {
        models::TagCountModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setCounts({{QStringLiteral("sea"), 1'200}, {QStringLiteral("bread"), 3}});
        QCOMPARE(support::printed(model, Qt::EditRole), QStringLiteral("sea\nbread\n"));
        QVERIFY(model.data(model.index(0)).toString().startsWith(models::isolated(QStringLiteral("sea"))));
        QCOMPARE(model.data(model.index(0), models::TagCountModel::PagesRole).toLongLong(), 1'200);
    }

    void readingTimeIsAtLeastAMinuteForAnyWords() {
        QCOMPARE(models::readingMinutes(0), 0);
        QCOMPARE(models::readingMinutes(-5), 0);
        QCOMPARE(models::readingMinutes(1), 1);
        QCOMPARE(models::readingMinutes(2'300), 10);
        QCOMPARE(models::readingTime(0), QString());
    }

    void whatIsNoDateIsShownAsItCame() {
        QCOMPARE(models::publishedDate(QStringLiteral("2016-04-22T10:00:00Z")), QStringLiteral("22 April 2016"));
        QCOMPARE(models::publishedDate(QStringLiteral("last spring")), QStringLiteral("last spring"));
        QCOMPARE(models::publishedDate(QString()), QString());
    }
};

QTEST_GUILESS_MAIN(PageTablesTest)
#include "tst_pagetables.moc"
