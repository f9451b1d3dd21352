#include "withlibrary.h"

#include "library/errors.h"

using namespace library;

class RunStoreTest : public WithLibrary {
    Q_OBJECT

    static Run named(const char* name) {
        Run run;
        run.name = QString::fromLatin1(name);
        run.startedAt = fixture::at(0);
        run.summary = run.plan = run.result = run.histogram = run.ticks = "x";
        return run;
    }

    static QStringList names(const RunStore& runs) {
        QStringList names;
        const auto list = runs.list();
        for (const Run& run : *list)
            names << run.name;
        return names;
    }

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

    void runsAreRenamedPinnedDeletedAndBroughtBack() {
        const QTemporaryDir folder;
        const auto opened = fixture::open(folder.filePath(QStringLiteral("a.tidemark")));
        RunStore& runs = opened->here().runs;
        const RunId first = *runs.add(named("first"));
        const RunId second = *runs.add(named("second"));
        QVERIFY(runs.rename(first, QStringLiteral("other")));
        QVERIFY(runs.setPinned(first, true));
        QCOMPARE(names(runs), QStringList({QStringLiteral("other"), QStringLiteral("second")}));
        QVERIFY(runs.remove({first, second}, fixture::at(10)));
        QVERIFY(runs.list()->isEmpty());
        QVERIFY(runs.remove({first}, fixture::at(99))); // deleted once, it keeps its time
        QVERIFY(runs.restore({second}));
        QCOMPARE(names(runs), QStringList{QStringLiteral("second")});
        QVERIFY(runs.purge(fixture::at(10)));
        QVERIFY(runs.run(first));
        QVERIFY(runs.purge(fixture::at(11)));
        QCOMPARE(runs.run(first).error().kind, QByteArray(notFound));
        QVERIFY(runs.run(second));
        for (const auto& missing : {runs.rename(77, QStringLiteral("x")), runs.setPinned(77, true)})
            QCOMPARE(missing.error().kind, QByteArray(notFound));
    }

    void plansAreKeptByName() {
        const QTemporaryDir folder;
        const auto opened = fixture::open(folder.filePath(QStringLiteral("a.tidemark")));
        PlanStore& plans = opened->here().plans;
        QVERIFY(plans.keep({QStringLiteral("b"), "{\"requests\":1}"}));
        QVERIFY(plans.keep({QStringLiteral("a'; --"), "{}"}));
        QVERIFY(plans.keep({QStringLiteral("b"), "{\"requests\":2}"}));
        const auto list = plans.list();
        QCOMPARE(list->size(), 2);
        QCOMPARE(list->at(0).name, QStringLiteral("a'; --"));
        QCOMPARE(list->at(1).json, QByteArray("{\"requests\":2}"));
        QVERIFY(plans.remove(QStringLiteral("b")));
        QCOMPARE(plans.list()->size(), 1);
    }
};

QTEST_GUILESS_MAIN(RunStoreTest)
#include "tst_runstore.moc"
