#pragma once

#include "base/result.h"
#include "library/openingstep.h"

#include <QStringList>

namespace library {

class Database;

// The file as another name for its bytes, on file systems that can let two files share them (FICLONE: Btrfs, XFS …).
// Make it before the first connection to the file and end it after the last: closing any descriptor of a file takes a
// process' locks on it away (POSIX), and with them SQLite's.
class CloneSource {
public:
    explicit CloneSource(const QString& file);
    ~CloneSource();
    CloneSource(const CloneSource&) = delete;
    CloneSource& operator=(const CloneSource&) = delete;

    bool cloneTo(int descriptor) const; // at once and without taking room, or not at all

private:
    int m_descriptor = -1;
};

// The name of the copy that is made of a library of this version before it is brought up to date.
QString copyName(const QString& file, int version);

// A whole copy at `copyName`, durable before it has that name, instead of an older one there. `database` holds the
// write lock meanwhile. libraryFull where there is no room for it, interrupted when `report` says so; then the copy
// that was there before still is.
base::Result<void> copyLibrary(const Database& database, const CloneSource& source, int version,
                               const OpeningReport& report);

// Copies of versions before `version`, and those that an interrupted start left unfinished.
QStringList copiesBefore(const QString& file, int version);
void removeUnfinishedCopies(const QString& file);

} // namespace library
