#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace library {

class Database;

// Marks a SQLite file as a library ("TDMK"); at byte 68 of the file.
inline constexpr quint32 applicationId = 0x54444d4b;

struct Migration {
    int version = 0; // what PRAGMA user_version says afterwards
    QString name;
    QByteArray sql;
};

// The numbered steps of a folder (NNN_name.sql), in order; the program's own are compiled in.
QList<Migration> migrationsIn(const QString& folder);
QList<Migration> ownMigrations();

base::Result<int> schemaVersion(Database& database);
// All pending steps in one transaction. Does nothing when there is none.
base::Result<void> migrate(Database& database, const QList<Migration>& migrations);
// A whole copy of an open library, complete or not there at all.
base::Result<void> backUp(Database& database, const QString& destination);

} // namespace library
