#include "models/idchange.h"

#include <QElapsedTimer>
#include <QTest>

#include <numeric>

using models::IdChange;
using Ids = QList<qint64>;

namespace {

// The change as text: "-row+count" for what goes, "+row+count" for what comes.
QString printed(const IdChange& change) {
    if (change.reset)
        return QStringLiteral("reset");
    QStringList parts;
    for (const IdChange::Range& range : change.removed)
        parts << QStringLiteral("-%1x%2").arg(range.first).arg(range.count);
    for (const IdChange::Range& range : change.inserted)
        parts << QStringLiteral("+%1x%2").arg(range.first).arg(range.count);
    return parts.join(QLatin1Char(' '));
}

// What a view that follows the change ends with.
Ids applied(const IdChange& change, Ids ids, const Ids& after) {
    if (change.reset)
        return after;
    for (const IdChange::Range& range : change.removed)
        ids.remove(range.first, range.count);
    for (const IdChange::Range& range : change.inserted) {
        for (int at = 0; at < range.count; ++at)
            ids.insert(range.first + at, after.at(range.first + at));
    }
    return ids;
}

} // namespace

class IdChangeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void tellsWhatGoesAndWhatComes_data() {
        QTest::addColumn<Ids>("before");
        QTest::addColumn<Ids>("after");
        QTest::addColumn<QString>("change");
        QTest::newRow("nothing") << Ids{} << Ids{} << QString();
        QTest::newRow("the same") << Ids{1, 2, 3} << Ids{1, 2, 3} << QString();
        QTest::newRow("the first ones") << Ids{} << Ids{1, 2} << QStringLiteral("+0x2");
        QTest::newRow("all gone") << Ids{1, 2} << Ids{} << QStringLiteral("-0x2");
        QTest::newRow("more at the end") << Ids{1, 2} << Ids{1, 2, 3, 4} << QStringLiteral("+2x2");
        QTest::newRow("more at the front") << Ids{3, 4} << Ids{1, 2, 3, 4} << QStringLiteral("+0x2");
        QTest::newRow("one gone in the middle") << Ids{1, 2, 3} << Ids{1, 3} << QStringLiteral("-1x1");
        QTest::newRow("two apart gone") << Ids{1, 2, 3, 4, 5} << Ids{1, 3, 5} << QStringLiteral("-3x1 -1x1");
        QTest::newRow("some go, some come") << Ids{1, 2, 3} << Ids{2, 3, 9} << QStringLiteral("-0x1 +2x1");
        QTest::newRow("another one in its place") << Ids{1, 2, 3} << Ids{1, 7, 3} << QStringLiteral("-1x1 +1x1");
        QTest::newRow("turned round") << Ids{1, 2, 3} << Ids{3, 2, 1} << QStringLiteral("reset");
        QTest::newRow("one moved") << Ids{1, 2, 3, 4} << Ids{2, 3, 4, 1} << QStringLiteral("reset");
    }

    void tellsWhatGoesAndWhatComes() {
        QFETCH(Ids, before);
        QFETCH(Ids, after);
        const IdChange change = models::changeBetween(before, after);
        QTEST(printed(change), "change");
        QCOMPARE(applied(change, before, after), after);
    }

    void anyChangeEndsInTheNewList() {
        quint64 seed = 1;
        const auto random = [&seed](quint64 below) {
            seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
            return (seed >> 33) % below;
        };
        for (int round = 0; round < 500; ++round) {
            Ids before;
            Ids after;
            for (qint64 id = 0; id < 40; ++id) {
                if (random(3) > 0)
                    before << id;
                if (random(3) > 0)
                    after << id;
            }
            if (round % 5 == 0 && after.size() > 3)
                after.swapItemsAt(0, after.size() - 1);
            QCOMPARE(applied(models::changeBetween(before, after), before, after), after);
        }
    }

    void manyScatteredChangesOfALongListAreAReset() {
        Ids before(100'000);
        std::iota(before.begin(), before.end(), 0);
        Ids after;
        for (const qint64 id : before) {
            if (id % 2 == 0)
                after << id;
        }
        QVERIFY(models::changeBetween(before, after).reset);
    }

    void aMillionIdsWithAFewNewOnesAreAppended() {
        Ids before(1'000'000);
        std::iota(before.begin(), before.end(), 0);
        Ids after = before;
        after << 1'000'000 << 1'000'001;
        QCOMPARE(printed(models::changeBetween(before, after)), QStringLiteral("+1000000x2"));
    }
};

QTEST_GUILESS_MAIN(IdChangeTest)
#include "tst_idchange.moc"
