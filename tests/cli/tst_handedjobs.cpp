#include "tests/library/fixture.h"

#include "cli/archiveoutcomes.h"
#include "cli/console.h"
#include "cli/handedjobs.h"
#include "library/database.h"

#include <sqlite3.h>

using namespace library;

namespace {

formats::FoundLink linkOf(const QString& text) {
    formats::FoundLink link;
    link.link = text;
    return link;
}

// Does something once, right before the connection reads whole rows of jobs.
class WhenRowsAreRead {
public:
    WhenRowsAreRead(Stores& stores, std::function<void()> what)
        : m_connection(stores.database.handle())
        , m_what(std::move(what)) {
        const auto begins = [](unsigned, void* self, void* statement, void*) {
            static_cast<WhenRowsAreRead*>(self)->see(sqlite3_sql(static_cast<sqlite3_stmt*>(statement)));
            return 0;
        };
        sqlite3_trace_v2(m_connection, SQLITE_TRACE_STMT, begins, this);
    }
    ~WhenRowsAreRead() { sqlite3_trace_v2(m_connection, 0, nullptr, nullptr); }
    WhenRowsAreRead(const WhenRowsAreRead&) = delete;
    WhenRowsAreRead& operator=(const WhenRowsAreRead&) = delete;

    bool hasHappened() const { return !m_what; }

private:
    void see(const QByteArray& sql) {
        if (m_what && sql.startsWith("SELECT id, link") && sql.contains(" FROM job "))
            std::exchange(m_what, {})();
    }

    sqlite3* m_connection;
    std::function<void()> m_what;
};

} // namespace

// What a window does in the library between what is asked of it, with a library that both have open.
class HandedJobsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_window = fixture::open(m_folder->filePath(QStringLiteral("a.tidemark")));
        QVERIFY(m_window);
        auto opened = Library::open({m_window->file(), OpenMode::ReadOnly, false});
        QVERIFY(opened);
        m_library = *std::move(opened);
        m_outcomes = std::make_unique<cli::ArchiveOutcomes>(cli::ArchiveOutcomes::Form::Lines, m_console);
        m_jobs = std::make_unique<cli::HandedJobs>(*m_outcomes, m_console);
        QVERIFY(m_jobs->begin(read()));
    }
    void cleanup() {
        m_library.reset();
        m_window.reset();
    }

    // Its answer was lost, or the link waited there besides: this run never had the number of its job.
    void linkThatTheWindowDidUntoldIsToldInsteadOfPassedOver() {
        fixture::fail(window(), m_link, "http-status");
        fixture::archive(window(), m_other, fixture::snapshot(QStringLiteral("Well"), {}));
        QCOMPARE(notYetHanded({m_link, m_other, m_link}), QStringList());
        QCOMPARE(m_outcomes->failed(), 1);
        QCOMPARE(m_outcomes->archived(), 1);
        QCOMPARE(m_outcomes->status(), int(cli::SomeFailed));
        QCOMPARE(notYetHanded({m_link, m_other}), QStringList());
        QCOMPARE(m_outcomes->failed() + m_outcomes->archived(), 2);
    }

    void linkThatWaitsUntoldIsHandedOver() {
        fixture::fail(window(), m_link, "http-status");
        QVERIFY(window().jobs.add({fixture::newJob(m_link)}, IfKept::CaptureAgain));
        QCOMPARE(notYetHanded({m_link}), QStringList{m_link});
        QCOMPARE(m_outcomes->failed(), 0);
    }

    void whatWasCapturedBeforeIsCapturedAgain() {
        fixture::archive(window(), m_link, fixture::snapshot({}, {}));
        QVERIFY(m_jobs->begin(read()));
        QCOMPARE(notYetHanded({m_link}), QStringList{m_link});
    }

    void linkThatStandsTwiceInTheListIsToldOnce() {
        handOver(m_link);
        QCOMPARE(notYetHanded({m_link}), QStringList());
        finish();
        QCOMPARE(notYetHanded({m_link}), QStringList()); // before anybody has looked
        QVERIFY(m_jobs->look(read()));
        QCOMPARE(m_jobs->count(), 0);
        QCOMPARE(m_outcomes->archived(), 1);
    }

    void keptLinkIsToldOnce() {
        fixture::archive(window(), m_link, fixture::snapshot({}, {}));
        QVERIFY(m_jobs->begin(read()));
        QCOMPARE(notYetHanded({m_link, m_link}, IfKept::Skip), QStringList());
        QCOMPARE(notYetHanded({m_link}, IfKept::Skip), QStringList());
        QCOMPARE(m_outcomes->archived() + m_outcomes->failed(), 0);
    }

    void clearingBetweenTwoStatementsHidesNoOutcome() {
        handOver(m_link);
        finish();
        const WhenRowsAreRead clearing(read(), [this] { QVERIFY(window().jobs.clearFinished()); });
        QVERIFY(m_jobs->look(read()));
        QVERIFY(clearing.hasHappened());
        QCOMPARE(m_jobs->count(), 0);
        QCOMPARE(m_outcomes->archived(), 1);
        QCOMPARE(m_outcomes->status(), int(cli::AllWell));
    }

    void retryBetweenTwoStatementsIsNoFailure() {
        handOver(m_link);
        const auto claimed = window().jobs.claim(1, 1, {}, fixture::at(0));
        QVERIFY(window().snapshots.commitFailure(claimed->value(0).id, fixture::failure("http-status")));
        {
            const WhenRowsAreRead retrying(read(), [this] { QVERIFY(window().jobs.retryFailed()); });
            QVERIFY(m_jobs->look(read()));
            QVERIFY(retrying.hasHappened());
        }
        QCOMPARE(m_jobs->count(), 1);
        QVERIFY(!m_jobs->due());
        QCOMPARE(m_outcomes->failed(), 0);
        finish();
        QVERIFY(m_jobs->look(read()));
        QCOMPARE(m_jobs->count(), 0);
        QCOMPARE(m_outcomes->archived(), 1);
    }

private:
    Stores& window() { return m_window->here(); }
    Stores& read() { return m_library->here(); }
    QStringList notYetHanded(const QStringList& texts, IfKept ifKept = IfKept::CaptureAgain) {
        QList<formats::FoundLink> links;
        for (const QString& text : texts)
            links << linkOf(text);
        const auto rest = m_jobs->notYetHanded(read(), links, ifKept);
        if (!rest)
            return {rest.error().message};
        QStringList left;
        for (const formats::FoundLink& link : *rest)
            left << link.link;
        return left;
    }
    void handOver(const QString& link) {
        QVERIFY(window().jobs.add({fixture::newJob(link)}, IfKept::CaptureAgain));
        m_jobs->add({window().jobs.findWaiting({link})->value(0).id});
    }
    void finish() { // the one that waits
        const auto claimed = window().jobs.claim(1, 1, {}, fixture::at(0));
        QVERIFY(window().snapshots.commitCapture(claimed->value(0).id, fixture::capture(), fixture::snapshot({}, {})));
    }

    const QString m_link = QStringLiteral("http://a.org/1");
    const QString m_other = QStringLiteral("http://a.org/2");
    cli::Console m_console;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Library> m_window;
    std::unique_ptr<Library> m_library;
    std::unique_ptr<cli::ArchiveOutcomes> m_outcomes;
    std::unique_ptr<cli::HandedJobs> m_jobs;
};

QTEST_GUILESS_MAIN(HandedJobsTest)
#include "tst_handedjobs.moc"
