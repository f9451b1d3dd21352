#pragma once

#include "base/result.h"
#include "library/openingstep.h"

#include <QStringList>

#include <functional>

namespace library {

class Database;

// Gives an empty file the bytes of another at once and without taking room, or not at all.
using Clone = std::function<bool(int from, int to)>; // descriptors
bool sharedBytes(int from, int to);                  // FICLONE: Btrfs, XFS …

// The file as another name for its bytes, on file systems that can let two files share them.
// Make it before the first connection to the file and end it after the last: closing any descriptor of a file takes a
// process' locks on it away (POSIX), and with them SQLite's.
class CloneSource {
public:
    explicit CloneSource(const QString& file, Clone clone = sharedBytes);
    ~CloneSource();
    CloneSource(const CloneSource&) = delete;
    CloneSource& operator=(const CloneSource&) = delete;

    bool cloneTo(int descriptor) const;

private:
    Clone m_clone;
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
