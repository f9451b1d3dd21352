#include "withlibrary.h"

#include "library/errors.h"

using namespace library;

namespace {

QStringList links(const base::Result<QList<Job>>& jobs) {
    QStringList found;
    for (const Job& job : *jobs)
        found.append(job.link);
    return found;
}

QList<NewJob> jobsOf(const QStringList& links) {
    QList<NewJob> jobs;
    for (const QString& link : links)
        jobs.append(fixture::newJob(link));
    return jobs;
}

QString linkTo(const char* host, int i) {
    return QStringLiteral("http://%1/%2").arg(QLatin1String(host), QString::number(i));
}

} // namespace

class JobStoreTest : public WithLibrary {
    Q_OBJECT

private Q_SLOTS:
    JobStore& jobs() { return stores().jobs; }
    QList<Job> claim(int room, int hostLimit = 6, const QHash<QString, int>& busy = {}) {
        return *jobs().claim(room, hostLimit, busy, fixture::at(0));
    }

    void linkHandedInTwiceIsOneJob() {
        const auto added = jobs().add(jobsOf({linkTo("a", 1), linkTo("a", 2), linkTo("a", 1)}), IfKept::CaptureAgain);
        QCOMPARE(added->added, 2);
        QCOMPARE(added->alreadyWaiting, 1);
        QCOMPARE(added->ids, (QList<JobId>{added->first, added->last}));
        QCOMPARE(jobs().add(jobsOf({linkTo("a", 2)}), IfKept::CaptureAgain)->alreadyWaiting, 1);
        QCOMPARE(*jobs().counts(), (JobCounts{2, 0, 0, 0, 0}));
    }

    void runningLinkIsNotAddedAgainButAFinishedOneIs() {
        jobs().add(jobsOf({linkTo("a", 1)}), IfKept::CaptureAgain).valueOr({});
        const Job job = claim(1).first();
        QCOMPARE(jobs().add(jobsOf({job.link}), IfKept::CaptureAgain)->alreadyWaiting, 1);
        QVERIFY(stores().snapshots.commitFailure(job.id, fixture::failure("refused")));
        QCOMPARE(jobs().add(jobsOf({job.link}), IfKept::CaptureAgain)->added, 1);
    }

    void keptLinksAreSkippedOnlyWhenAsked() {
        const QString link = linkTo("a", 1);
        const Committed kept = fixture::archive(stores(), link, fixture::snapshot({}, {}));
        QCOMPARE(jobs().add({fixture::newJob(link, {QStringLiteral("Sea")})}, IfKept::Skip)->alreadyKept, 1);
        QCOMPARE(stores().pages.page(kept.page)->tags, QStringList{QStringLiteral("Sea")});
        QCOMPARE(jobs().add({fixture::newJob(link)}, IfKept::CaptureAgain)->added, 1);
    }

    void pageInTheBinIsNotKept() {
        const Committed kept = fixture::archive(stores(), linkTo("a", 1), fixture::snapshot({}, {}));
        QVERIFY(stores().pages.remove({kept.page}, fixture::at(1)));
        QCOMPARE(jobs().add(jobsOf({linkTo("a", 1)}), IfKept::Skip)->added, 1);
    }

    void tagsOfALinkThatWaitsAreJoined() {
        jobs().add({fixture::newJob(linkTo("a", 1), {QStringLiteral("x")})}, IfKept::CaptureAgain).valueOr({});
        jobs()
            .add({fixture::newJob(linkTo("a", 1), {QStringLiteral("x"), QStringLiteral("y")})}, IfKept::CaptureAgain)
            .valueOr({});
        const Job job = claim(1).first();
        QCOMPARE(job.tags, (QStringList{QStringLiteral("x"), QStringLiteral("y")}));
        const auto stored = stores().snapshots.commitCapture(job.id, fixture::capture(), fixture::snapshot({}, {}));
        QCOMPARE(stores().pages.page(stored->page)->tags, job.tags);
    }

    void hostIsTheQueuesKey_data() {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("host");
        QTest::newRow("http") << QStringLiteral("http://Example.org/x") << QStringLiteral("example.org:80");
        QTest::newRow("https") << QStringLiteral("https://example.org?x") << QStringLiteral("example.org:443");
        QTest::newRow("port") << QStringLiteral("http://127.0.0.1:8080#x") << QStringLiteral("127.0.0.1:8080");
        QTest::newRow("six") << QStringLiteral("http://[::1]:8080/") << QStringLiteral("::1:8080");
        QTest::newRow("idn") << QStringLiteral("https://bücher.example/")
                             << QStringLiteral("xn--bcher-kva.example:443");
        QTest::newRow("none") << QStringLiteral("not a link") << QString();
    }
    void hostIsTheQueuesKey() {
        QFETCH(QString, link);
        jobs().add(jobsOf({link}), IfKept::CaptureAgain).valueOr({});
        QTEST(claim(1).first().host, "host");
    }

