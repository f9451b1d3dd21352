#include "library/ownmatches.h"

#include "library/limits.h"
#include "library/query.h"
#include "library/searchquery.h"

#include <algorithm>

namespace library {

namespace {

// What a person wrote says more than any word of a text: above what bm25() gives to the rarest word.
constexpr double ownWeight = -30;
constexpr qsizetype fewPages = 64; // each of them is sought by itself in a word's list of pages

struct Match {
    quint32 missing = 0; // wanted terms not met yet, a bit each
    double weight = 0;
};
using Matches = QHash<PageId, Match>;
static_assert(searchTerms.standard <= 32);

// What each of the candidates holds of the terms in its note and tags.
base::Result<Matches> inOwnWords(Database& database, const QList<SearchQuery::Term>& terms,
                                 const QList<PageId>& candidates) {
    Matches matches;
    matches.reserve(candidates.size());
    const quint32 all = terms.size() == 32 ? ~0U : (1U << terms.size()) - 1;
    for (const PageId page : candidates)
        matches.insert(page, {all, 0});
    const auto [first, last] = std::ranges::minmax(candidates);
    Query rows(database, "SELECT rowid FROM search_own WHERE search_own MATCH ?1 AND rowid BETWEEN ?2 AND ?3");
    quint32 bit = 1;
    for (const SearchQuery::Term& term : terms) {
        rows.bind(SearchQuery::ownExpression(term), first, last);
        while (rows.next()) {
            const auto match = matches.find(rows.integer(0));
            if (match == matches.end())
                continue;
            match->missing &= ~bit;
            match->weight += ownWeight;
        }
        if (!rows.ok())
            return rows.error();
        bit <<= 1;
    }
    return matches;
}

// Of these pages, those that have the term in their text, each with what it weighs there.
base::Result<QHash<PageId, double>> inText(Database& database, const SearchQuery::Term& term, QList<PageId> pages) {
    QHash<PageId, double> found;
    Query rows(database, "SELECT rowid, bm25(search, 10.0, 1.0) FROM search WHERE search MATCH ?1 "
                         "AND rowid BETWEEN ?2 AND ?3 AND +rowid IN (SELECT value FROM json_each(?4))");
    const auto read = [&](const QList<PageId>& part) -> base::Result<void> {
        rows.bind(SearchQuery::textExpression(term), part.first(), part.last(), jsonList(part));
        while (rows.next())
            found.insert(rows.integer(0), rows.real(1));
        return rows.ok() ? base::Result<void>() : rows.error();
    };
    std::sort(pages.begin(), pages.end());
    const bool together = SearchQuery::gathers(term) || pages.size() > fewPages;
    const qsizetype step = together ? pages.size() : 1;
    for (qsizetype at = 0; at < pages.size(); at += step) {
        if (const auto done = read(pages.mid(at, step)); !done)
            return done.error();
    }
    return found;
}

// What the own words lack is wanted of the text; a page without it is none.
base::Result<void> complete(Database& database, const SearchQuery::Term& term, quint32 bit, Matches& matches) {
    QList<PageId> lacking;
    for (auto match = matches.constBegin(); match != matches.constEnd(); ++match) {
        if (match->missing & bit)
            lacking.append(match.key());
    }
    QHash<PageId, double> found;
    if (!lacking.isEmpty() && term.part == SearchQuery::Part::Any) {
        auto read = inText(database, term, lacking);
        if (!read)
            return read.error();
        found = *std::move(read);
    }
    for (const PageId page : std::as_const(lacking)) {
        if (const auto weight = found.constFind(page); weight != found.constEnd())
            matches[page].weight += *weight;
        else
            matches.remove(page);
    }
    return {};
}

} // namespace

base::Result<QList<WeighedPage>> ownMatches(Database& database, const SearchQuery& search,
                                            const QList<PageId>& candidates) {
    QList<WeighedPage> weighed;
    if (candidates.isEmpty())
        return weighed;
    auto matches = inOwnWords(database, search.wanted, candidates);
    if (!matches)
        return matches.error();
    quint32 bit = 1;
    for (const SearchQuery::Term& term : search.wanted) {
        if (const auto done = complete(database, term, bit, *matches); !done)
            return done.error();
        bit <<= 1;
    }
    for (const PageId page : candidates) {
        if (const auto match = matches->constFind(page); match != matches->constEnd())
            weighed.append({page, match->weight});
    }
    return weighed;
}

QString jsonList(const QList<PageId>& pages) {
    QByteArray list;
    for (const PageId page : pages)
        list += (list.isEmpty() ? '[' : ',') + QByteArray::number(page);
    return pages.isEmpty() ? QStringLiteral("[]") : QString(QString::fromLatin1(list) % u']');
}

} // namespace library
