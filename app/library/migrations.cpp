#include "library/migrations.h"

#include "library/errors.h"
#include "library/query.h"
#include "library/sidefile.h"
#include "library/transaction.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <sqlite3.h>

// Q_INIT_RESOURCE must stand outside every namespace; without it a static library's resources are not linked in.
static void initialiseSql() {
    Q_INIT_RESOURCE(library_sql);
}

namespace library {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(library)
};

} // namespace

QList<Migration> migrationsIn(const QString& folder) {
    QList<Migration> steps;
    const QStringList names = QDir(folder).entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name);
    for (const QString& name : names) {
        QFile file(folder + QLatin1Char('/') + name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        steps.append({name.section(QLatin1Char('_'), 0, 0).toInt(), name, file.readAll()});
    }
    return steps;
}

QList<Migration> ownMigrations() {
    initialiseSql();
    return migrationsIn(QStringLiteral(":/library/sql"));
}

base::Result<int> schemaVersion(Database& database) {
    const auto version = oneInteger(database, "PRAGMA user_version", 0);
    if (!version)
        return version.error();
    return int(*version);
}

base::Result<void> migrate(Database& database, const QList<Migration>& migrations) {
    const auto version = schemaVersion(database);
    if (!version)
        return version.error();
    if (migrations.isEmpty() || migrations.last().version <= *version)
        return {};
    Transaction transaction(database, Transaction::Kind::Write);
    if (const auto begun = transaction.begun(); !begun)
        return begun;
    for (const Migration& step : migrations) {
        if (step.version <= *version)
            continue;
        if (const auto done = database.execute(step.sql.constData()); !done)
            return base::Error{done.error().kind,
                               Words::tr("%1 (while bringing it to %2)").arg(done.error().message, step.name)};
    }
    const QByteArray mark = "PRAGMA application_id=" + QByteArray::number(applicationId) +
                            "; PRAGMA user_version=" + QByteArray::number(migrations.last().version);
    if (const auto marked = database.execute(mark.constData()); !marked)
        return marked;
    return transaction.commit();
}

base::Result<void> backUp(Database& database, const QString& destination) {
    const QString unfinished = destination + QStringLiteral(".part");
    QFile::remove(unfinished);
    if (QFile made(unfinished); openBeside(database.file(), made)) // SQLite takes an empty file for a new one
        made.close();
    sqlite3* copy = nullptr;
    int code = sqlite3_open(QFile::encodeName(unfinished).constData(), &copy);
    if (code == SQLITE_OK) {
        sqlite3_backup* backup = sqlite3_backup_init(copy, "main", database.handle(), "main");
        code = backup ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(copy);
        if (backup)
            sqlite3_backup_finish(backup);
    }
    const QString detail = QString::fromUtf8(sqlite3_errmsg(copy));
    sqlite3_close(copy);
    const bool whole = code == SQLITE_DONE || code == SQLITE_OK;
    if (whole)
        QFile::remove(destination); // one of an earlier time stays until this one can take its place
    if (!whole || !QFile::rename(unfinished, destination)) {
        QFile::remove(unfinished);
        return base::Error{
            (code & 0xff) == SQLITE_FULL ? libraryFull : libraryFailed,
            Words::tr("The copy %1 that is made before the library is changed could not be written (%2). "
                      "The library is as it was.")
                .arg(QDir::toNativeSeparators(destination), detail)};
    }
    return {};
}

} // namespace library
