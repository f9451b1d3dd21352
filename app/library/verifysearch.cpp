#include "library/verifysearch.h"

#include "library/errors.h"
#include "library/migrations.h"

#include <QCoreApplication>

namespace library {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(library)
};

// FTS5's own check is an INSERT, which a read-only connection refuses. So the indexes' tables are copied into this
// connection's temporary database, beside a view of the same texts, and checked there; SQLite keeps that in a file of
// its own when it is large.
constexpr char view[] =
    "CREATE TEMP VIEW search_source AS"
    " SELECT p.id AS page, ifnull(t.split_title, t.title) AS title, ifnull(t.split_text, t.text) AS text"
    " FROM main.page AS p JOIN main.snapshot_text AS t ON t.id = p.indexed_text;";

struct Index {
    const char* table;
    QList<QByteArray> parts; // the tables that FTS5 made for it
    QByteArray check;        // 1: against the view, whose rows it does not keep itself
    int since;               // the schema's version that has it
};

QList<Index> indexes() {
    return {{"search", {"data", "idx", "docsize", "config"}, "1", 1},
            {"search_own", {"data", "idx", "content", "docsize", "config"}, "0", 2}};
}

QString rebuildAdvice() {
    return Words::tr("the search index does not hold the pages' text");
}

// The library's own words for the table, but for where it is made.
base::Result<void> makeTable(Database& database, const QByteArray& name) {
    QByteArray sql;
    {
        Query schema(database, "SELECT sql FROM main.sqlite_schema WHERE name = ?");
        if (!schema.bind(name).next())
            return schema.ok() ? base::Error{libraryDamaged, rebuildAdvice()} : schema.error();
        sql = schema.bytes(0);
    }
    const QByteArray beginning = "CREATE VIRTUAL TABLE " + name + ' ';
    if (!sql.startsWith(beginning))
        return base::Error{libraryDamaged, rebuildAdvice()};
    return database.execute(
        QByteArray("CREATE VIRTUAL TABLE temp." + name + ' ' + sql.mid(beginning.size())).constData());
}

base::Result<void> check(Database& database, const Index& index) {
    const QByteArray table = index.table;
    if (const auto made = makeTable(database, table); !made)
        return made;
    for (const QByteArray& part : index.parts) {
        const QByteArray name = table + '_' + part;
        const QByteArray copy =
            "DELETE FROM temp." + name + "; INSERT INTO temp." + name + " SELECT * FROM main." + name;
        if (const auto copied = database.execute(copy.constData()); !copied)
            return copied;
    }
    Query checked(database, QByteArray("INSERT INTO temp." + table + '(' + table +
                                       ", rank) VALUES('integrity-check', " + index.check + ')'));
    return checked.run();
}

} // namespace

base::Result<QList<Damage>> verifySearch(Database& database) {
    QList<Damage> found;
    const bool reading = database.readOnly();
    const auto checked = [&]() -> base::Result<void> {
        if (const auto viewed = database.execute(view); !viewed)
            return viewed;
        const auto version = schemaVersion(database);
        if (!version)
            return version.error();
        for (const Index& index : indexes()) {
            if (index.since > *version) // not yet brought up to date
                continue;
            const auto done = check(database, index);
            if (!done && done.error().kind == libraryDamaged)
                found.append({"search", rebuildAdvice()});
            else if (!done)
                return done;
        }
        return {};
    };
    (void)database.execute("PRAGMA query_only=OFF");
    const auto done = checked();
    (void)database.execute("DROP TABLE IF EXISTS temp.search; DROP VIEW IF EXISTS temp.search_source");
    if (!database.laidOver()) // there it is what stands for the missing index
        (void)database.execute("DROP TABLE IF EXISTS temp.search_own");
    if (reading)
        (void)database.execute("PRAGMA query_only=ON");
    if (!done && done.error().kind == libraryDamaged)
        found.append({"search", rebuildAdvice()});
    else if (!done)
        return done.error();
    return found;
}

} // namespace library
