#include "cli/console.h"
#include "cli/librarycommand.h"
#include "cli/pagejson.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

constexpr qsizetype batch = 100;
constexpr QChar matchBegin(0xe000);
constexpr QChar matchEnd(0xe001);

QJsonArray matchesIn(const QString& snippet) {
    QJsonArray matches;
    for (qsizetype at = snippet.indexOf(matchBegin); at >= 0; at = snippet.indexOf(matchBegin, at + 1)) {
        const qsizetype end = snippet.indexOf(matchEnd, at);
        if (end < 0)
            break;
        matches << snippet.mid(at + 1, end - at - 1);
    }
    return matches;
}

QString plain(QString snippet) {
    return snippet.remove(matchBegin).remove(matchEnd).simplified();
}

void print(const library::PageRow& page, const QString& snippet, bool json, Console& console) {
    if (json) {
        QJsonObject object = pageJson(page);
        object[QStringLiteral("snippet")] = plain(snippet);
        object[QStringLiteral("matches")] = matchesIn(snippet);
        return console.json(object);
    }
    console.fields({QString::number(page.id), page.title, page.link});
    if (snippet.isEmpty())
        return;
    if (console.outIsTerminal())
        console.highlighted(QString(u"    " % snippet.simplified()), matchBegin, matchEnd);
    else
        console.line(QString(u"    " % plain(snippet)));
}

base::Result<int> search(library::Stores& stores, const Arguments& arguments, qint64 limit, Console& console) {
    library::PageQuery query;
    query.search = arguments.operands.join(u' ');
    const auto pages = stores.search.find(query, int(limit), true);
    if (!pages)
        return pages.error();
    for (qsizetype at = 0; at < pages->size() && !console.readerGone(); at += batch) {
        const QList<library::PageId> ids = pages->mid(at, batch);
        const auto rows = stores.pages.rows(ids);
        const auto hits = stores.search.snippets(ids, query.search);
        if (!rows || !hits)
            return rows ? hits.error() : rows.error();
        QHash<library::PageId, QString> snippets;
        for (const library::SearchHit& hit : *hits)
            snippets.insert(hit.page, hit.snippet);
        for (const library::PageRow& page : *rows)
            print(page, snippets.value(page.id), arguments.has("json"), console);
    }
    if (pages->isEmpty())
        console.message(Words::tr("Nothing is found."));
    return AllWell;
}

int run(const Arguments& arguments, Console& console) {
    return withLibrary(arguments, console, [&](library::Stores& stores, qint64 limit) {
        return search(stores, arguments, limit, console);
    });
}

} // namespace

Command searchCommand() {
    return {.name = QStringLiteral("search"),
            .operands = QStringLiteral("QUERY"),
            .summary = Words::tr(
                "Finds pages by their text, best first.\n"
                "All words are wanted; \"a phrase\" in quotes, -word to leave out, word* for what begins so."),
            .example = QStringLiteral("tidemark-cli search '\"event loop\" async* -twisted' --limit 10"),
            .options = {{QStringLiteral("limit"), QStringLiteral("N"), Words::tr("print at most N (without: all)")},
                        jsonOption()},
            .leastOperands = 1,
            .mostOperands = -1,
            .run = run};
}

} // namespace cli
