#include "library/verifysearch.h"

#include "library/errors.h"

#include <QCoreApplication>

namespace library {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(library)
};

// FTS5's own check is an INSERT, which a read-only connection refuses. So the index's tables are copied into this
// connection's temporary database, beside a view of the same texts, and checked there; SQLite keeps that in a file of
// its own when it is large.
constexpr char view[] =
    "PRAGMA query_only=OFF;"
    "CREATE TEMP VIEW search_source AS"
    " SELECT p.id AS page, ifnull(t.split_title, t.title) AS title, ifnull(t.split_text, t.text) AS text"
    " FROM main.page AS p JOIN main.snapshot_text AS t ON t.id = p.indexed_text;";
constexpr char copy[] =
    "DELETE FROM temp.search_data; INSERT INTO temp.search_data SELECT * FROM main.search_data;"
    "DELETE FROM temp.search_idx; INSERT INTO temp.search_idx SELECT * FROM main.search_idx;"
    "DELETE FROM temp.search_docsize; INSERT INTO temp.search_docsize SELECT * FROM main.search_docsize;"
    "DELETE FROM temp.search_config; INSERT INTO temp.search_config SELECT * FROM main.search_config;";
constexpr char takeDown[] = "DROP TABLE IF EXISTS temp.search; DROP VIEW IF EXISTS temp.search_source;";

QString rebuildAdvice() {
    return Words::tr("the search index does not hold the pages' text");
}

// The library's own words for the table, but for where it is made.
base::Result<void> makeTable(Database& database) {
    QByteArray sql;
    {
        Query schema(database, "SELECT sql FROM main.sqlite_schema WHERE name = 'search'");
        if (!schema.next())
            return schema.ok() ? base::Error{libraryDamaged, rebuildAdvice()} : schema.error();
        sql = schema.bytes(0);
    }
    const QByteArray beginning = "CREATE VIRTUAL TABLE search ";
    if (!sql.startsWith(beginning))
        return base::Error{libraryDamaged, rebuildAdvice()};
    return database.execute(QByteArray("CREATE VIRTUAL TABLE temp.search " + sql.mid(beginning.size())).constData());
}

} // namespace

base::Result<QList<Damage>> verifySearch(Database& database) {
    QList<Damage> found;
    const bool reading = database.readOnly();
    base::Result<void> checked = database.execute(view);
    if (checked)
        checked = makeTable(database);
    if (checked)
        checked = database.execute(copy);
    if (checked)
        checked = change(database, "INSERT INTO temp.search(search, rank) VALUES('integrity-check', 1)");
    if (!checked && checked.error().kind == interrupted)
        return checked.error();
    if (!checked && checked.error().kind != libraryDamaged)
        return checked.error();
    if (!checked)
        found.append({"search", rebuildAdvice()});
    (void)database.execute(takeDown);
    if (reading)
        (void)database.execute("PRAGMA query_only=ON");
    return found;
}

} // namespace library
