#include "fixture.h"
#include "namespaces.h"
#include "olderlibrary.h"

#include "library/copykeeper.h"
#include "library/errors.h"
#include "library/librarycopy.h"
#include "library/limits.h"
#include "library/opening.h"
#include "library/query.h"

#include <QCryptographicHash>
#include <QProcess>
#include <QRandomGenerator>

#include <cstdio>
#include <semaphore>
#include <thread>
#include <unistd.h>

using namespace library;

namespace {

constexpr int pagesKept = 20;

// Both kinds of file system, whichever this is.
bool sharesNothing(int, int) {
    return false;
}
bool sharesAtOnce(int from, int to) {
    QFile source;
    QFile target;
    return source.open(from, QIODevice::ReadOnly) && target.open(to, QIODevice::WriteOnly) &&
           target.write(source.readAll()) == source.size() && target.flush();
}

// One more step than the program has, so that any library is an older one; it takes a while.
QList<Migration> longerSteps() {
    QList<Migration> steps = ownMigrations();
    steps.append({steps.last().version + 1, QStringLiteral("next"),
                  "CREATE TABLE fresh(a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE "
                  "i < 700000) INSERT INTO fresh SELECT i FROM n"});
    return steps;
}

QList<Migration> stepsWith(const QByteArray& sql) {
    QList<Migration> steps = ownMigrations();
    steps.append({steps.last().version + 1, QStringLiteral("next"), sql});
    return steps;
}

void execute(const QString& file, const char* sql) {
    const auto database = Database::open(file, Database::Access::ReadWrite);
    QVERIFY(database);
    const auto done = (*database)->execute(sql);
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
}

qint64 number(const QString& file, const char* sql) {
    const auto database = Database::open(file, Database::Access::ReadOnly);
    return database ? oneInteger(**database, sql, -1).valueOr(-2) : -3;
}

bool isSound(const QString& file) {
    const auto database = Database::open(file, Database::Access::ReadOnly);
    if (!database)
        return false;
    Query check(**database, "PRAGMA integrity_check");
    return check.next() && check.text(0) == QLatin1String("ok");
}

// All that a list, a search and a job table show, in words.
QStringList everythingRead(Stores& stores) {
    QStringList lines;
    const auto searched = [&](const char* search, bool byRank) {
        PageQuery query;
        query.search = QString::fromUtf8(search);
        const auto ids = stores.search.find(query, 0, byRank);
        QString line = QString::fromUtf8(search);
        for (const PageId id : ids.valueOr({-1}))
            line += u' ' % QString::number(id);
        lines += line;
    };
    for (const bool byRank : {false, true}) {
        for (const char* search : {"water", "grandfather", "tag:sea", "note:学习", "water grandfather", "-sea"})
            searched(search, byRank);
    }
    const auto ids = stores.pages.ids({});
    const auto rows = stores.pages.rows(ids.valueOr({}));
    if (!rows)
        return {rows.error().message};
    for (const PageRow& row : *rows)
        lines += QString(row.link % u' ' % row.title % u' ' % row.note);
    for (const JobSort sort : {JobSort::Added, JobSort::Host, JobSort::State}) {
        for (const auto& state : {std::optional<JobState>(), std::optional(JobState::Waiting)}) {
            JobQuery query;
            query.sort = sort;
            query.state = state;
            const auto jobs = stores.jobs.ids(query);
            if (!jobs)
                return {jobs.error().message};
            for (const Job& job : stores.jobs.rows(*jobs).valueOr({}))
                lines += QString(job.link % u' ' % QString::number(int(job.state)) % job.note);
        }
    }
    lines += QString::number(stores.jobs.counts()->waiting);
    const auto hits = stores.search.snippets(ids.valueOr({}).mid(0, 3), QStringLiteral("sea"));
    for (const SearchHit& hit : hits.valueOr({}))
        lines += hit.snippet;
    return lines;
}

QByteArray digestOf(const QStringList& lines) {
    return QCryptographicHash::hash(lines.join(u'\n').toUtf8(), QCryptographicHash::Sha1).toHex();
}

// As another program, "read" or "open": what is found, as one line.
int readPiece(const QString& file, OpenMode mode) {
    const auto opened = Library::open({file, mode, false});
    if (!opened) {
        std::printf("%s\n", opened.error().kind.constData());
        return 1;
    }
    std::printf("read-only %d, %s, damages %lld\n", int((*opened)->readOnly()),
                digestOf(everythingRead((*opened)->here())).constData(),
                qlonglong(fixture::damages((*opened)->here()).size()));
    return 0;
}

// Brings the library up to date and tells each step, until it is killed.
int upgradePiece(const QString& file) {
    const auto tell = [](const OpeningStep& step) {
        std::printf("step %d\n", int(step.kind));
        std::fflush(stdout);
        return true;
    };
    const auto opening = prepare(file, OpenMode::ReadWrite, longerSteps(), tell, sharesNothing);
    std::printf("%s\n", opening ? "done" : qPrintable(opening.error().message));
    return opening ? 0 : 1;
}

} // namespace

