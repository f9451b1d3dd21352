#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace library {

class Database;

// Marks a SQLite file as a library ("TDMK"); at byte 68 of the file.
inline constexpr quint32 applicationId = 0x54444d4b;

struct Migration {
    int version = 0; // what PRAGMA user_version says afterwards
    QString name;
    QByteArray sql;
    // What a reading connection lays over a library from before this step, in its own temporary database, so that it
    // reads as if the step had been taken. None: such a library cannot be read before it is brought up to date.
    std::optional<QByteArray> reading = std::nullopt;
};

// The numbered steps of a folder (NNN_name.sql), in order, with what stands in its reading/ under the same names; the
// program's own are compiled in.
QList<Migration> migrationsIn(const QString& folder);
QList<Migration> ownMigrations();

base::Result<int> schemaVersion(Database& database);
// All pending steps in one transaction. Does nothing when there is none.
base::Result<void> migrate(Database& database, const QList<Migration>& migrations);
// The steps after `version`, within the caller's transaction.
base::Result<void> applySteps(Database& database, const QList<Migration>& migrations, int version);
// What reading connections lay over a library of `version`, in order; libraryUnusable where a step cannot be read over.
base::Result<QList<QByteArray>> viewsOver(int version, const QString& file, const QList<Migration>& migrations);

} // namespace library
