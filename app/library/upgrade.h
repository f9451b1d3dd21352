#pragma once

#include "base/result.h"
#include "library/librarycopy.h"
#include "library/migrations.h"
#include "library/openingstep.h"

namespace library {

// Brings an older library up to date: a copy of it first (librarycopy.h), then all steps in one transaction, which is
// committed only if nothing that a person put in is missing afterwards. Killed at any point, it is the old library or
// the new one. No connection of this program to the file may be open, and the writer lock is held.
base::Result<void> upgrade(const QString& file, const QList<Migration>& migrations, const OpeningReport& report,
                           const Clone& clone = sharedBytes);

} // namespace library