    void oldestFirstAndHostsTakeTurns() {
        jobs()
            .add(jobsOf(
                     {linkTo("z", 1), linkTo("z", 2), linkTo("z", 3), linkTo("a", 1), linkTo("a", 2), linkTo("m", 1)}),
                 IfKept::CaptureAgain)
            .valueOr({});
        QCOMPARE(links(claim(3)), (QStringList{linkTo("z", 1), linkTo("a", 1), linkTo("m", 1)}));
        QCOMPARE(links(claim(1)), QStringList{linkTo("z", 2)});
        QCOMPARE(links(claim(1)), QStringList{linkTo("a", 2)});
        QCOMPARE(links(claim(9)), QStringList{linkTo("z", 3)});
        QVERIFY(claim(9).isEmpty());
    }

    void fullHostsAreLeftOutAndKeepTheirPlace() {
        jobs()
            .add(jobsOf({linkTo("a", 1), linkTo("a", 2), linkTo("a", 3), linkTo("b", 1)}), IfKept::CaptureAgain)
            .valueOr({});
        QCOMPARE(links(claim(9, 2)), (QStringList{linkTo("a", 1), linkTo("b", 1), linkTo("a", 2)}));
        QVERIFY(claim(9, 2, {{QStringLiteral("a:80"), 2}}).isEmpty());
        QCOMPARE(links(claim(9, 2, {{QStringLiteral("a:80"), 1}})), QStringList{linkTo("a", 3)});
    }

    void onlyTheChosenOnesAreClaimed() {
        const auto first = jobs().add(jobsOf({linkTo("a", 1), linkTo("b", 1)}), IfKept::CaptureAgain);
        const auto own = jobs().add(jobsOf({linkTo("a", 2), linkTo("a", 3), linkTo("c", 1)}), IfKept::CaptureAgain);
        const QSet<JobId> only(own->ids.begin(), own->ids.end());
        const auto now = fixture::at(0);
        QCOMPARE(links(jobs().claim(2, 6, {}, now, only)), (QStringList{linkTo("a", 2), linkTo("c", 1)}));
        QCOMPARE(links(jobs().claim(2, 6, {}, now, only)), QStringList{linkTo("a", 3)});
        QVERIFY(jobs().claim(2, 6, {}, now, only)->isEmpty());
        QVERIFY(jobs().putBack({own->ids[1]}));
        QCOMPARE(links(jobs().claim(2, 6, {}, now, only)), QStringList{linkTo("a", 3)});
        QCOMPARE(*jobs().counts(only), (JobCounts{0, 3, 0, 0, 0}));
        QCOMPARE(*jobs().counts({first->first, own->last}), (JobCounts{1, 1, 0, 0, 0}));
    }

    void postponedJobWaitsForItsTime() {
        jobs().add(jobsOf({linkTo("a", 1), linkTo("a", 2)}), IfKept::CaptureAgain).valueOr({});
        const Job job = claim(1).first();
        QVERIFY(jobs().postpone(job.id, fixture::at(60), 2));
        QCOMPARE(**jobs().nextDue(), fixture::at(60));
        QCOMPARE(links(claim(9)), QStringList{linkTo("a", 2)});
        QVERIFY(jobs().claim(9, 6, {}, fixture::at(59))->isEmpty());
        const auto again = jobs().claim(9, 6, {}, fixture::at(60));
        QCOMPARE(links(again), QStringList{job.link});
        QCOMPARE(again->first().attempts, 2);
        QVERIFY(!jobs().nextDue()->has_value());
    }

    void postponedJobTellsWhy() {
        jobs().add(jobsOf({linkTo("a", 1)}), IfKept::CaptureAgain).valueOr({});
        const JobId id = claim(1).first().id;
        QVERIFY(jobs().postpone(id, fixture::at(60), 1, {503, "http-status", QStringLiteral("It is busy.")}));
        const Job job = jobs().rows({id})->first();
        QCOMPARE(job.status, 503);
        QCOMPARE(job.errorKind, QByteArray("http-status"));
        QCOMPARE(job.errorText, QStringLiteral("It is busy."));
        jobs().claim(1, 1, {}, fixture::at(60)).valueOr({});
        QVERIFY(stores().snapshots.commitCapture(id, fixture::capture(60), fixture::snapshot({}, {})));
        QVERIFY(jobs().rows({id})->first().errorText.isEmpty());
    }

