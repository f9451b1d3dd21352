#include "models/runlistmodel.h"

#include "tests/support/printedmodel.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using models::RunListModel;
using models::SortedRuns;

namespace {

library::Run run(library::RunId id, const QString& name, double perMinute = 0, bool pinned = false) {
    bench::LoadResult result;
    result.plan.name = name;
    result.plan.server = bench::ServerPlan{};
    result.startedAt = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC).addSecs(id);
    result.requests = 10;
    result.total.succeeded = 9;
    result.total.failed = 1;
    if (perMinute > 0)
        result.elapsed = std::chrono::nanoseconds(qRound64(60e9 * 10 / perMinute));
    bench::judge(result);
    library::Run stored = bench::toStore(result, {});
    stored.id = id;
    stored.pinned = pinned;
    return stored;
}

QStringList names(const QAbstractItemModel& model) {
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all << model.index(row, RunListModel::Name).data(Qt::EditRole).toString();
    return all;
}

} // namespace

class RunListModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QLocale::setDefault(QLocale(u"en"_s));
    }

    void aRunIsARowOfWhatItsSummarySays() {
        RunListModel model;
        const QAbstractItemModelTester tester(&model);
        const library::Run stored = run(1, u"100 at once"_s, 1'200);
        model.set({stored});
        model.setNow(stored.startedAt.addSecs(7'200));
        QCOMPARE(support::printed(model),
                 u"100 at once | 2 hour(s) ago | 1,080 | – | 1 | errors | – | – | 10 | 1 | Qt | 0 MiB | "
                 "test server, delay 0:3\n"_s);
        QCOMPARE(model.index(0, RunListModel::Requests).data(RunListModel::SortRole).toInt(), 10);
    }

    void whatTheComputerHeldLowerIsListedAsItWas() {
        bench::LoadResult result;
        result.plan.concurrency = 2'000;
        result.places = 1'000;
        library::Run held = bench::toStore(result, {});
        held.id = 1;
        result.places = 1'500;
        library::Run older = bench::toStore(result, {});
        older.id = 2;
        older.summary.replace("most_in_flight", "unknown"); // as kept before it was told
        RunListModel model;
        model.set({held, older});
        const QModelIndex cell = model.index(0, RunListModel::InFlight);
        QCOMPARE(cell.data().toString(), u"1,000"_s);
        QCOMPARE(cell.data(RunListModel::SortRole).toInt(), 1'000);
        QVERIFY2(cell.data(Qt::ToolTipRole).toString().contains(u"2,000 were wanted"_s),
                 qPrintable(cell.data(Qt::ToolTipRole).toString()));
        QCOMPARE(model.index(1, RunListModel::InFlight).data().toString(), u"2,000"_s);
        QCOMPARE(model.index(1, RunListModel::InFlight).data(Qt::ToolTipRole).toString(), QString());
    }

    void aRunThatCannotBeReadIsListedAsSuch() {
        RunListModel model;
        const QAbstractItemModelTester tester(&model);
        library::Run broken = run(1, u"broken"_s);
        broken.summary = "no json";
        model.set({broken});
        QCOMPARE(model.index(0, RunListModel::VerdictColumn).data().toString(), u"cannot be read"_s);
        SortedRuns sorted(model);
        for (int column = 0; column < RunListModel::columns; ++column)
            sorted.sort(column, Qt::AscendingOrder);
        QCOMPARE(sorted.rowCount(), 1);
    }

    void pinnedRunsComeFirstWhateverTheOrder() {
        RunListModel model;
        SortedRuns sorted(model);
        const QAbstractItemModelTester tester(&sorted);
        model.set({run(1, u"a"_s, 100), run(2, u"b"_s, 300, true), run(3, u"c"_s, 200), run(4, u"d"_s, 50, true)});
        QCOMPARE(names(sorted), QStringList({u"d"_s, u"b"_s, u"c"_s, u"a"_s})); // newest first
        sorted.sort(RunListModel::PerMinute, Qt::AscendingOrder);
        QCOMPARE(names(sorted), QStringList({u"d"_s, u"b"_s, u"a"_s, u"c"_s}));
        sorted.sort(RunListModel::PerMinute, Qt::DescendingOrder);
        QCOMPARE(names(sorted), QStringList({u"b"_s, u"d"_s, u"c"_s, u"a"_s}));
        sorted.sort(RunListModel::EngineColumn, Qt::AscendingOrder); // all equal: newest first
        QCOMPARE(names(sorted), QStringList({u"d"_s, u"b"_s, u"c"_s, u"a"_s}));
        sorted.sort(RunListModel::EngineColumn, Qt::DescendingOrder);
        QCOMPARE(names(sorted), QStringList({u"d"_s, u"b"_s, u"c"_s, u"a"_s}));
    }

    void allWordsOfTheFilterAreWanted() {
        RunListModel model;
        SortedRuns sorted(model);
        const QAbstractItemModelTester tester(&sorted);
        model.set({run(1, u"Monday"_s), run(2, u"Tuesday"_s), run(3, u"Monday again"_s)});
        sorted.setWords(u"  mon  test server"_s);
        QCOMPARE(names(sorted), QStringList({u"Monday again"_s, u"Monday"_s}));
        sorted.setWords(u"mon again"_s);
        QCOMPARE(names(sorted), QStringList(u"Monday again"_s));
        sorted.setWords(u"friday"_s);
        QCOMPARE(sorted.rowCount(), 0);
        sorted.setWords({});
        QCOMPARE(sorted.rowCount(), 3);
    }

    void ticksStayWithTheirRunsAndGoWithThem() {
        RunListModel model;
        const QAbstractItemModelTester tester(&model);
        QSignalSpy changed(&model, &RunListModel::tickedChanged);
        model.set({run(3, u"c"_s), run(2, u"b"_s), run(1, u"a"_s)});
        QVERIFY(model.setData(model.index(2, RunListModel::Name), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(model.setData(model.index(0, RunListModel::Name), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(model.ticked(), (QList<library::RunId>{1, 3}));
        model.set({run(4, u"d"_s), run(3, u"c"_s), run(1, u"a"_s)});
        QCOMPARE(model.ticked(), (QList<library::RunId>{1, 3}));
        QCOMPARE(changed.size(), 2);
        model.set({run(4, u"d"_s), run(1, u"a"_s)});
        QCOMPARE(model.ticked(), QList<library::RunId>{1});
        QCOMPARE(changed.size(), 3);
        model.untickAll();
        QVERIFY(model.ticked().isEmpty());
        QCOMPARE(model.index(model.rowOf(1), RunListModel::Name).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    }

    void noMoreAreTickedThanCanBeToldApart() {
        RunListModel model;
        QList<library::Run> runs;
        for (library::RunId id = 1; id <= RunListModel::mostTicked + 1; ++id)
            runs << run(id, QString::number(id));
        model.set(runs);
        QSignalSpy refused(&model, &RunListModel::tickRefused);
        for (const library::Run& each : runs)
            model.setTicked(each.id, true);
        QCOMPARE(model.ticked().size(), RunListModel::mostTicked);
        QCOMPARE(refused.size(), 1);
    }

    void aNewNameIsAskedForAndShownWhenItIsTrue() {
        RunListModel model;
        model.set({run(7, u"old"_s)});
        QSignalSpy wanted(&model, &RunListModel::renameWanted);
        const QModelIndex name = model.index(0, RunListModel::Name);
        QVERIFY(!model.setData(name, u"   "_s));
        QVERIFY(!model.setData(name, u"old"_s));
        QVERIFY(wanted.isEmpty());
        QVERIFY(model.setData(name, u"  a\nnew one "_s));
        QCOMPARE(wanted.first(), (QVariantList{QVariant::fromValue(library::RunId(7)), u"a new one"_s}));
        QCOMPARE(name.data(Qt::EditRole).toString(), u"old"_s);
        model.set({run(7, u"a new one"_s)});
        QCOMPARE(name.data(Qt::EditRole).toString(), u"a new one"_s);
    }

    void namesFromOutsideStayOnOneLine() {
        RunListModel model;
        model.set({run(1, u"two\nlines \u202Eand a turn"_s)});
        QCOMPARE(model.index(0, RunListModel::Name).data().toString(), u"two lines and a turn"_s);
        QVERIFY(model.index(0, RunListModel::Name).data(Qt::ToolTipRole).toString().startsWith(u"<div"_s));
    }
};

QTEST_GUILESS_MAIN(RunListModelTest)
#include "tst_runlistmodel.moc"
