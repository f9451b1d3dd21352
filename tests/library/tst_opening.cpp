#include "fixture.h"
#include "namespaces.h"
#include "pieces.h"

#include "library/errors.h"
#include "library/links.h"
#include "library/opening.h"
#include "library/query.h"

#include <QCryptographicHash>
#include <QProcess>

#include <cstdio>
#include <unistd.h>

using namespace library;

namespace {

QByteArray kindOf(const base::Result<std::unique_ptr<Library>>& opened) {
    return opened ? QByteArray("opened") : opened.error().kind;
}

// As another program, "piece": opens what it is told and prints what it finds, a line each.
int readPiece(const QString& file, OpenMode mode) {
    const auto opened = Library::open({file, mode, false});
    if (!opened) {
        std::printf("%s\n%s\n", opened.error().kind.constData(), qPrintable(opened.error().message));
        return 1;
    }
    Stores& stores = (*opened)->here();
    PageQuery query;
    query.search = QStringLiteral("water");
    const auto count = stores.pages.count({});
    const auto found = stores.search.find(query);
    std::printf("read-only %d, pages %lld, found %lld, damages %lld\n%s\n", int((*opened)->readOnly()),
                count ? qlonglong(*count) : -1LL, found ? qlonglong(found->size()) : -1LL,
                qlonglong(fixture::damages(stores).size()), qPrintable((*opened)->readOnlyReason()));
    return 0;
}

// Archives link after link and prints each once it is durable, until it is killed.
int writePiece(const QString& file) {
    const auto opened = fixture::open(file, true);
    if (!opened)
        return 1;
    QObject context;
    int next = 0;
    std::function<void()> more = [&] {
        const QString link = QStringLiteral("http://a.org/%1-%2").arg(getpid()).arg(next++);
        opened->write(
            &context,
            [link, n = next](Stores& stores) -> base::Result<QString> {
                if (n % 5 == 0) { // left running, for the crash to find
                    const auto added = stores.jobs.add({fixture::newJob(link)}, IfKept::CaptureAgain);
                    const auto claimed = stores.jobs.claim(1, 1, {}, fixture::at(0), {added->first});
                    return claimed ? base::Result<QString>(QString(u"running " + link)) : claimed.error();
                }
                const Committed stored = fixture::archive(stores, link, fixture::snapshot(link, QString(2000, u'x')));
                return QString((stored.snapshot != 0 ? u"stored " : u"lost ") + link);
            },
            [&](base::Result<QString> line) {
                std::printf("%s\n", line ? qPrintable(*line) : "error");
                std::fflush(stdout);
                more();
            });
    };
    for (int i = 0; i < 8; ++i)
        more();
    return QCoreApplication::exec();
}

} // namespace

class OpeningTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("some folder/näme %23?.tidemark"));
    }

    void newLibraryIsMadeWithItsFolderAndOpensAgain() {
        fill();
        const auto opened = fixture::open(m_file);
        QVERIFY(!opened->readOnly());
        QCOMPARE(*opened->here().pages.count({}), 20);
        QCOMPARE(fixture::damages(opened->here()), QStringList());
        Database& database = opened->here().database;
        const auto pragma = [&](const char* sql) { return oneInteger(database, sql, -1).valueOr(-2); };
        QCOMPARE(pragma("PRAGMA application_id"), qint64(applicationId));
        QCOMPARE(pragma("PRAGMA user_version"), ownMigrations().last().version);
        QCOMPARE(pragma("PRAGMA synchronous"), 2);
        QCOMPARE(pragma("PRAGMA foreign_keys"), 1);
        QCOMPARE(pragma("PRAGMA trusted_schema"), 0);
        QCOMPARE(pragma("PRAGMA cell_size_check"), 1);
        QVERIFY(pragma("PRAGMA busy_timeout") > 0);
    }

    void closedLibraryIsOneFileAndItsLock() {
        fill();
        {
            const auto opened = fixture::open(m_file, true);
            bool done = false;
            opened->write(
                this, [](Stores& stores) { return stores.jobs.recover(); }, [&](base::Result<int>) { done = true; });
            QTRY_VERIFY(done);
            QCOMPARE(*opened->here().pages.count({}), 20);
        }
        const QString name = QFileInfo(m_file).fileName();
        QCOMPARE(QDir(QFileInfo(m_file).path()).entryList(QDir::Files, QDir::Name),
                 (QStringList{name, QString(name + QStringLiteral(".lock"))}));
    }

    void whatTheLibraryMakesIsItsOwnersAlone() {
        fill();
        const QFile::Permissions owner = QFile::ReadOwner | QFile::WriteOwner;
        QCOMPARE(fixture::modeOf(QFileInfo(m_file).path()), owner | QFile::ExeOwner);
        const auto opened = fixture::open(m_file);
        fixture::archive(opened->here(), QStringLiteral("http://b.org/"), fixture::snapshot({}, {}));
        for (const char* part : {"", "-wal", "-shm", ".lock"})
            QCOMPARE(fixture::modeOf(m_file + QLatin1String(part)), owner);
    }

    void libraryOpenedToOthersStaysSoWithAllBesideIt() {
        fill();
        const QFile::Permissions shared =
            QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther;
        QVERIFY(QFile::setPermissions(m_file, shared));
        QVERIFY(QFile::remove(m_file + QStringLiteral(".lock")));
        const auto opened = fixture::open(m_file);
        fixture::archive(opened->here(), QStringLiteral("http://b.org/"), fixture::snapshot({}, {}));
        for (const char* part : {"", "-wal", "-shm", ".lock"})
            QCOMPARE(fixture::modeOf(m_file + QLatin1String(part)), shared);
    }

    void emptyFileBecomesALibrary() {
        QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QVERIFY(fixture::open(m_file));
    }

    void readingNeverMakesALibrary() {
        QCOMPARE(kindOf(Library::open({m_file, OpenMode::ReadOnly, false})), QByteArray(libraryMissing));
        QVERIFY(!QFile::exists(m_file));
        QVERIFY(!QFile::exists(QFileInfo(m_file).path()));
    }

    void foreignFilesAreLeftAlone_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << QByteArray("just some notes\n");
        QTest::newRow("long") << QByteArray(100'000, 'x');
        QTest::newRow("header alone") << QByteArray("SQLite format 3\0", 16);
        QTest::newRow("another program's") << QByteArray();
    }
    void foreignFilesAreLeftAlone() {
        QFETCH(QByteArray, bytes);
        QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        if (bytes.isEmpty())
            fixture::execute(m_file, "PRAGMA application_id=1234; CREATE TABLE page(id); PRAGMA journal_mode=WAL");
        const QByteArray before = fixture::contents(m_file);
        const QStringList files = QDir(QFileInfo(m_file).path()).entryList(QDir::Files);
        for (const OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly})
            QCOMPARE(kindOf(Library::open({m_file, mode, false})), QByteArray(libraryUnusable));
        QCOMPARE(fixture::contents(m_file), before);
        QCOMPARE(QDir(QFileInfo(m_file).path()).entryList(QDir::Files), files);
    }

    void folderIsNoLibrary() {
        QCOMPARE(kindOf(Library::open({m_folder->path(), OpenMode::ReadWrite, false})), QByteArray(libraryUnusable));
    }

    void sitesOfTheFourthVersionGetTheirPorts() {
        QVERIFY(prepare(m_file, OpenMode::ReadWrite, ownMigrations().mid(0, 4)));
        const QList<std::pair<const char*, const char*>> links{
            {"http://a.org/1", "a.org"},
            {"http://a.org:80/2", "a.org"},
            {"https://a.org:443/3", "a.org"},
            {"https://a.org:80?q=:8080", "a.org"},
            {"HTTPS://a.org:8443/4", "a.org"},
            {"http://127.0.0.1:8080", "127.0.0.1"},
            {"http://127.0.0.1:9090#:80", "127.0.0.1"},
            {"http://[::1]:8080/5", "::1"},
            {"http://[::1]/6", "::1"},
            {"http://b.org/http://c.org:8080/", "b.org"},
            {"http://b.org:/", "b.org"},
        };
        QByteArray sql;
        for (const auto& [link, site] : links)
            sql += QByteArray("INSERT INTO page(link, hash_url, title, title_key, site, added_at, listed) VALUES('") +
                   link + "', 'x', 'A', 'a', '" + site + "', 0, 1);";
        fixture::execute(m_file, sql.constData());
        const auto opened = fixture::open(m_file);
        Query query(opened->here().database, "SELECT link, site FROM page ORDER BY id");
        query.bind();
        int rows = 0;
        for (; query.next(); ++rows)
            QCOMPARE(query.text(1), siteOf(query.text(0))); // as if it had been kept today
        QCOMPARE(rows, links.size());
    }

    void newerLibraryIsRefusedAsItIs() {
        fill();
        fixture::execute(m_file, "PRAGMA user_version=999");
        const QByteArray before = fixture::contents(m_file);
        for (const OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly}) {
            const auto opened = Library::open({m_file, mode, false});
            QCOMPARE(kindOf(opened), QByteArray(libraryNewer));
            QVERIFY(opened.error().message.contains(QStringLiteral("newer")));
        }
        QCOMPARE(fixture::contents(m_file), before);
    }

    void onlyOneProgramWrites() {
        fill();
        const auto first = fixture::open(m_file);
        const auto second = Library::open({m_file, OpenMode::ReadWrite, false});
        QCOMPARE(kindOf(second), QByteArray(libraryLocked));
        QVERIFY(second.error().message.contains(QString::number(QCoreApplication::applicationPid())));
        const QString link = m_folder->filePath(QStringLiteral("link"));
        QVERIFY(QFile::link(m_file, link));
        QCOMPARE(kindOf(Library::open({link, OpenMode::ReadWrite, false})), QByteArray(libraryLocked));
        const auto reading = Library::open({m_file, OpenMode::ReadOnly, false});
        QVERIFY(reading);
        QCOMPARE(*(*reading)->here().pages.count({}), 20);
        fixture::archive(first->here(), QStringLiteral("http://b.org/"), fixture::snapshot({}, {}));
        QCOMPARE(*(*reading)->here().pages.count({}), 21);
    }

    void readOnlyLibraryRefusesToWrite() {
        fill();
        const auto opened = Library::open({m_file, OpenMode::ReadOnly, true});
        QVERIFY(opened);
        QVERIFY((*opened)->readOnly());
        QByteArray kind;
        (*opened)->write(
            this, [](Stores& stores) { return stores.jobs.cancelAll(); },
            [&](base::Result<int> result) { kind = result ? QByteArray("written") : result.error().kind; });
        QTRY_COMPARE(kind, QByteArray(libraryReadOnly));
        QCOMPARE((*opened)->here().jobs.cancelAll().error().kind, QByteArray(libraryReadOnly));
        QCOMPARE(fixture::damages((*opened)->here()), QStringList());
    }

    void killedWriterLosesNothingThatWasDurable() {
        QStringList durable;
        QStringList running;
        for (int round = 0; round < 5; ++round) {
            QProcess writer;
            writer.start(QCoreApplication::applicationFilePath(), {QStringLiteral("write"), m_file});
            int lines = 0;
            while (lines < 40 && writer.waitForReadyRead(30'000)) {
                while (writer.canReadLine()) {
                    const QString line = QString::fromUtf8(writer.readLine()).trimmed();
                    (line.startsWith(u"stored ") ? durable : running).append(line.section(u' ', 1));
                    ++lines;
                }
            }
            QVERIFY(lines >= 40);
            writer.kill();
            QVERIFY(writer.waitForFinished());
        }
        const auto opened = fixture::open(m_file);
        QVERIFY(opened);
        Stores& stores = opened->here();
        QCOMPARE(fixture::damages(stores), QStringList());
        QCOMPARE(stores.pages.kept(durable)->size(), durable.size());
        const auto counts = stores.jobs.counts();
        QVERIFY(counts->running >= running.size());
        QCOMPARE(*stores.jobs.recover(), counts->running);
        QCOMPARE(stores.jobs.findWaiting(running)->size(), running.size());
        QCOMPARE(stores.jobs.counts()->done, *stores.pages.count({}));
    }

    void readOnlyMountIsReadWithAndWithoutWhatACrashLeft_data() {
        QTest::addColumn<QString>("left"); // what stands beside the file
        QTest::addColumn<QString>("wanted");
        QTest::newRow("closed") << QString() << QStringLiteral("read-only 1, pages 20, found 20, damages 0");
        QTest::newRow("crashed") << QStringLiteral("-wal -shm")
                                 << QStringLiteral("read-only 1, pages 21, found 20, damages 0");
        QTest::newRow("without shm") << QStringLiteral("-wal")
                                     << QStringLiteral("read-only 1, pages 20, found 20, damages 0");
    }
    void readOnlyMountIsReadWithAndWithoutWhatACrashLeft() {
        QFETCH(QString, left);
        fill();
        const QString folder = QFileInfo(m_file).path();
        const QString name = QFileInfo(m_file).fileName();
        if (!left.isEmpty()) {
            // A copy taken in full flight stands for the crash.
            const auto opened = fixture::open(m_file);
            fixture::archive(opened->here(), QStringLiteral("http://b.org/"), fixture::snapshot({}, {}));
            QVERIFY(QDir().mkpath(folder + QStringLiteral("/left")));
            for (const QString& part : QString(u" " + left).split(u' '))
                QVERIFY(QFile::copy(m_file + part, folder + QStringLiteral("/left/") + name + part));
        }
        const QString shown = left.isEmpty() ? folder : QString(folder + QStringLiteral("/left"));
        for (const char* piece : {"read", "open"}) {
            const auto outcome =
                namespaces::run(QStringLiteral("mount --bind '%1' '%1'; mount -o remount,ro,bind '%1'; "
                                               "exec \"$0\" %2 '%1/%3'")
                                    .arg(shown, QLatin1String(piece), name));
            if (!outcome.possible)
                QSKIP("no namespaces here");
            QCOMPARE(outcome.exitCode, 0);
            QTEST(outcome.output.section(u'\n', 0, 0), "wanted");
            if (left == QLatin1String("-wal") || qstrcmp(piece, "open") == 0)
                QVERIFY(!outcome.output.section(u'\n', 1, 1).isEmpty());
        }
    }

    void newLibraryOnAReadOnlyMountIsAClearError() {
        QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
        const auto outcome = namespaces::run(QStringLiteral("mount --bind '%1' '%1'; mount -o remount,ro,bind '%1'; "
                                                            "exec \"$0\" open '%1/new'")
                                                 .arg(QFileInfo(m_file).path()));
        if (!outcome.possible)
            QSKIP("no namespaces here");
        QCOMPARE(outcome.exitCode, 1);
        QCOMPARE(outcome.output.section(u'\n', 0, 0), QString::fromLatin1(libraryUnusable));
    }

private:
    void fill() {
        const auto opened = fixture::open(m_file);
        QVERIFY(opened);
        for (int i = 0; i < 20; ++i)
            fixture::archive(opened->here(), QStringLiteral("http://a.org/%1").arg(i),
                             fixture::snapshot(QString::number(i), QStringLiteral("water %1").arg(i)));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

int main(int argc, char** argv) {
    return pieces::run<OpeningTest>(
        argc, argv,
        {{QStringLiteral("read"), [](const QString& file) { return readPiece(file, OpenMode::ReadOnly); }},
         {QStringLiteral("open"), [](const QString& file) { return readPiece(file, OpenMode::ReadWrite); }},
         {QStringLiteral("write"), writePiece}});
}
#include "tst_opening.moc"