    void finishedJobKnowsWhatStoodInThePagesPlace() {
        library::NewSnapshot values = fixture::snapshot({}, {});
        fixture::archive(stores(), linkTo("a", 1), values);
        values.flag = "login";
        fixture::archive(stores(), linkTo("a", 1), values, 9); // the good one stays current
        jobs().add(jobsOf({linkTo("a", 1)}), IfKept::CaptureAgain).valueOr({});
        const auto rows = jobs().rows(jobs().ids({}).valueOr({}));
        QCOMPARE(rows->size(), 3);
        QCOMPARE(rows->at(1).flag, QByteArray("login"));
        QCOMPARE(rows->at(2).flag, QByteArray()); // it waits: it has made none
    }

    void jobsOfOneLinkKnowEachWhatItGotItself() {
        const QString link = linkTo("a", 1);
        NewSnapshot signIn = fixture::snapshot(QStringLiteral("Sign in"), {});
        signIn.flag = "login";
        fixture::archive(stores(), link, signIn, 0);
        fixture::archive(stores(), link, fixture::snapshot(QStringLiteral("The page"), {}), 100);
        fixture::archive(stores(), link, signIn, 200);
        QList<QByteArray> flags;
        const auto rows = jobs().rows(*jobs().ids({}));
        for (const Job& job : *rows)
            flags << job.flag;
        QCOMPARE(flags, (QList<QByteArray>{"login", "", "login"}));
    }

    void clockSetBackDoesNotHoldAJobForYears() {
        jobs().add(jobsOf({linkTo("a", 1)}), IfKept::CaptureAgain).valueOr({});
        QVERIFY(jobs().postpone(claim(1).first().id, fixture::at(60), 1));
        QCOMPARE(jobs().claim(1, 6, {}, fixture::at(-400LL * 24 * 3600))->size(), 1);
    }

    void afterACrashRunningMeansWaiting() {
        jobs().add(jobsOf({linkTo("a", 1), linkTo("b", 1)}), IfKept::CaptureAgain).valueOr({});
        QCOMPARE(claim(9).size(), 2);
        QCOMPARE(*jobs().recover(), 2);
        QCOMPARE(*jobs().counts(), (JobCounts{2, 0, 0, 0, 0}));
        QCOMPARE(claim(9).size(), 2);
    }

    void cancelledJobHasItsOutcomeAndTakesNoOther() {
        jobs().add(jobsOf({linkTo("a", 1), linkTo("a", 2)}), IfKept::CaptureAgain).valueOr({});
        const Job job = claim(1).first();
        QCOMPARE(*jobs().cancel({job.id, job.id + 99}), QList<JobId>{job.id});
        const auto late = stores().snapshots.commitCapture(job.id, fixture::capture(), fixture::snapshot({}, {}));
        QVERIFY(!late);
        QCOMPARE(late.error().kind, QByteArray(notFound));
        QCOMPARE(*jobs().cancelAll(), 1);
        QCOMPARE(*jobs().counts(), (JobCounts{0, 0, 0, 0, 2}));
        QCOMPARE(*jobs().retry({job.id}), 1);
        QCOMPARE(links(claim(9)), QStringList{job.link});
    }

    void whatIsCancelledWhileItWaitsForAnotherAttemptIsNoFailure_data() {
        QTest::addColumn<bool>("all");
        QTest::newRow("one") << false;
        QTest::newRow("all") << true;
    }
    void whatIsCancelledWhileItWaitsForAnotherAttemptIsNoFailure() {
        QFETCH(bool, all);
        jobs().add(jobsOf({linkTo("a", 1)}), IfKept::CaptureAgain).valueOr({});
        const Job job = claim(1).first();
        QVERIFY(jobs().postpone(job.id, fixture::at(600), 1, {503, "http-status", QStringLiteral("Busy.")}));
        if (all)
            QCOMPARE(*jobs().cancelAll(), 1);
        else
            QCOMPARE(jobs().cancel({job.id})->size(), 1);
        const Job cancelled = jobs().rows({job.id})->first();
        QCOMPARE(cancelled.state, JobState::Cancelled);
        QCOMPARE(cancelled.status, 0);
        QCOMPARE(cancelled.errorKind, QByteArray());
        QCOMPARE(cancelled.errorText, QString());
    }

