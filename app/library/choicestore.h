#pragma once

#include "base/result.h"
#include "library/types.h"

namespace library {

class Database;

// What people want instead of what was chosen for them, remembered for all pages of a site.
class ChoiceStore {
public:
    explicit ChoiceStore(Database& database);

    base::Result<QList<SiteChoice>> all() const;                // by the site's name
    base::Result<QByteArray> ofSite(const QString& site) const; // empty: none
    base::Result<void> remember(const QString& site, const QByteArray& json, const QDateTime& now);
    base::Result<bool> forget(const QString& site); // false: nothing was remembered

private:
    Database& m_database;
};

// What the snapshot's article was made with; none takes the row away. Within the caller's transaction.
base::Result<void> putChoice(Database& database, SnapshotId snapshot, const Choice& choice);

} // namespace library
