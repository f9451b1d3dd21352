#include "library/choicestore.h"

#include "library/query.h"

namespace library {

ChoiceStore::ChoiceStore(Database& database)
    : m_database(database) {}

base::Result<QList<SiteChoice>> ChoiceStore::all() const {
    Query query(
        m_database,
        "SELECT site, choice, chosen_at, (SELECT count(*) FROM page WHERE page.listed = 1 AND page.site = o.site) "
        "FROM site_choice AS o ORDER BY site");
    query.bind();
    QList<SiteChoice> choices;
    while (query.next())
        choices.append({query.text(0), query.bytes(1), query.time(2), query.integer(3)});
    if (!query.ok())
        return query.error();
    return choices;
}

base::Result<QByteArray> ChoiceStore::ofSite(const QString& site) const {
    Query query(m_database, "SELECT choice FROM site_choice WHERE site = ?");
    if (query.bind(site).next())
        return query.bytes(0);
    return query.ok() ? base::Result<QByteArray>(QByteArray()) : query.error();
}

base::Result<void> ChoiceStore::remember(const QString& site, const QByteArray& json, const QDateTime& now) {
    return change(m_database, "INSERT OR REPLACE INTO site_choice(site, choice, chosen_at) VALUES(?, ?, ?)", site, json,
                  now);
}

base::Result<bool> ChoiceStore::forget(const QString& site) {
    const auto known = oneInteger(m_database, "SELECT count(*) FROM site_choice WHERE site = ?", 0, site);
    if (!known)
        return known.error();
    if (const auto gone = change(m_database, "DELETE FROM site_choice WHERE site = ?", site); !gone)
        return gone.error();
    return *known != 0;
}

base::Result<void> putChoice(Database& database, SnapshotId snapshot, const Choice& choice) {
    if (choice.json.isEmpty())
        return change(database, "DELETE FROM snapshot_choice WHERE snapshot = ?", snapshot);
    return change(database, "INSERT OR REPLACE INTO snapshot_choice(snapshot, choice, of_site, met) VALUES(?, ?, ?, ?)",
                  snapshot, choice.json, choice.ofSite, choice.met);
}

} // namespace library
