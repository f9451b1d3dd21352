#include "fixture.h"
#include "namespaces.h"

#include "library/errors.h"
#include "library/librarycopy.h"
#include "library/opening.h"
#include "library/query.h"

#include <QSignalSpy>

using namespace library;

// Runs within a small file system (see main): a library on a disk that gets full, and gets room again.
class FullDiskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = qEnvironmentVariable("TIDEMARK_SMALL_DISK");
        m_file = m_folder + QStringLiteral("/a.tidemark");
    }

    void init() {
        for (const QString& name : QDir(m_folder).entryList(QDir::Files))
            QFile::remove(m_folder + u'/' + name);
    }

    void worksFailAndLaterOnesSucceedWhenThereIsRoom() {
        auto opened = fixture::open(m_file, true);
        QVERIFY(opened);
        QSignalSpy full(opened.get(), &Library::full);
        QVERIFY(addJobs(*opened, 200));
        leaveRoom(200'000);
        QList<QByteArray> outcomes;
        for (int i = 0; i < 40; ++i)
            store(*opened, i, outcomes);
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.size(), 40, 30'000);
        QVERIFY(outcomes.contains(QByteArray(libraryFull)));
        for (const QByteArray& outcome : std::as_const(outcomes))
            QVERIFY2(outcome == "ok" || outcome == libraryFull, outcome.constData());
        QVERIFY(full.count() >= 1);
        QVERIFY(full.first().first().toString().contains(QStringLiteral("room")));
        const qsizetype stored = outcomes.count("ok");
        QCOMPARE(opened->here().jobs.counts()->done, stored);
        QCOMPARE(*opened->here().pages.count({}), stored);

        QVERIFY(QFile::remove(filler()));
        outcomes.clear();
        for (int i = 0; i < 40; ++i)
            store(*opened, 100 + i, outcomes);
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.size(), 40, 30'000);
        QCOMPARE(outcomes.count("ok"), 40);
        opened.reset();
        opened = fixture::open(m_file);
        QCOMPARE(*opened->here().pages.count({}), stored + 40);
        QCOMPARE(fixture::damages(opened->here()), QStringList());
    }

    void newLibraryThatDoesNotFitLeavesNothingBehind() {
        leaveRoom(50'000);
        const auto opened = Library::open({m_file, OpenMode::ReadWrite, true});
        QVERIFY(!opened);
        QVERIFY2(opened.error().kind == libraryFull, opened.error().kind.constData());
        QVERIFY(!QFile::exists(m_file));
        QVERIFY(!QFile::exists(m_file + QStringLiteral(".new")));
    }

    void libraryOnAFullDiskStillOpens() {
        {
            const auto opened = fixture::open(m_file);
            fixture::archive(opened->here(), QStringLiteral("http://a.org/"),
                             fixture::snapshot({}, QStringLiteral("x")));
        }
        leaveRoom(0);
        for (const OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly}) {
            const auto opened = Library::open({m_file, mode, true});
            QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
            QCOMPARE(*(*opened)->here().pages.count({}), 1);
        }
    }

    void copyThatDoesNotFitIsSaidBeforeItIsMadeAndTheLibraryIsAsItWas() {
        fillOne();
        const QString copy = copyName(m_file, ownMigrations().last().version);
        QFile earlier(copy); // of an earlier time, and too small to make room
        QVERIFY(earlier.open(QIODevice::WriteOnly));
        earlier.write("x");
        earlier.close();
        leaveRoom(100'000);
        const auto opening = prepare(m_file, OpenMode::ReadWrite, longerSteps());
        QVERIFY(!opening);
        QCOMPARE(opening.error().kind, QByteArray(libraryFull));
        QVERIFY2(opening.error().message.contains(QStringLiteral("free disk space")),
                 qPrintable(opening.error().message));
        QVERIFY(QFile::remove(filler()));
        QCOMPARE(QDir(m_folder).entryList({QStringLiteral("*.version-*")}, QDir::Files),
                 QStringList(QFileInfo(copy).fileName()));
        QCOMPARE(*fixture::open(m_file)->here().pages.count({}), 1);
    }

    void copyThatAnInterruptedStartLeftMakesRoomForTheNext() {
        fillOne();
        const QString copy = copyName(m_file, ownMigrations().last().version);
        QVERIFY(QFile::copy(m_file, copy));
        leaveRoom(200'000);
        const auto opening = prepare(m_file, OpenMode::ReadWrite, longerSteps());
        QVERIFY2(opening, opening ? "" : qPrintable(opening.error().message));
        QVERIFY(QFileInfo(copy).size() > 200'000);
    }

private:
    void fillOne() {
        const auto opened = fixture::open(m_file);
        fixture::archive(opened->here(), QStringLiteral("http://a.org/"), fixture::snapshot({}, QStringLiteral("x")));
    }

    static QList<Migration> longerSteps() {
        QList<Migration> steps = ownMigrations();
        steps.append({steps.last().version + 1, QStringLiteral("next"), "CREATE TABLE fresh(a)"});
        return steps;
    }

    QString filler() const { return m_folder + QStringLiteral("/filler"); }

    void leaveRoom(qint64 bytes) {
        QFile file(filler());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        const QByteArray block(4096, 'f');
        while (file.write(block) == block.size()) {
        }
        QVERIFY(file.resize(qMax<qint64>(0, file.size() - bytes)));
    }

    bool addJobs(Library& opened, int count) {
        bool added = false;
        opened.write(
            this,
            [count](Stores& stores) -> base::Result<QList<Job>> {
                QList<NewJob> jobs;
                for (int i = 0; i < count; ++i)
                    jobs.append(fixture::newJob(QStringLiteral("http://a.org/%1").arg(i)));
                (void)stores.jobs.add(jobs, IfKept::Skip);
                return stores.jobs.claim(count, count, {}, fixture::at(0));
            },
            [&](base::Result<QList<Job>> jobs) { added = jobs && jobs->size() == count; });
        return QTest::qWaitFor([&] { return added; }, support::patience);
    }

    void store(Library& opened, int number, QList<QByteArray>& outcomes) {
        NewSnapshot values = fixture::snapshot(QString::number(number), QStringLiteral("text %1").arg(number));
        QByteArray body(20'000, Qt::Uninitialized);
        for (qsizetype i = 0; i < body.size(); ++i)
            body[i] = char((i * 7919 + number * 104729 + (i * i) % 251) & 0xff);
        values.body = pack(body, "image/png");
        opened.write(
            this,
            [id = JobId(number + 1), values](Stores& stores) {
                return stores.snapshots.commitCapture(id, fixture::capture(), values);
            },
            [&outcomes](base::Result<Committed> stored) {
                outcomes.append(stored ? QByteArray("ok") : stored.error().kind);
            });
    }

    QString m_folder;
    QString m_file;
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    if (qEnvironmentVariableIsSet("TIDEMARK_SMALL_DISK")) {
        FullDiskTest test;
        return QTest::qExec(&test, argc, argv);
    }
    const QTemporaryDir folder;
    const auto outcome =
        namespaces::run(QStringLiteral("mount -t tmpfs -o size=12m tmpfs '%1'; TIDEMARK_SMALL_DISK='%1' exec \"$0\"")
                            .arg(folder.path()));
    std::fputs(outcome.possible ? qPrintable(outcome.output) : "SKIP: no namespaces here\n", stdout);
    return outcome.possible ? outcome.exitCode : 0;
}
#include "tst_fulldisk.moc"
