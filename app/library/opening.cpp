#include "library/opening.h"

#include "library/errors.h"
#include "library/fileheader.h"
#include "library/librarycopy.h"
#include "library/limits.h"
#include "library/query.h"
#include "library/sidefile.h"
#include "library/upgrade.h"
#include "library/verifysearch.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

namespace library {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(library)
};

QString shown(const QString& file) {
    return QDir::toNativeSeparators(file);
}

// Looks at the first bytes before any connection does, so that a foreign file is left exactly as it is.
base::Result<void> checkHeader(const QString& file) {
    QString error;
    const QByteArray bytes = firstBytes(file, 100, error);
    if (!error.isEmpty())
        return base::Error{libraryUnusable, Words::tr("The library %1 cannot be read: %2").arg(shown(file), error)};
    if (bytes.size() < 100 || !bytes.startsWith(QByteArrayView("SQLite format 3\0", 16)))
        return base::Error{libraryUnusable,
                           Words::tr("%1 is not a Tidemark library. Choose another file.").arg(shown(file))};
    if (qFromBigEndian<quint32>(bytes.constData() + 68) != applicationId)
        return base::Error{libraryUnusable,
                           Words::tr("%1 belongs to another program and was left alone.").arg(shown(file))};
    return {};
}

base::Error newer(const QString& file) {
    return {libraryNewer,
            Words::tr("The library %1 was made by a newer version of Tidemark. Update Tidemark to open it.")
                .arg(shown(file))};
}

// A new library is complete before it gets its name.
base::Result<void> create(const QString& file, const QList<Migration>& migrations) {
    const QString unfinished = file + QStringLiteral(".new");
    QFile::remove(unfinished);
    QFile made(unfinished);
    if (!made.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownersAlone))
        return base::Error{libraryUnusable,
                           Words::tr("The library %1 cannot be made: %2").arg(shown(file), made.errorString())};
    made.close();
    const auto filled = [&]() -> base::Result<void> {
        auto database = Database::open(unfinished, Database::Access::ReadWrite);
        if (!database)
            return database.error();
        if (const auto migrated = migrate(**database, migrations); !migrated)
            return migrated;
        return (*database)->execute("PRAGMA journal_mode=WAL");
    }();
    if (filled && (QFileInfo(file).size() > 0 || QFile::remove(file) || !QFile::exists(file)) &&
        QFile::rename(unfinished, file))
        return {};
    QFile::remove(unfinished);
    if (!filled)
        return filled;
    return base::Error{libraryUnusable, Words::tr("The library %1 cannot be made.").arg(shown(file))};
}