    void retryLeavesALinkThatWaitsAgainAlready() {
        fixture::fail(stores(), linkTo("a", 1), "refused");
        fixture::fail(stores(), linkTo("a", 1), "refused");
        fixture::fail(stores(), linkTo("a", 2), "refused");
        QCOMPARE(jobs().counts()->failed, 3);
        QCOMPARE(*jobs().retryFailed(), 2);
        QCOMPARE(*jobs().counts(), (JobCounts{2, 0, 0, 1, 0}));
    }

    void clearedJobsComeBackOnUndo() {
        fixture::archive(stores(), linkTo("a", 1), fixture::snapshot(QStringLiteral("T"), {}));
        fixture::fail(stores(), linkTo("b", 1), "refused");
        jobs().add(jobsOf({linkTo("c", 1)}), IfKept::CaptureAgain).valueOr({});
        const auto before = jobs().rows(*jobs().ids({}));
        const auto cleared = jobs().clearFinished();
        QCOMPARE(cleared->size(), 2);
        QCOMPARE(*jobs().counts(), (JobCounts{1, 0, 0, 0, 0}));
        QVERIFY(jobs().restore(*cleared));
        QCOMPARE(*jobs().counts(), (JobCounts{1, 0, 1, 1, 0}));
        QCOMPARE(links(jobs().rows(*jobs().ids({}))), links(before));
        QCOMPARE(jobs().rows(*jobs().ids({}))->first().title, QStringLiteral("T"));
    }

    void listsAreSortedAndFiltered() {
        jobs().add(jobsOf({linkTo("b", 3), linkTo("a", 100), linkTo("c", 1)}), IfKept::CaptureAgain).valueOr({});
        const auto shown = [this](JobQuery query) { return links(jobs().rows(*jobs().ids(query))); };
        QCOMPARE(shown({}), (QStringList{linkTo("b", 3), linkTo("a", 100), linkTo("c", 1)}));
        QCOMPARE(shown({std::nullopt, {}, JobSort::Added, true}),
                 (QStringList{linkTo("c", 1), linkTo("a", 100), linkTo("b", 3)}));
        for (const JobSort sort : {JobSort::Link, JobSort::Host})
            QCOMPARE(shown({std::nullopt, {}, sort, false}),
                     (QStringList{linkTo("a", 100), linkTo("b", 3), linkTo("c", 1)}));
        for (const JobSort sort : {JobSort::State, JobSort::Size, JobSort::Duration, JobSort::Finished})
            QCOMPARE(shown({std::nullopt, {}, sort, true}).size(), 3);
        QCOMPARE(shown({std::nullopt, QStringLiteral("A/1"), JobSort::Added, false}), QStringList{linkTo("a", 100)});
        QCOMPARE(shown({std::nullopt, QStringLiteral("%"), JobSort::Added, false}), QStringList());
        QCOMPARE(shown({JobState::Running, {}, JobSort::Added, false}), QStringList());
        claim(1);
        QCOMPARE(shown({JobState::Running, {}, JobSort::Added, false}), QStringList{linkTo("b", 3)});
        QCOMPARE(links(jobs().findWaiting({linkTo("a", 100), linkTo("nowhere", 1)})), QStringList{linkTo("a", 100)});
    }

    void aMillionLinksOfOneHostAndOfVeryMany() {
        for (const bool oneHost : {true, false}) {
            for (int batch = 0; batch < 100; ++batch) {
                QList<NewJob> links;
                for (int i = 0; i < 5'000; ++i) {
                    const QString number = QString::number(batch * 5'000 + i);
                    links.append(fixture::newJob(oneHost ? QString(QStringLiteral("http://one/") + number)
                                                         : QString(QStringLiteral("http://h") + number)));
                }
                QCOMPARE(jobs().add(links, IfKept::Skip)->added, 5'000);
            }
        }
        QCOMPARE(jobs().counts()->waiting, 1'000'000);
        QCOMPARE(jobs().ids({})->size(), 1'000'000);
        int claimed = 0;
        for (int i = 0; i < 50; ++i)
            claimed += int(claim(32).size());
        QCOMPARE(claimed, 50 * 32);
        m_library.reset(); // the whole check takes too long here
    }
};

QTEST_GUILESS_MAIN(JobStoreTest)
#include "tst_jobstore.moc"
