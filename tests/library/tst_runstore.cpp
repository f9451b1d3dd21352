#include "withlibrary.h"

#include "library/errors.h"

using namespace library;

class RunStoreTest : public WithLibrary {
    Q_OBJECT

private Q_SLOTS:
    void runsComeBackWholeAndTheListWithoutTheirWeight() {
        RunStore& runs = stores().runs;
        Run run;
        run.name = QStringLiteral("one");
        run.pinned = true;
        run.startedAt = fixture::at(0);
        run.summary = QByteArray("s\0s", 3);
        run.plan = "p";
        run.result = "r";
        run.histogram = QByteArray(1000, '\0');
        run.ticks = "t";
        const auto first = runs.add(run);
        QVERIFY(first);
        run.name = QStringLiteral("two");
        const auto second = runs.add(run);
        const auto list = runs.list();
        QCOMPARE(list->size(), 2);
        QCOMPARE(list->first().id, *second);
        QCOMPARE(list->first().summary, run.summary);
        QVERIFY(list->first().histogram.isEmpty());
        const auto back = runs.run(*first);
        QCOMPARE(back->name, QStringLiteral("one"));
        QVERIFY(back->pinned);
        QCOMPARE(back->startedAt, run.startedAt);
        QCOMPARE(back->histogram, run.histogram);
        QCOMPARE(back->ticks, run.ticks);
        QCOMPARE(runs.run(99).error().kind, QByteArray(notFound));
    }
};

QTEST_GUILESS_MAIN(RunStoreTest)
#include "tst_runstore.moc"
