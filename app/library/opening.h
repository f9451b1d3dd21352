#pragma once

#include "library/database.h"
#include "library/library.h"
#include "library/librarycopy.h"
#include "library/migrations.h"
#include "library/openingstep.h"
#include "library/writerlock.h"

#include <QStringList>

#include <functional>

namespace library {

// How a library may be used, found out before any of its connections is made.
struct Opening {
    QString file;                                         // canonical
    Database::Access access = Database::Access::ReadOnly; // of the writing connection, or of all when only read
    QString readOnlyReason; // why it is only read although writing was asked for, or what cannot be seen
    bool damaged = false;
    QList<QByteArray> views;     // laid over it by every connection, where it is only read and of an older version
    QStringList uncheckedCopies; // of older versions; to be removed once the library was read whole and found sound
    std::unique_ptr<WriterLock> lock; // held while it may be written
    std::function<void()> damageMet;  // what its connections call from their threads; they save what they can then

    bool readOnly() const { return access != Database::Access::ReadWrite; }
};

// Makes the file when it is not there (OpenMode::ReadWrite), checks whose it is, takes the lock, and brings it up to
// date (upgrade.h), which `report` is told of. A file that is not a library is never touched.
base::Result<Opening> prepare(const QString& file, OpenMode mode, const QList<Migration>& migrations,
                              const OpeningReport& report = {}, const Clone& clone = sharedBytes);

// What people are told of a damaged library.
QString damagedReason(const QString& file);
// A file beside a library in which damage was met while it was in use: it is then checked whole when it is opened next,
// however large it is, and is open for reading only until the check finds nothing.
QString damageMark(const QString& file);

// A connection of the calling thread to what was prepared; `writing` for the one that may write.
base::Result<std::unique_ptr<Database>> connectTo(const Opening& opening, bool writing);

} // namespace library
