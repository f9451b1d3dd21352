#pragma once

#include "fixture.h"
#include "olderlibrary.h"

#include "library/librarycopy.h"
#include "library/opening.h"
#include "library/query.h"

// What the tests of older libraries share.
namespace upgrades {

using namespace library;

inline constexpr int pagesKept = 20;

// Both kinds of file system, whichever this is.
inline bool sharesNothing(int, int) {
    return false;
}
inline bool sharesAtOnce(int from, int to) {
    QFile source;
    QFile target;
    return source.open(from, QIODevice::ReadOnly) && target.open(to, QIODevice::WriteOnly) &&
           target.write(source.readAll()) == source.size() && target.flush();
}

// One more step than the program has, so that any library is an older one; it takes a while.
inline QList<Migration> longerSteps() {
    QList<Migration> steps = ownMigrations();
    steps.append({steps.last().version + 1, QStringLiteral("next"),
                  "CREATE TABLE fresh(a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE "
                  "i < 700000) INSERT INTO fresh SELECT i FROM n"});
    return steps;
}

inline QList<Migration> stepsWith(const QByteArray& sql) {
    QList<Migration> steps = ownMigrations();
    steps.append({steps.last().version + 1, QStringLiteral("next"), sql});
    return steps;
}

inline qint64 number(const QString& file, const char* sql) {
    const auto database = Database::open(file, Database::Access::ReadOnly);
    return database ? oneInteger(**database, sql, -1).valueOr(-2) : -3;
}

inline bool isSound(const QString& file) {
    const auto database = Database::open(file, Database::Access::ReadOnly);
    if (!database)
        return false;
    Query check(**database, "PRAGMA integrity_check");
    return check.next() && check.text(0) == QLatin1String("ok");
}

} // namespace upgrades

// A file for each test, and a library to put into it. A test says `class XTest : public UpgradeFixture`.
class UpgradeFixture : public QObject {
    Q_OBJECT

protected Q_SLOTS: // which run around the tests; private ones are tests
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("some näme %23.tidemark"));
    }

protected:
    void fill() {
        const auto opened = fixture::open(m_file);
        QVERIFY(opened);
        library::Stores& stores = opened->here();
        for (int i = 1; i <= upgrades::pagesKept; ++i)
            fixture::archive(stores, QStringLiteral("http://a.org/%1").arg(i),
                             fixture::snapshot(QString::number(i), QStringLiteral("water %1").arg(i)));
        QVERIFY(stores.pages.setNote(3, QStringLiteral("for grandfather")));
        QVERIFY(stores.pages.setNote(4, QStringLiteral("机器学习")));
        QVERIFY(stores.pages.addTag({5, 6}, QStringLiteral("sea")));
        QVERIFY(stores.pages.addTag({5}, QStringLiteral("to read")));
        QVERIFY(stores.jobs.add(
            {fixture::newJob(QStringLiteral("http://b.org/1")), fixture::newJob(QStringLiteral("http://b.org/2"))},
            library::IfKept::Skip));
    }

    // Blobs that nothing points to, each of a megabyte; their keys in order, so that those in the middle of the file
    // are not the first or last of their table, which every opening reads.
    bool enlarge(qint64 bytes) {
        const qint64 blobs = bytes / 1'000'000 + 1;
        fixture::execute(
            m_file,
            QByteArray("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
                       QByteArray::number(blobs) +
                       ") INSERT INTO blob SELECT CAST(printf('%032d', i) AS BLOB), 0, 1000000, randomblob(1000000) "
                       "FROM n;"
                       "PRAGMA wal_checkpoint(TRUNCATE)")
                .constData());
        return QFileInfo(m_file).size() >= bytes;
    }

    QStringList filesBeside() const { return QDir(m_folder->path()).entryList(QDir::Files, QDir::Name); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};
