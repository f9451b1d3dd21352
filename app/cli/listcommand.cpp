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

base::Result<QStringList> fieldsOf(library::Stores& stores, const library::PageRow& page, bool failed) {
    const QDateTime when = page.capturedAt.isValid() ? page.capturedAt : page.addedAt;
    base::Result<QString> what = page.title;
    if (failed)
        what = lastFailure(stores, page);
    if (!what)
        return what.error();
    return QStringList{QString::number(page.id), when.toLocalTime().toString(QStringLiteral("yyyy-MM-dd")), *what,
                       page.link};
}

base::Result<void> print(library::Stores& stores, const library::PageRow& page, const Arguments& arguments,
                         Console& console) {
    if (arguments.has("json")) {
        const auto object = pageJson(stores, page);
        if (!object)
            return object.error();
        console.json(*object);
        return {};
    }
    const auto fields = fieldsOf(stores, page, arguments.has("failed"));
    if (!fields)
        return fields.error();
    console.fields(*fields);
    return {};
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
            if (const auto printed = print(stores, page, arguments, console); !printed)
                return printed.error();
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
                                 "A line holds number, date, title and link, with tabs between them;\n"
                                 "with --failed, why it failed and what to do instead of the title."),
            .example = QStringLiteral("tidemark-cli list --limit 20"),
            .options = {{QStringLiteral("failed"), {}, Words::tr("list the links that could not be captured, and why")},
                        {QStringLiteral("limit"), QStringLiteral("N"), Words::tr("print at most N (without: all)")},
                        jsonOption()},
            .leastOperands = 0,
            .mostOperands = 0,
            .run = run};
}

} // namespace cli
