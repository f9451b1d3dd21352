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

QString nameOf(library::SnippetOf part) {
    switch (part) {
    case library::SnippetOf::Note:
        return QStringLiteral("note");
    case library::SnippetOf::Tags:
        return QStringLiteral("tags");
    case library::SnippetOf::Text:
        break;
    }
    return QStringLiteral("text");
}

base::Result<void> printJson(library::Stores& stores, const library::PageRow& page, const library::SearchHit& hit,
                             Console& console) {
    auto object = pageJson(stores, page);
    if (!object)
        return object.error();
    object->insert(QStringLiteral("snippet"), plain(hit.snippet));
    object->insert(QStringLiteral("snippet_of"), nameOf(hit.of));
    object->insert(QStringLiteral("matches"), matchesIn(hit.snippet));
    console.json(*object);
    return {};
}

void print(const library::PageRow& page, const library::SearchHit& hit, Console& console) {
    const QString& snippet = hit.snippet;
    console.fields({QString::number(page.id), page.title, page.link});
    if (snippet.isEmpty())
        return;
    const QString indent = QStringLiteral("    ");
    const QString lead =
        hit.of == library::SnippetOf::Text ? indent : QString(indent % nameOf(hit.of) % QStringLiteral(": "));
    if (console.outIsTerminal())
        console.highlighted(QString(lead % snippet.simplified()), matchBegin, matchEnd);
    else
        console.line(QString(lead % plain(snippet)));
}

base::Result<void> tellOfTheBin(library::Stores& stores, const library::PageQuery& query, Console& console) {
    const auto more = stores.search.countInBin(query);
    if (!more)
        return more.error();
    if (*more > 0)
        console.message(Words::tr("%n more in the bin.", nullptr, int(*more)));
    return {};
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
        QHash<library::PageId, library::SearchHit> found;
        for (const library::SearchHit& hit : *hits)
            found.insert(hit.page, hit);
        for (const library::PageRow& page : *rows) {
            if (!arguments.has("json"))
                print(page, found.value(page.id), console);
            else if (const auto printed = printJson(stores, page, found.value(page.id), console); !printed)
                return printed.error();
        }
    }
    if (pages->isEmpty())
        console.message(Words::tr("Nothing is found."));
    if (const auto told = tellOfTheBin(stores, query, console); !told)
        return told.error();
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
                "Finds pages by title, text, note and tags, best first.\n"
                "All words are wanted; \"a phrase\" in quotes, -word to leave out, word* for what begins so,\n"
                "tag:word and note:word for words of these alone, site:part for a part of the host's name.\n"
                "Where the first is a -word, write -- before it: tidemark-cli search -- -storm sea"),
            .example = QStringLiteral("tidemark-cli search '\"event loop\" async* -twisted' --limit 10"),
            .options = {{QStringLiteral("limit"), QStringLiteral("N"), Words::tr("print at most N (without: all)")},
                        jsonOption()},
            .leastOperands = 1,
            .mostOperands = -1,
            .run = run};
}

} // namespace cli
