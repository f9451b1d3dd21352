#include "cli/console.h"
#include "cli/librarycommand.h"
#include "cli/pagejson.h"

#include <QCoreApplication>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

constexpr qsizetype batch = 500;

QStringList fieldsOf(const library::PageRow& page, bool failed) {
    const QDateTime when = page.capturedAt.isValid() ? page.capturedAt : page.addedAt;
    return {QString::number(page.id), when.toLocalTime().toString(QStringLiteral("yyyy-MM-dd")),
            failed ? QString::fromLatin1(page.lastError) : page.title, page.link};
}

base::Result<int> list(library::Stores& stores, const Arguments& arguments, qint64 limit, Console& console) {
    library::PageQuery query;
    query.shelf = arguments.has("failed") ? library::PageShelf::Failed : library::PageShelf::Kept;
    auto ids = stores.pages.ids(query);
    if (!ids)
        return ids.error();
    if (limit > 0)
        *ids = ids->mid(0, limit);
    for (qsizetype at = 0; at < ids->size() && !console.readerGone(); at += batch) {
        const auto rows = stores.pages.rows(ids->mid(at, batch));
        if (!rows)
            return rows.error();
        for (const library::PageRow& page : *rows) {
            if (arguments.has("json"))
                console.json(pageJson(page));
            else
                console.fields(fieldsOf(page, query.shelf == library::PageShelf::Failed));
        }
    }
    return AllWell;
}

int run(const Arguments& arguments, Console& console) {
    return withLibrary(arguments, console,
                       [&](library::Stores& stores, qint64 limit) { return list(stores, arguments, limit, console); });
}

} // namespace

Command listCommand() {
    return {.name = QStringLiteral("list"),
            .operands = {},
            .summary = Words::tr("Lists the pages of the library, newest first.\n"
                                 "A line holds number, date, title and link, with tabs between them."),
            .example = QStringLiteral("tidemark-cli list --limit 20"),
            .options = {{QStringLiteral("failed"), {}, Words::tr("list the links that could not be captured, and why")},
                        {QStringLiteral("limit"), QStringLiteral("N"), Words::tr("print at most N (without: all)")},
                        jsonOption()},
            .leastOperands = 0,
            .mostOperands = 0,
            .run = run};
}

} // namespace cli