// Every table and index, at its ends.
base::Result<void> probe(Database& database) {
    QList<QByteArray> tables;
    {
        Query names(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0");
        while (names.next())
            tables.append(names.bytes(0));
        if (!names.ok())
            return names.error();
    }
    for (const QByteArray& table : std::as_const(tables)) {
        for (const char* direction : {"", " DESC"}) {
            Query row(database, QByteArray("SELECT * FROM \"" + table + "\" ORDER BY 1" + direction + " LIMIT 1"));
            if (const auto read = row.run(); !read)
                return read;
        }
    }
    return {};
}

// A small library is read whole, of a large one the ends of each table and whether the file has its length: the window
// is to open at once, and what else is damaged is met when it is read, or by verify.
bool looksDamaged(Database& database) {
    const qint64 size = QFileInfo(database.file()).size();
    const auto pages = oneInteger(database, "PRAGMA page_count", 0);
    const auto pageSize = oneInteger(database, "PRAGMA page_size", 0);
    if (!pages || !pageSize)
        return true;
    const bool logged = QFileInfo(database.file() + QStringLiteral("-wal")).size() > 0; // may hold the file's end
    if (!logged && *pages * *pageSize > size)
        return true;
    const bool marked = QFileInfo::exists(damageMark(database.file()));
    if (size > openingCheck.standard && !marked) {
        const auto probed = probe(database);
        return !probed && probed.error().kind == libraryDamaged;
    }
    {
        Query check(database, "PRAGMA quick_check(1)");
        const bool answered = check.next();
        if (answered ? check.text(0) != QLatin1String("ok") : !check.ok() && check.error().kind == libraryDamaged)
            return true;
    }
    if (!marked)
        return false;
    const auto search = verifySearch(database);
    return search && !search->isEmpty();
}

// The first read finds out whether the file is one at all, and whose version it is.
base::Result<void> checkVersion(Database& database, const QString& file, const QList<Migration>& migrations) {
    if (const auto schema = oneInteger(database, "SELECT count(*) FROM sqlite_schema", 0); !schema)
        return schema.error();
    const auto version = schemaVersion(database);
    if (!version)
        return version.error();
    if (*version > migrations.last().version)
        return newer(file);
    return {};
}

base::Result<std::unique_ptr<Database>> openReading(const QString& file, Database::Access access) {
    auto database = Database::open(file, access);
    if (!database)
        return database.error();
    // Opening reads nothing yet: a WAL that needs a -shm is met by the first query.
    if (const auto schema = oneInteger(**database, "SELECT count(*) FROM sqlite_schema", 0); !schema)
        return schema.error();
    return database;
}

base::Result<Opening> prepareReading(Opening opening, const QList<Migration>& migrations) {
    opening.access = Database::Access::ReadOnly;
    auto database = openReading(opening.file, opening.access);
    if (!database && database.error().kind != libraryDamaged) {
        // On a read-only file system the -shm that a WAL needs cannot be made.
        opening.access = Database::Access::Immutable;
        auto immutable = openReading(opening.file, opening.access);
        if (!immutable)
            return database.error();
        database = std::move(immutable);
        if (QFileInfo(opening.file + QStringLiteral("-wal")).size() > 0 && opening.readOnlyReason.isEmpty())
            opening.readOnlyReason =
                Words::tr("The library %1 is on a read-only disk; the latest changes, which stand in "
                          "its -wal file, cannot be seen there.")
                    .arg(shown(opening.file));
    }
    if (!database)
        return database.error();
    if (const auto checked = checkVersion(**database, opening.file, migrations); !checked)
        return checked.error();
    const auto version = schemaVersion(**database);
    if (!version)
        return version.error();
    auto views = viewsOver(*version, opening.file, migrations);
    if (!views)
        return views.error();
    opening.views = *std::move(views);
    if (!opening.damaged)
        opening.damaged = looksDamaged(**database);
    if (opening.damaged)
        opening.readOnlyReason = damagedReason(opening.file);
    return opening;
}

// Whether a small library was just read whole; a large one is by the first that has the time (copykeeper.h).
bool wasReadWhole(const QString& file) {
    return QFileInfo(file).size() <= openingCheck.standard;
}

// The library is whole, as far as an opening looks, and the lock is held: brought up to date where it is older, else
// freed of the copies that earlier starts made of it.
base::Result<void> makeCurrent(Opening& opening, int version, const QList<Migration>& migrations,
                               const OpeningReport& report, const Clone& clone) {
    removeUnfinishedCopies(opening.file);
    if (version < migrations.last().version)
        return upgrade(opening.file, migrations, report, clone);
    opening.uncheckedCopies = copiesBefore(opening.file, version);
    if (wasReadWhole(opening.file)) {
        for (const QString& copy : std::as_const(opening.uncheckedCopies))
            QFile::remove(copy);
        opening.uncheckedCopies.clear();
    }
    return {};
}

base::Result<Opening> prepareWriting(Opening opening, const QList<Migration>& migrations, const OpeningReport& report,
                                     const Clone& clone) {
    auto lock = WriterLock::take(opening.file);
    if (!lock && lock.error().kind != libraryReadOnly)
        return lock.error();
    const bool exists = QFileInfo(opening.file).size() > 0;
    if (!exists) {
        if (!lock)
            return base::Error{libraryUnusable, lock.error().message};
        if (const auto created = create(opening.file, migrations); !created)
            return created.error();
    }
    if (lock) {
        auto database = Database::open(opening.file, Database::Access::ReadWrite);
        if (database) {
            const auto checked = checkVersion(**database, opening.file, migrations);
            if (!checked && checked.error().kind == libraryNewer)
                return checked.error();
            opening.damaged = (!checked && checked.error().kind == libraryDamaged) || looksDamaged(**database);
            if (!opening.damaged && !(*database)->readOnly()) {
                const auto version = schemaVersion(**database);
                database->reset(); // upgrade() wants the file for itself
                if (!version)
                    return version.error();
                if (const auto current = makeCurrent(opening, *version, migrations, report, clone); !current)
                    return current.error();
                QFile::remove(damageMark(opening.file)); // whole again
                opening.access = Database::Access::ReadWrite;
                opening.lock = *std::move(lock);
                return opening;
            }
        }
    }
    opening.readOnlyReason =
        lock ? Words::tr("The library %1 cannot be written. It is open for reading only.").arg(shown(opening.file))
             : Words::tr("%1 It is open for reading only.", "a sentence that says why").arg(lock.error().message);
    return prepareReading(std::move(opening), migrations);
}

} // namespace

QString damagedReason(const QString& file) {
    return Words::tr("The library %1 is damaged. It is open for reading, and what could be saved is shown; nothing is "
                     "written to it.")
        .arg(shown(file));
}

QString damageMark(const QString& file) {
    return QString(file % QStringLiteral(".damaged"));
}

base::Result<Opening> prepare(const QString& file, OpenMode mode, const QList<Migration>& migrations,
                              const OpeningReport& report, const Clone& clone) {
    Opening opening;
    const QFileInfo info(file);
    if (!info.exists() && mode == OpenMode::ReadOnly)
        return base::Error{libraryMissing, Words::tr("There is no library at %1.").arg(shown(file))};
    if (info.exists() && !info.isFile())
        return base::Error{libraryUnusable, Words::tr("%1 is not a file.").arg(shown(file))};
    if (!info.exists() && !makeFolder(info.absolutePath()))
        return base::Error{libraryUnusable, Words::tr("The folder %1 cannot be made.").arg(shown(info.absolutePath()))};
    opening.file = info.exists()
                       ? info.canonicalFilePath()
                       : QFileInfo(info.absolutePath()).canonicalFilePath() + QLatin1Char('/') + info.fileName();
    if (info.exists() && (info.size() > 0 || mode == OpenMode::ReadOnly)) {
        if (const auto checked = checkHeader(opening.file); !checked)
            return checked.error();
    }
    return mode == OpenMode::ReadOnly ? prepareReading(std::move(opening), migrations)
                                      : prepareWriting(std::move(opening), migrations, report, clone);
}

base::Result<std::unique_ptr<Database>> connectTo(const Opening& opening, bool writing) {
    const Database::Access access = opening.readOnly() || writing ? opening.access : Database::Access::ReadOnly;
    auto database = Database::open(opening.file, access);
    if (!database)
        return database;
    if (const auto laid = (*database)->layOver(opening.views); !laid && !opening.damaged)
        return laid.error();
    (*database)->setSalvaging(opening.damaged);
    if (opening.damageMet)
        (*database)->setDamageListener([connection = database->get(), writing, met = opening.damageMet] {
            connection->setSalvaging(!writing);
            met();
        });
    return database;
}

} // namespace library
