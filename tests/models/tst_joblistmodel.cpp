#include "library/library.h"
#include "models/joblistmodel.h"
#include "tests/support/printedmodel.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using library::JobId;
using library::JobState;
using models::JobListModel;

// The model over a real library file, changed as the window and the pipeline change it.
class JobListModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        auto opened = library::Library::open({m_folder->filePath(QStringLiteral("jobs.tidemark"))});
        QVERIFY(opened);
        m_library = *std::move(opened);
    }

    void cleanup() {
        m_model.reset();
        m_library.reset();
        m_folder.reset();
    }

    void emptyLibraryIsAnEmptyListThatIsComplete() {
        show();
        QCOMPARE(m_model->rowCount(), 0);
        QCOMPARE(m_model->counts(), library::JobCounts());
    }

    void jobsArePrintedAsRows() {
        add({QStringLiteral("https://a.example/one"), QStringLiteral("https://b.example/two")});
        show();
        QCOMPARE(rows(), QStringLiteral("Waiting | https://a.example/one | a.example |  |  |  | \n"
                                        "Waiting | https://b.example/two | b.example |  |  |  | \n"));
        QCOMPARE(m_model->counts().waiting, 2);
    }

    void newJobsComeInAtTheEndWithoutAReset() {
        add({QStringLiteral("https://a.example/1")});
        show();
        const QPersistentModelIndex first = m_model->index(0, 0);
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        add({QStringLiteral("https://a.example/2"), QStringLiteral("https://a.example/3")});
        m_model->refresh();
        QTRY_COMPARE(m_model->rowCount(), 3);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(first.row(), 0);
    }

    void changesOfTheLibraryAreSeenWithoutBeingAsked() {
        show();
        add({QStringLiteral("https://a.example/1")});
        QTRY_COMPARE(m_model->rowCount(), 1);
        QTRY_COMPARE(m_model->counts().waiting, 1);
    }

    void liveValuesLieOverTheStoredOnes() {
        const auto ids = add({QStringLiteral("https://a.example/1")});
        show();
        rows();
        archive::JobUpdate update;
        update.job = *m_model->jobAt(0);
        update.job.state = JobState::Running;
        update.phase = archive::Phase::Fetching;
        update.received = 640'000;
        update.total = 1'000'000;
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->apply({update});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(rows(), QStringLiteral("Fetching | https://a.example/1 | a.example | 64 % | 640 kB |  | \n"));
        update.job.state = JobState::Failed;
        update.job.status = 410;
        update.job.errorText = QStringLiteral("The page is gone (410 Gone).");
        update.job.bytes = 120;
        update.job.durationMs = 1240;
        update.advice = QStringLiteral("Look for it elsewhere.");
        m_model->apply({update});
        QCOMPARE(rows(), QStringLiteral("Failed | https://a.example/1 | a.example |  | 120 bytes | 1.2 s | "
                                        "The page is gone (410 Gone).\n"));
        QCOMPARE(m_model->index(0, JobListModel::Outcome).data(JobListModel::AdviceRole).toString(),
                 QStringLiteral("Look for it elsewhere."));
        QCOMPARE(ids.size(), 1);
    }

    void waitForAnotherAttemptCountsDownInItsOwnCellOnly() {
        add({QStringLiteral("https://a.example/1"), QStringLiteral("https://a.example/2")});
        show();
        rows();
        archive::JobUpdate update;
        update.job = *m_model->jobAt(1);
        update.job.notBefore = QDateTime::currentDateTimeUtc().addSecs(30);
        update.job.status = 503;
        update.job.errorKind = "http-status";
        update.job.errorText = QStringLiteral("It is busy.");
        update.advice = QStringLiteral("Retry later.");
        m_model->apply({update});
        const QModelIndex outcome = m_model->index(1, JobListModel::Outcome);
        QVERIFY(outcome.data(JobListModel::AdviceRole).toString().isEmpty());
        const QString before = outcome.data().toString();
        QVERIFY2(before.startsWith(QStringLiteral("Busy (503), tries again in")), qPrintable(before));
        QVERIFY(outcome.data(Qt::ToolTipRole).toString().contains(QStringLiteral("It is busy.")));
        QVERIFY(m_model->index(1, JobListModel::Page).data(Qt::AccessibleTextRole).toString().contains(before));
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        QTRY_COMPARE(changed.count(), 2);
        QVERIFY(outcome.data().toString() != before);
        for (const QList<QVariant>& told : std::as_const(changed)) {
            QCOMPARE(told.at(0).toModelIndex(), outcome);
            QCOMPARE(told.at(1).toModelIndex(), outcome);
        }
        update.job.state = JobState::Running;
        m_model->apply({update});
        QCOMPARE(m_model->index(1, JobListModel::Outcome).data().toString(), QString());
    }

    void whatStandsForAnotherPageIsToldOfAFinishedJob() {
        add({QStringLiteral("https://a.example/1")});
        show();
        rows();
        archive::JobUpdate update;
        update.job = *m_model->jobAt(0);
        update.job.state = JobState::Done;
        update.job.flag = "needs-browser";
        m_model->apply({update});
        const QModelIndex outcome = m_model->index(0, JobListModel::Outcome);
        QCOMPARE(outcome.data().toString(), QStringLiteral("The page shows its content only with scripts."));
        QCOMPARE(outcome.data(JobListModel::FlagRole).toByteArray(), QByteArray("needs-browser"));
        QVERIFY(outcome.data(Qt::ToolTipRole).toString().contains(QStringLiteral("in a browser")));
    }

    void filterByStateAndText() {
        const auto ids = add({QStringLiteral("https://a.example/cat"), QStringLiteral("https://b.example/dog"),
                              QStringLiteral("https://c.example/cat")});
        cancel({ids.at(2)});
        show();
        library::JobQuery query;
        query.text = QStringLiteral("cat");
        ask(query);
        QTRY_COMPARE(m_model->rowCount(), 2);
        query.state = JobState::Waiting;
        ask(query);
        QTRY_COMPARE(rows(), QStringLiteral("Waiting | https://a.example/cat | a.example |  |  |  | \n"));
        QCOMPARE(m_model->counts().all(), 3); // counts are of all, whatever is shown
    }

    void filteredListFollowsWhatHappens() {
        const auto ids = add({QStringLiteral("https://a.example/1"), QStringLiteral("https://a.example/2")});
        show();
        library::JobQuery query;
        query.state = JobState::Waiting;
        ask(query);
        QTRY_COMPARE(m_model->rowCount(), 2);
        cancel({ids.first()});
        QTRY_COMPARE(m_model->rowCount(), 1);
        QCOMPARE(m_model->idAt(0), ids.last());
    }

    void sortsByColumnAndBackToTheOrderOfArrival() {
        add({QStringLiteral("https://c.example/"), QStringLiteral("https://a.example/"),
             QStringLiteral("https://b.example/")});
        show();
        m_model->sort(JobListModel::Host, Qt::AscendingOrder);
        QTRY_VERIFY(rows().startsWith(QStringLiteral("Waiting | https://a.example/")));
        m_model->sort(JobListModel::Host, Qt::DescendingOrder);
        QTRY_VERIFY(rows().startsWith(QStringLiteral("Waiting | https://c.example/")));
        m_model->sort(-1, Qt::AscendingOrder);
        QTRY_COMPARE(m_model->query().sort, library::JobSort::Added);
        QVERIFY(!m_model->query().descending);
    }

    void retriedJobsAreReadAgain() {
        const auto ids = add({QStringLiteral("https://a.example/1")});
        cancel(ids);
        show();
        QTRY_VERIFY(rows().startsWith(QStringLiteral("Cancelled")));
        QSignalSpy written(m_model.get(), &JobListModel::countsChanged);
        m_library->write(
            this, [ids](library::Stores& stores) { return stores.jobs.retry(ids); }, [](const base::Result<int>&) {});
        QTRY_COMPARE(m_model->counts().waiting, 1);
        m_model->refresh();
        QTRY_VERIFY(rows().startsWith(QStringLiteral("Waiting")));
    }

    void rowsAreReadOnlyWhereSomebodyLooks() {
        QStringList links;
        for (int at = 0; at < 5'000; ++at)
            links << QStringLiteral("https://a.example/%1").arg(at);
        add(links);
        show();
        QCOMPARE(m_model->rowCount(), 5'000);
        const QModelIndex far = m_model->index(4'321, JobListModel::Page);
        QVERIFY(!far.data(JobListModel::LoadedRole).toBool());
        QVERIFY(far.data().toString().isEmpty());
        QTRY_COMPARE(far.data().toString(), QStringLiteral("https://a.example/4321"));
        QVERIFY(!m_model->index(100, 0).data(JobListModel::LoadedRole).toBool());
    }

    void hostileTitlesAndLinksAreText() {
        library::NewJob job;
        job.link = QStringLiteral("https://a.example/<b>x</b>");
        job.title = QStringLiteral("<img src=x>\n\u202Etxt");
        QVERIFY(
            write([job](library::Stores& stores) { return stores.jobs.add({job}, library::IfKept::CaptureAgain); }));
        show();
        rows();
        const QModelIndex page = m_model->index(0, JobListModel::Page);
        QCOMPARE(page.data().toString(), QStringLiteral("<img src=x> txt"));
        QVERIFY(!page.data(Qt::ToolTipRole).toString().contains(QStringLiteral("<img")));
    }

    void clearedJobsLeaveTheList() {
        const auto ids = add({QStringLiteral("https://a.example/1"), QStringLiteral("https://a.example/2")});
        cancel({ids.first()});
        show();
        QVERIFY(write([](library::Stores& stores) { return stores.jobs.clearFinished(); }));
        m_model->refresh();
        QTRY_COMPARE(m_model->rowCount(), 1);
        QCOMPARE(m_model->idAt(0), ids.last());
    }

private:
    // The model, with its first answer; views are told by a tester that finds contradictions.
    void show() {
        m_model = std::make_unique<JobListModel>(*m_library);
        new QAbstractItemModelTester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     m_model.get());
        QTRY_VERIFY(m_model->complete());
    }

    void ask(const library::JobQuery& query) {
        QSignalSpy completed(m_model.get(), &JobListModel::completed);
        m_model->setQuery(query);
        QTRY_VERIFY(!completed.isEmpty());
    }

    // What the model shows once the rows are here.
    QString rows() {
        for (int row = 0; row < m_model->rowCount(); ++row)
            m_model->jobAt(row);
        [this] {
            QTRY_VERIFY([this] {
                for (int row = 0; row < m_model->rowCount(); ++row) {
                    if (!m_model->jobAt(row))
                        return false;
                }
                return true;
            }());
        }();
        return support::printed(*m_model);
    }

    template<typename Work>
    std::invoke_result_t<Work, library::Stores&> write(Work work) {
        using Answer = std::invoke_result_t<Work, library::Stores&>;
        std::optional<Answer> answer;
        m_library->write(this, std::move(work), [&answer](Answer done) { answer = std::move(done); });
        [&answer] { QTRY_VERIFY(answer); }();
        return *std::move(answer);
    }

    QList<JobId> add(const QStringList& links) {
        QList<library::NewJob> jobs;
        for (const QString& link : links)
            jobs.append({link, {}, {}, {}});
        const auto added =
            write([jobs](library::Stores& stores) { return stores.jobs.add(jobs, library::IfKept::CaptureAgain); });
        return added ? added->ids : QList<JobId>();
    }

    void cancel(const QList<JobId>& ids) {
        QVERIFY(write([ids](library::Stores& stores) { return stores.jobs.cancel(ids); }));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<library::Library> m_library;
    std::unique_ptr<JobListModel> m_model;
};

QTEST_GUILESS_MAIN(JobListModelTest)
#include "tst_joblistmodel.moc"
