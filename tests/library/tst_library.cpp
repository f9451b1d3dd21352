#include "withlibrary.h"

#include "base/descriptors.h"
#include "library/errors.h"
#include "library/transaction.h"
#include "tests/support/descriptorlimit.h"

#include <QSignalSpy>
#include <QThread>

#include <atomic>
#include <chrono>
#include <fcntl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace library;

namespace {

// One row and nothing that needs a job.
base::Result<RunId> addRun(Stores& stores, const QString& name) {
    Run run;
    run.name = name;
    run.startedAt = fixture::at(0);
    return stores.runs.add(run);
}

// A query that takes much longer than any test waits.
base::Result<qint64> endless(Stores& stores) {
    PageQuery query;
    query.search = QStringLiteral("word");
    for (;;) {
        const auto found = stores.search.find(query);
        if (!found)
            return found.error();
    }
}

// Whether another program finds SQLite's lock of a reader on the file, without which it takes itself for the only one.
bool isLockedForOthers(const QString& file) {
    const QByteArray path = QFile::encodeName(file);
    const pid_t other = ::fork();
    if (other == 0) {
        struct flock lock {};
        lock.l_type = F_WRLCK;
        lock.l_whence = SEEK_SET;
        lock.l_start = 0x40000000 + 2; // SQLite file format, "shared" bytes
        lock.l_len = 510;
        const int descriptor = ::open(path.constData(), O_RDWR | O_CLOEXEC);
        ::_exit(descriptor >= 0 && ::fcntl(descriptor, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK ? 1 : 0);
    }
    int status = 0;
    return ::waitpid(other, &status, 0) == other && WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

} // namespace

class LibraryTest : public WithLibrary {
    Q_OBJECT

public:
    LibraryTest()
        : WithLibrary(Connections::Threads) {}

private Q_SLOTS:
    void writtenIsDeliveredOnTheContextsThreadAndSeenByReaders() {
        QThread* thread = nullptr;
        base::Result<RunId> id = base::Error{};
        m_library->write(
            this, [](Stores& stores) { return addRun(stores, QStringLiteral("one")); },
            [&](base::Result<RunId> result) {
                id = std::move(result);
                thread = QThread::currentThread();
            });
        QTRY_VERIFY(id);
        QCOMPARE(thread, QThread::currentThread());
        QString name;
        m_library->read(
            ReadLane::Reader, this, [&](Stores& stores) { return stores.runs.run(*id); },
            [&](base::Result<Run> run) { name = run->name; });
        QTRY_COMPARE(name, QStringLiteral("one"));
    }

    void manyWorksAreDeliveredInOrder() {
        QList<RunId> ids;
        for (int i = 0; i < 2000; ++i) {
            m_library->write(
                this, [i](Stores& stores) { return addRun(stores, QString::number(i)); },
                [&](base::Result<RunId> id) { ids.append(*id); });
        }
        QTRY_COMPARE(ids.size(), 2000);
        QVERIFY(std::is_sorted(ids.begin(), ids.end()));
    }

    void failedWorkIsUndoneAloneWithinItsGroup() {
        int good = 0;
        int bad = 0;
        for (int i = 0; i < 100; ++i) {
            m_library->write(
                this,
                [i](Stores& stores) -> base::Result<RunId> {
                    auto id = addRun(stores, QString::number(i));
                    if (i % 2 == 1)
                        return base::Error{"odd", {}};
                    return id;
                },
                [&](base::Result<RunId> id) { ++(id ? good : bad); });
        }
        QTRY_COMPARE(good + bad, 100);
        QCOMPARE(good, 50);
        QCOMPARE(m_library->here().runs.list()->size(), 50);
    }

    void doneIsNotCalledWhenTheContextIsGone() {
        bool called = false;
        auto context = std::make_unique<QObject>();
        m_library->write(
            context.get(), [](Stores& stores) { return addRun(stores, QStringLiteral("x")); },
            [&](base::Result<RunId>) { called = true; });
        context.reset();
        bool after = false;
        m_library->write(
            this, [](Stores& stores) { return addRun(stores, QStringLiteral("y")); },
            [&](base::Result<RunId>) { after = true; });
        QTRY_VERIFY(after);
        QVERIFY(!called);
        QCOMPARE(m_library->here().runs.list()->size(), 2);
    }

    void contextsMayGoInTheirOwnThreadAtAnyMoment() {
        QThread thread;
        thread.start();
        std::atomic<int> called = 0;
        std::atomic<bool> wrongThread = false;
        for (int i = 0; i < 500; ++i) {
            auto* context = new QObject;
            context->moveToThread(&thread);
            m_library->read(
                ReadLane::Lists, context, [](Stores& stores) { return stores.runs.list(); },
                [&](base::Result<QList<Run>>) {
                    ++called;
                    wrongThread = wrongThread || QThread::currentThread() != &thread;
                });
            context->deleteLater();
        }
        bool last = false;
        m_library->read(
            ReadLane::Lists, this, [](Stores& stores) { return stores.runs.list(); },
            [&](base::Result<QList<Run>>) { last = true; });
        QTRY_VERIFY(last);
        thread.quit();
        QVERIFY(thread.wait(10'000));
        QVERIFY(!wrongThread);
        QVERIFY(called <= 500);
    }

    void worksComeFromAnyThread() {
        std::atomic<int> done = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 100; ++i)
                    m_library->write(
                        this, [](Stores& stores) { return addRun(stores, QStringLiteral("x")); },
                        [&](base::Result<RunId> id) { done += id ? 1 : 0; });
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QTRY_COMPARE(done.load(), 400);
    }

    void worksHandedInAreDoneBeforeTheLibraryCloses() {
        const QString file = m_library->file();
        for (int i = 0; i < 300; ++i)
            m_library->write(
                nullptr, [](Stores& stores) { return addRun(stores, QStringLiteral("x")); },
                [](base::Result<RunId>) {});
        m_library.reset();
        m_library = fixture::open(file);
        QCOMPARE(m_library->here().runs.list()->size(), 300);
    }

    void interruptEndsWhatIsReadAndWhatWaitsButNotWhatComesAfter() {
        QList<QByteArray> kinds;
        const auto note = [&](base::Result<qint64> result) {
            kinds.append(result ? QByteArray("ok") : result.error().kind);
        };
        m_library->read(ReadLane::Lists, this, endless, note);
        m_library->read(ReadLane::Lists, this, endless, note);
        m_library->interrupt(ReadLane::Lists);
        m_library->read(
            ReadLane::Lists, this, [](Stores& stores) { return stores.pages.count({}); }, note);
        QTRY_COMPARE(kinds.size(), 3);
        std::sort(kinds.begin(), kinds.end());
        QCOMPARE(kinds, (QList<QByteArray>{interrupted, interrupted, "ok"}));
    }

    // Beyond 64 KiB SQLite keeps what a step has changed in a file of its own.
    void withoutDescriptorsAWorkFailsAsScarceAndSucceedsLater() {
        QList<NewJob> jobs;
        for (int i = 0; i < 5'000; ++i)
            jobs << fixture::newJob(QStringLiteral("http://e.org/%1").arg(i));
        QList<QByteArray> kinds;
        const auto note = [&](const auto& result) { kinds << (result ? QByteArray("ok") : result.error().kind); };
        m_library->write(
            this, [jobs](Stores& stores) { return stores.jobs.add(jobs, IfKept::CaptureAgain); }, note);
        QTRY_COMPARE(kinds, QList<QByteArray>{"ok"});
        const auto change = [](Stores& stores) { return stores.jobs.cancelAll(); };
        {
            const support::NoDescriptors none(base::openDescriptors());
            m_library->write(this, change, note);
            QTRY_COMPARE(kinds, (QList<QByteArray>{"ok", libraryScarce}));
        }
        m_library->write(this, change, note);
        QTRY_COMPARE(kinds, (QList<QByteArray>{"ok", libraryScarce, "ok"}));
        QCOMPARE(m_library->here().jobs.counts()->cancelled, 5'000);
    }

    void staleInterruptsNeverReachALaterQuery() {
        int good = 0;
        int stopped = 0;
        for (int i = 0; i < 300; ++i) {
            m_library->read(
                ReadLane::Lists, this, [](Stores& stores) { return stores.pages.count({}); },
                [&](base::Result<qint64> result) { ++(result ? good : stopped); });
            m_library->interrupt(ReadLane::Lists);
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(good + stopped, 300);
        m_library->interrupt(ReadLane::Lists); // nothing runs: must not be kept for the next one
        good = 0;
        m_library->read(
            ReadLane::Lists, this, [](Stores& stores) { return stores.pages.count({}); },
            [&](base::Result<qint64> result) { good += result ? 1 : 0; });
        QTRY_COMPARE(good, 1);
    }

    // Else the connection could begin no other.
    void interruptAtAnyMomentLeavesNoTransactionOpen() {
        const auto database = Database::open(path("a.tidemark"), Database::Access::ReadOnly);
        QVERIFY(database);
        std::atomic<bool> done = false;
        std::thread interrupting([&] {
            while (!done)
                (*database)->interrupt();
        });
        int begun = 0, open = 0;
        for (int i = 0; i < 20'000; ++i) {
            (*database)->clearInterrupt();
            begun += Transaction(**database, Transaction::Kind::Read).begun() ? 1 : 0;
            open += (*database)->inTransaction() ? 1 : 0;
        }
        done = true;
        interrupting.join();
        QCOMPARE(open, 0);
        QVERIFY(begun > 0);
        (*database)->clearInterrupt();
        QVERIFY(Transaction(**database, Transaction::Kind::Read).begun());
    }

    // At whatever moment it comes: also while the first query of a connection is being prepared.
    void closingEndsAQueryThatRuns() {
        m_library.reset();
        for (int moment = 0; moment < 150; ++moment) {
            m_library = fixture::open(path("a.tidemark"), true);
            QByteArray kind;
            m_library->read(ReadLane::Reader, this, endless, [&](base::Result<qint64> result) {
                kind = result ? QByteArray("ok") : result.error().kind;
            });
            const auto from = std::chrono::steady_clock::now();
            while (std::chrono::steady_clock::now() - from < std::chrono::microseconds(4 * moment))
                std::this_thread::yield();
            m_library.reset();
            QTRY_COMPARE(kind, QByteArray(interrupted));
        }
    }

    void changesAreAnnouncedAFewTimesASecondAndTheLastOneAlways() {
        QSignalSpy changed(m_library.get(), &Library::changed);
        int done = 0;
        for (int i = 0; i < 200; ++i) {
            m_library->write(
                this, [](Stores& stores) { return addRun(stores, QStringLiteral("x")); },
                [&](base::Result<RunId>) { ++done; });
        }
        QTRY_COMPARE(done, 200);
        QTRY_VERIFY(changed.count() >= 1);
        QVERIFY(changed.count() < 20);
        const auto before = changed.count();
        m_library->write(
            this, [](Stores& stores) { return addRun(stores, QStringLiteral("x")); },
            [&](base::Result<RunId>) { ++done; });
        QTRY_COMPARE(done, 201);
        QTRY_VERIFY(changed.count() > before);
    }

    // Closing a descriptor of a file drops all locks that the program holds on it.
    void secondOpeningTakesNoLockFromTheFirst() {
        QVERIFY(stores().pages.count({}));
        QVERIFY(isLockedForOthers(m_library->file()));
        QVERIFY(Library::open({m_library->file(), OpenMode::ReadOnly, false}));
        QVERIFY(isLockedForOthers(m_library->file()));
        QCOMPARE(Library::open({m_library->file(), OpenMode::ReadWrite, false}).error().kind,
                 QByteArray(libraryLocked));
        QVERIFY(isLockedForOthers(m_library->file()));
    }

    void withoutThreadsTheCallersConnectionDoesTheWork() {
        m_library.reset();
        m_library = fixture::open(path("b.tidemark"));
        bool done = false;
        m_library->write(
            this, [](Stores& stores) { return addRun(stores, QStringLiteral("x")); },
            [&](base::Result<RunId> id) { done = bool(id); });
        QTRY_VERIFY(done);
    }
};

QTEST_GUILESS_MAIN(LibraryTest)
#include "tst_library.moc"
