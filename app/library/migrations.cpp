#include "library/migrations.h"

#include "library/errors.h"
#include "library/query.h"
#include "library/transaction.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

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
        Migration step{name.section(QLatin1Char('_'), 0, 0).toInt(), name, file.readAll(), std::nullopt};
        if (QFile reading(folder + QStringLiteral("/reading/") + name); reading.open(QIODevice::ReadOnly))
            step.reading = reading.readAll();
        steps.append(step);
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

base::Result<void> applySteps(Database& database, const QList<Migration>& migrations, int version) {
    for (const Migration& step : migrations) {
        if (step.version <= version)
            continue;
        if (const auto done = database.execute(step.sql.constData()); !done)
            return base::Error{done.error().kind,
                               Words::tr("%1 (while bringing it to %2)").arg(done.error().message, step.name)};
    }
    const QByteArray mark = "PRAGMA application_id=" + QByteArray::number(applicationId) +
                            "; PRAGMA user_version=" + QByteArray::number(migrations.last().version);
    return database.execute(mark.constData());
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
    if (const auto applied = applySteps(database, migrations, *version); !applied)
        return applied;
    return transaction.commit();
}

base::Result<QList<QByteArray>> viewsOver(int version, const QString& file, const QList<Migration>& migrations) {
    QList<QByteArray> views;
    for (const Migration& step : migrations) {
        if (step.version <= version)
            continue;
        if (!step.reading)
            return base::Error{libraryUnusable,
                               Words::tr("The library %1 was made by an older version and must be brought up to date "
                                         "before it can be read. Open it where it can be written, or copy it to such "
                                         "a folder and open the copy.")
                                   .arg(QDir::toNativeSeparators(file))};
        views.append(*step.reading);
    }
    return views;
}

} // namespace library