// Libraries of older versions: brought up to date, or read as they are.
class UpgradeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("some näme %23.tidemark"));
    }

    void olderLibraryIsReadAsItIsAndAnswersTheSame_data() {
        QTest::addColumn<int>("version");
        for (int version = 1; version < ownMigrations().last().version; ++version)
            QTest::addRow("version %d", version) << version;
    }
    void olderLibraryIsReadAsItIsAndAnswersTheSame() {
        QFETCH(int, version);
        fill();
        QStringList wanted;
        {
            const auto opened = fixture::open(m_file);
            wanted = everythingRead(opened->here());
            QVERIFY(wanted.contains(QStringLiteral("grandfather 3")));
        }
        QVERIFY(older::make(m_file, version));
        const QByteArray before = contents();
        {
            const auto opened = Library::open({m_file, OpenMode::ReadOnly, false});
            QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
            QCOMPARE(everythingRead((*opened)->here()), wanted);
            QCOMPARE(fixture::damages((*opened)->here()), QStringList());
            QCOMPARE((*opened)->here().pages.setNote(1, {}).error().kind, QByteArray(libraryReadOnly));
            QCOMPARE(everythingRead((*opened)->here()), wanted); // verify left the views where they were
        }
        QCOMPARE(contents(), before);
        QVERIFY(!filesBeside().join(u' ').contains(QStringLiteral(".version-")));
        {
            const auto threads = Library::open({m_file, OpenMode::ReadOnly, true});
            QVERIFY(threads);
            QStringList found;
            (*threads)->read(
                ReadLane::Lists, this, [](Stores& stores) { return base::Result<QStringList>(everythingRead(stores)); },
                [&found](const base::Result<QStringList>& lines) { found = *lines; });
            QTRY_COMPARE(found, wanted);
        }
        const auto opened = fixture::open(m_file);
        QVERIFY(opened && !opened->readOnly());
        QCOMPARE(everythingRead(opened->here()), wanted);
        QCOMPARE(fixture::damages(opened->here()), QStringList());
    }

    void olderLibraryOnAReadOnlyMountIsRead() {
        fill();
        QByteArray digest;
        {
            const auto opened = fixture::open(m_file);
            digest = digestOf(everythingRead(opened->here()));
        }
        QVERIFY(older::make(m_file, 1));
        for (const char* piece : {"read", "open"}) {
            const auto outcome =
                namespaces::run(QStringLiteral("mount --bind '%1' '%1'; mount -o remount,ro,bind '%1'; "
                                               "exec \"$0\" %2 '%3'")
                                    .arg(m_folder->path(), QLatin1String(piece), m_file));
            if (!outcome.possible)
                QSKIP("no namespaces here");
            QCOMPARE(outcome.output.trimmed(),
                     QString(u"read-only 1, " % QString::fromLatin1(digest) % u", damages 0"));
        }
    }

    void stepThatCannotBeReadOverIsSaidWithWhatToDo() {
        fill();
        const auto opening = prepare(m_file, OpenMode::ReadOnly, stepsWith("CREATE TABLE fresh(a)"));
        QVERIFY(!opening);
        QCOMPARE(opening.error().kind, QByteArray(libraryUnusable));
        QVERIFY(opening.error().message.contains(QStringLiteral("copy")));
    }

    void everyStepOfTheProgramCanBeReadOver() {
        const QList<Migration> steps = ownMigrations();
        for (qsizetype at = 1; at < steps.size(); ++at)
            QVERIFY2(steps[at].reading, qPrintable(steps[at].name));
    }

    void olderLibraryIsCopiedBroughtUpToDateAndFreedOfItsCopyLater() {
        fill();
        QVERIFY(QFile::setPermissions(m_file, m_shared));
        QVERIFY(older::make(m_file, 1));
        const QString copy = copyName(m_file, 1);
        QList<OpeningStep::Kind> told;
        {
            OpenOptions options{m_file, OpenMode::ReadWrite, false};
            options.report = [&told](const OpeningStep& step) {
                if (!told.contains(step.kind))
                    told.append(step.kind);
                return !sentenceOf(step).isEmpty();
            };
            const auto opened = Library::open(options);
            QVERIFY(opened && !(*opened)->readOnly());
            QVERIFY(QFile::exists(copy));
        }
        QVERIFY(told.endsWith(OpeningStep::Kind::Checking));
        QVERIFY(told.contains(OpeningStep::Kind::Changing));
        QVERIFY(isSound(copy));
        QCOMPARE(number(copy, "PRAGMA user_version"), 1);
        QCOMPARE(number(copy, "SELECT count(*) FROM page"), pagesKept);
        constexpr QFile::Permissions asker = QFile::ReadUser | QFile::WriteUser;
        QCOMPARE(QFile::permissions(copy) & ~asker, m_shared);
        QVERIFY(Library::open({m_file, OpenMode::ReadOnly, false}));
        QVERIFY(QFile::exists(copy)); // reading decides nothing
        QVERIFY(fixture::open(m_file));
        QVERIFY(!QFile::exists(copy));
    }

    void largeLibraryIsReadWholeBeforeItsCopyGoes() {
        fill();
        QVERIFY(enlarge(openingCheck.standard + 4'000'000));
        QVERIFY(older::make(m_file, 2));
        QVERIFY(fixture::open(m_file));
        const QString copy = copyName(m_file, 2);
        const QString others[] = {copyName(m_file, 99), QString(m_file % u".version-mine"),
                                  QString(m_file % u"x.version-1")};
        for (const QString& other : others)
            QVERIFY(QFile::copy(copy, other));
        const auto opened = fixture::open(m_file, true);
        QVERIFY(QFile::exists(copy));
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(copy), 30'000);
        for (const QString& other : others)
            QVERIFY2(QFile::exists(other), qPrintable(other));
    }

    void copyOfADamagedLibraryStays() {
        fill();
        QVERIFY(enlarge(openingCheck.standard + 4'000'000));
        QVERIFY(older::make(m_file, 2));
        QVERIFY(fixture::open(m_file));
        {
            QFile file(m_file); // a place that no opening looks at
            QVERIFY(file.open(QIODevice::ReadWrite));
            const QByteArray bytes(3 * 4096, '\xa5');
            QVERIFY(file.seek(file.size() / 2));
            QCOMPARE(file.write(bytes), bytes.size());
        }
        bool said = false;
        {
            const auto opened = fixture::open(m_file, true);
            QVERIFY(opened && !opened->readOnly());
            connect(opened.get(), &Library::damaged, this, [&said] { said = true; });
            QTRY_VERIFY_WITH_TIMEOUT(said, 30'000);
        }
        QVERIFY(QFile::exists(copyName(m_file, 2)));
    }

    void endingInTheMiddleOfTheReadingLeavesTheCopy() {
        fill();
        QVERIFY(enlarge(openingCheck.standard + 4'000'000));
        QVERIFY(older::make(m_file, 2));
        QVERIFY(fixture::open(m_file));
        const auto opening = prepare(m_file, OpenMode::ReadWrite, ownMigrations());
        QVERIFY(opening);
        QCOMPARE(opening->uncheckedCopies, QStringList{copyName(m_file, 2)});
        std::binary_semaphore reading(0);
        auto keeper = std::make_unique<CopyKeeper>(*opening, std::chrono::milliseconds(0), [&](const CopyKeeper& self) {
            reading.release();
            while (!self.isStopping())
                std::this_thread::yield();
        });
        reading.acquire();
        keeper.reset();
        QVERIFY(QFile::exists(copyName(m_file, 2)));
        const CopyKeeper next(*opening, std::chrono::milliseconds(0));
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(copyName(m_file, 2)), 30'000);
    }

    void endingWhileItStillWaitsLeavesTheCopy() {
        fill();
        QVERIFY(enlarge(openingCheck.standard + 4'000'000));
        QVERIFY(older::make(m_file, 2));
        QVERIFY(fixture::open(m_file));
        QVERIFY(fixture::open(m_file, true));
        QVERIFY(QFile::exists(copyName(m_file, 2)));
    }

    void copyIsTheLibraryHoweverItIsMade_data() {
        QTest::addColumn<bool>("atOnce");
        QTest::newRow("page by page") << false;
        QTest::newRow("sharing its bytes") << true;
    }
    void copyIsTheLibraryHoweverItIsMade() {
        QFETCH(bool, atOnce);
        fill();
        execute(m_file, "UPDATE page SET note = 'last'");
        QList<OpeningStep::Kind> told;
        const auto tell = [&told](const OpeningStep& step) {
            told << step.kind;
            return true;
        };
        const auto opening = prepare(m_file, OpenMode::ReadWrite, stepsWith("CREATE TABLE fresh(a)"), tell,
                                     atOnce ? sharesAtOnce : sharesNothing);
        QVERIFY2(opening, opening ? "" : qPrintable(opening.error().message));
        QCOMPARE(told.contains(OpeningStep::Kind::Copying), !atOnce);
        const QString copy = copyName(m_file, ownMigrations().last().version);
        QVERIFY(isSound(copy));
        QCOMPARE(number(copy, "SELECT count(*) FROM page WHERE note = 'last'"), pagesKept);
        QVERIFY(number(copy, "SELECT count(*) FROM fresh") < 0);
        QCOMPARE(number(m_file, "SELECT count(*) FROM fresh"), 0);
        QVERIFY(!filesBeside().join(u' ').contains(QStringLiteral(".part")));
    }

    // The copy holds what stands in the log, also while somebody reads and the log cannot be emptied.
    void copyIsWholeWhileAnotherProgramReads() {
        fill();
        auto reader = Database::open(m_file, Database::Access::ReadOnly);
        QVERIFY(reader && (*reader)->execute("BEGIN"));
        QCOMPARE(*oneInteger(**reader, "SELECT count(*) FROM page", 0), pagesKept);
        execute(m_file, "UPDATE page SET note = 'in the log'");
        QVERIFY(QFileInfo(m_file + QStringLiteral("-wal")).size() > 0);
        // Even where bytes can be shared at once: those of the file are not all.
        const auto opening = prepare(m_file, OpenMode::ReadWrite, stepsWith("CREATE TABLE fresh(a)"), {}, sharesAtOnce);
        QVERIFY2(opening, opening ? "" : qPrintable(opening.error().message));
        reader->reset();
        const QString copy = copyName(m_file, ownMigrations().last().version);
        QVERIFY(isSound(copy));
        QCOMPARE(number(copy, "SELECT count(*) FROM page WHERE note = 'in the log'"), pagesKept);
        QCOMPARE(number(m_file, "SELECT count(*) FROM fresh"), 0);
    }

    void fileSystemThatCanShareBytesTakesNoRoomForTheCopy() {
        fill();
        QFile clone(m_folder->filePath(QStringLiteral("clone")));
        QVERIFY(clone.open(QIODevice::WriteOnly));
        if (!CloneSource(m_file).cloneTo(clone.handle()))
            QSKIP("this file system cannot");
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QFile cloned(clone.fileName());
        QVERIFY(cloned.open(QIODevice::ReadOnly));
        QCOMPARE(cloned.readAll(), file.readAll());
    }

    void stoppedItIsAsItWas_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("atOnce");
        QTest::newRow("copying") << int(OpeningStep::Kind::Copying) << false;
        QTest::newRow("changing") << int(OpeningStep::Kind::Changing) << false;
        QTest::newRow("checking") << int(OpeningStep::Kind::Checking) << false;
        QTest::newRow("copied at once, changing") << int(OpeningStep::Kind::Changing) << true;
        QTest::newRow("copied at once, checking") << int(OpeningStep::Kind::Checking) << true;
    }
    void stoppedItIsAsItWas() {
        QFETCH(int, kind);
        QFETCH(bool, atOnce);
        fill();
        QVERIFY(enlarge(10'000'000));
        const QStringList files = filesBeside();
        const auto tell = [kind](const OpeningStep& step) { return int(step.kind) != kind; };
        const auto opening =
            prepare(m_file, OpenMode::ReadWrite, longerSteps(), tell, atOnce ? sharesAtOnce : sharesNothing);
        QVERIFY(!opening);
        QCOMPARE(opening.error().kind, QByteArray(interrupted));
        QVERIFY(opening.error().message.contains(QStringLiteral("as it was")));
        QCOMPARE(filesBeside(), files);
        QCOMPARE(number(m_file, "PRAGMA user_version"), ownMigrations().last().version);
        QVERIFY(isSound(m_file));
        QCOMPARE(number(m_file, "SELECT count(*) FROM page"), pagesKept);
    }

    void stepThatFailsLeavesTheLibraryAsItWas() {
        fill();
        QList<Migration> steps = stepsWith("CREATE TABLE fresh(a)");
        steps.append({steps.last().version + 1, QStringLiteral("two"), "CREATE TABLE fresh(a)"});
        const auto opening = prepare(m_file, OpenMode::ReadWrite, steps);
        QVERIFY(!opening);
        QVERIFY(opening.error().message.contains(QStringLiteral("two")));
        const auto opened = fixture::open(m_file);
        QVERIFY(opened);
        QVERIFY(!oneInteger(opened->here().database, "SELECT count(*) FROM fresh", 0));
        QCOMPARE(*opened->here().pages.count({}), pagesKept);
    }

    void stepThatLosesWhatIsKeptIsNotTaken() {
        fill();
        for (const char* sql : {"DELETE FROM page WHERE id = 7", "DELETE FROM page_tag", "DROP TABLE run"}) {
            const auto opening = prepare(m_file, OpenMode::ReadWrite, stepsWith(sql));
            QVERIFY2(!opening, sql);
        }
        const auto opened = fixture::open(m_file);
        QCOMPARE(*opened->here().pages.count({}), pagesKept);
        QCOMPARE(fixture::damages(opened->here()), QStringList());
    }

    void killedAtAnyPointItIsTheOldLibraryOrTheNewOne() {
        fill();
        QVERIFY(enlarge(24'000'000));
        const int old = ownMigrations().last().version;
        QRandomGenerator random(5);
        QSet<QString> killedIn;
        for (int round = 0; round < 12; ++round) {
            QProcess program;
            program.start(QCoreApplication::applicationFilePath(), {QStringLiteral("upgrade"), m_file});
            const QString wanted = QStringLiteral("step %1").arg(round % 2);
            int more = random.bounded(4);
            QString line;
            while (more >= 0 && line != QLatin1String("done") && program.waitForReadyRead(60'000)) {
                while (more >= 0 && program.canReadLine()) {
                    line = QString::fromUtf8(program.readLine()).trimmed();
                    more -= line == wanted ? 1 : 0;
                }
            }
            program.kill();
            QVERIFY(program.waitForFinished());
            if (number(m_file, "PRAGMA user_version") != old) {
                QCOMPARE(number(m_file, "PRAGMA user_version"), old + 1);
                QCOMPARE(number(m_file, "SELECT count(*) FROM fresh"), 700'000);
                execute(m_file,
                        QByteArray("DROP TABLE fresh; PRAGMA user_version=" + QByteArray::number(old)).constData());
            } else {
                QVERIFY(number(m_file, "SELECT count(*) FROM fresh") < 0);
                killedIn.insert(line);
            }
            QVERIFY(isSound(m_file));
            QCOMPARE(number(m_file, "SELECT count(*) FROM page"), pagesKept);
            if (QFile::exists(copyName(m_file, old)))
                QVERIFY(isSound(copyName(m_file, old)));
        }
        QVERIFY(killedIn.contains(QStringLiteral("step 0")) && killedIn.contains(QStringLiteral("step 1")));
        QVERIFY(prepare(m_file, OpenMode::ReadWrite, longerSteps()));
        QCOMPARE(number(m_file, "SELECT count(*) FROM fresh"), 700'000);
        QVERIFY(!filesBeside().join(u' ').contains(QStringLiteral(".part")));
    }

private:
    void fill() {
        const auto opened = fixture::open(m_file);
        QVERIFY(opened);
        Stores& stores = opened->here();
        for (int i = 1; i <= pagesKept; ++i)
            fixture::archive(stores, QStringLiteral("http://a.org/%1").arg(i),
                             fixture::snapshot(QString::number(i), QStringLiteral("water %1").arg(i)));
        QVERIFY(stores.pages.setNote(3, QStringLiteral("for grandfather")));
        QVERIFY(stores.pages.setNote(4, QStringLiteral("机器学习")));
        QVERIFY(stores.pages.addTag({5, 6}, QStringLiteral("sea")));
        QVERIFY(stores.pages.addTag({5}, QStringLiteral("to read")));
        QVERIFY(stores.jobs.add(
            {fixture::newJob(QStringLiteral("http://b.org/1")), fixture::newJob(QStringLiteral("http://b.org/2"))},
            IfKept::Skip));
    }

    // Blobs that nothing points to, each of a megabyte.
    bool enlarge(qint64 bytes) {
        const qint64 blobs = bytes / 1'000'000 + 1;
        execute(m_file, QByteArray("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
                                   QByteArray::number(blobs) +
                                   ") INSERT INTO blob SELECT randomblob(32), 0, 1000000, randomblob(1000000) FROM n;"
                                   "PRAGMA wal_checkpoint(TRUNCATE)")
                            .constData());
        return QFileInfo(m_file).size() >= bytes;
    }

    QByteArray contents() const {
        QFile file(m_file);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QStringList filesBeside() const { return QDir(m_folder->path()).entryList(QDir::Files, QDir::Name); }

    const QFile::Permissions m_shared = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const QString piece = arguments.value(1);
    if (piece == QLatin1String("read") || piece == QLatin1String("open"))
        return readPiece(arguments.value(2), piece == QLatin1String("read") ? OpenMode::ReadOnly : OpenMode::ReadWrite);
    if (piece == QLatin1String("upgrade"))
        return upgradePiece(arguments.value(2));
    UpgradeTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_upgrade.moc"
