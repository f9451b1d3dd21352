#include "models/entrylistmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using formats::Outcome;
using models::EntryListModel;

namespace {

QList<formats::EntryResult> entries(int count, Outcome outcome) {
    return QList<formats::EntryResult>(count, {QStringLiteral("e"), QStringLiteral("http://e.org/"), outcome, {}});
}

} // namespace

class EntryListModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyEntryIsARow() {
        EntryListModel model;
        const QAbstractItemModelTester tester(&model);
        model.add(entries(3, Outcome::Done));
        model.add(entries(1, Outcome::Failed));
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.index(0, 0).data(EntryListModel::FailedRole).toBool(), false);
        QCOMPARE(model.index(3, 0).data(EntryListModel::FailedRole).toBool(), true);
        QCOMPARE(model.leftOut(), 0);
    }

    void pastItsLimitFailuresAloneAreListed() {
        EntryListModel model;
        model.add(entries(EntryListModel::mostRows - 1, Outcome::Done));
        model.add(entries(3, Outcome::Done) + entries(2, Outcome::Failed));
        QCOMPARE(model.rowCount(), EntryListModel::mostRows + 2);
        QCOMPARE(model.leftOut(), 2);
        QVERIFY(model.index(model.rowCount() - 1, 0).data(EntryListModel::FailedRole).toBool());
        for (int i = 0; i < 3; ++i)
            model.add(entries(EntryListModel::mostRows / 2, Outcome::Failed));
        QCOMPARE(model.rowCount(), 2 * EntryListModel::mostRows); // and no more than that
        model.clear();
        model.add(entries(1, Outcome::Done));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.leftOut(), 0);
    }
};

QTEST_GUILESS_MAIN(EntryListModelTest)
#include "tst_entrylistmodel.moc"
