#pragma once

#include "library/database.h"

#include <QByteArray>
#include <QString>

// A library as an earlier version left it: what the steps after that version added is taken away.
namespace older {

inline base::Result<void> make(const QString& file, int version) {
    const auto opened = library::Database::open(file, library::Database::Access::ReadWrite);
    if (!opened)
        return opened.error();
    QByteArray sql;
    if (version < 6)
        sql += "DROP TABLE former_article; DROP TABLE extraction; DROP TABLE snapshot_choice; DROP TABLE site_choice;";
    if (version < 5)
        sql += "DROP INDEX snapshot_flagged;";
    if (version < 4)
        sql += "DROP TABLE bin_clock;";
    if (version < 3)
        sql += "ALTER TABLE job DROP COLUMN note; ALTER TABLE job_cleared DROP COLUMN note;";
    if (version < 2)
        sql += "DROP TABLE search_own; DROP VIEW own_words;";
    sql += "PRAGMA user_version=" + QByteArray::number(version);
    return (*opened)->execute(sql.constData());
}

} // namespace older
