// What is shown of a page that a search found.
#include "library/ownmatches.h"
#include "library/query.h"
#include "library/searchquery.h"
#include "library/searchstore.h"
#include "library/searchtext.h"

#include <algorithm>

namespace library {

namespace {

constexpr int snippetWords = 32;

struct Snippet {
    QString text;
    SnippetOf of = SnippetOf::Text;
    bool marked() const { return text.contains(matchBegin); }
};
using Snippets = QHash<PageId, Snippet>;

QString cleaned(QString snippet) {
    snippet.remove(characterBreak);
    // Characters that were split stand together again, and so do their marks.
    snippet.remove(QString(matchEnd) + matchBegin);
    snippet.replace(QString(u' ' % tagBreak % u' '), QStringLiteral(", "));
    return snippet.simplified();
}

// Asks `sql` for the pages, whose numbers are ?5 to ?7: all at once when the statement would gather a beginning's words
// anew each time, else one after another.
template<typename Take>
base::Result<void> readEach(Database& database, const char* sql, const QString& expression, bool gathers,
                            const QList<PageId>& pages, Take take) {
    if (expression.isEmpty() || pages.isEmpty())
        return {};
    Query found(database, sql);
    const qsizetype step = gathers ? pages.size() : 1;
    for (qsizetype at = 0; at < pages.size(); at += step) {
        const QList<PageId> part = pages.mid(at, step);
        const auto [first, last] = std::minmax_element(part.begin(), part.end());
        found.bind(expression, QString(matchBegin), QString(matchEnd), snippetWords, *first, *last, jsonList(part));
        while (found.next())
            take(found);
        if (!found.ok())
            return found.error();
    }
    return {};
}

constexpr char ofText[] = "SELECT rowid, snippet(search, 1, ?2, ?3, '…', ?4) FROM search WHERE search MATCH ?1 "
                          "AND rowid BETWEEN ?5 AND ?6 AND +rowid IN (SELECT value FROM json_each(?7))";
constexpr char ofOwn[] = "SELECT rowid, snippet(search_own, 0, ?2, ?3, '…', ?4), "
                         "snippet(search_own, 1, ?2, ?3, '…', ?4) FROM search_own WHERE search_own MATCH ?1 "
                         "AND rowid BETWEEN ?5 AND ?6 AND +rowid IN (SELECT value FROM json_each(?7))";

// A match of the text is shown before one of the note, and that before one of the tags; all before a text in which
// nothing is marked because its title matches.
base::Result<Snippets> matched(Database& database, const SearchQuery& search, const QList<PageId>& pages) {
    Snippets snippets;
    const auto texts =
        readEach(database, ofText, search.textExpression(), search.gathers(), pages, [&snippets](const Query& row) {
            snippets.insert(row.integer(0), {row.text(1), SnippetOf::Text});
        });
    if (!texts)
        return texts.error();
    QList<PageId> others = pages;
    others.removeIf([&snippets](PageId page) { return snippets.value(page).marked(); });
    const auto own =
        readEach(database, ofOwn, search.ownExpression(), search.gathers(), others, [&snippets](const Query& row) {
            const Snippet note{row.text(1), SnippetOf::Note};
            snippets.insert(row.integer(0), note.marked() ? note : Snippet{row.text(2), SnippetOf::Tags});
        });
    return own ? base::Result<Snippets>(snippets) : own.error();
}

} // namespace

base::Result<QList<SearchHit>> SearchStore::snippets(const QList<PageId>& pages, const QString& search) const {
    const auto found = matched(m_database, SearchQuery::parse(search), pages);
    if (!found)
        return found.error();
    Query beginning(m_database, "SELECT substr(t.text, 1, 200) FROM page JOIN snapshot_text AS t "
                                "ON t.id = page.indexed_text WHERE page.id = ?");
    QList<SearchHit> hits;
    for (const PageId page : pages) {
        const auto known = found->constFind(page);
        QString text;
        if (known != found->constEnd())
            text = known->text;
        else if (beginning.bind(page).next())
            text = beginning.text(0);
        if (!beginning.ok())
            return beginning.error();
        hits.append({page, cleaned(text), known == found->constEnd() ? SnippetOf::Text : known->of});
    }
    return hits;
}

} // namespace library
