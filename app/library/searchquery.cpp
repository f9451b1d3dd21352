#include "library/searchquery.h"

#include "library/limits.h"
#include "library/searchtext.h"

#include <algorithm>

namespace library {

namespace {

bool isQuote(QChar c) {
    return c == u'"' || c == u'\u201c' || c == u'\u201d' || c == u'\u201e' || c == u'\u00ab' || c == u'\u00bb';
}

constexpr qsizetype shortestBeginning = 2; // of one letter it would be the beginning of too much
constexpr qsizetype longestReady = 3;      // prefix='2 3' of the index

// Of the last word: that is the one which may be a beginning.
qsizetype lettersOfLast(const QString& term) {
    const QString text = split(term).value_or(term);
    qsizetype letters = 0;
    for (qsizetype i = text.size() - 1; i >= 0 && (text[i].isLetterOrNumber() || text[i].isMark()); --i)
        ++letters;
    return letters;
}

// One term from `i` on; `i` moves behind it.
SearchQuery::Term readTerm(const QString& typed, qsizetype& i) {
    SearchQuery::Term term;
    if (isQuote(typed[i])) {
        const qsizetype start = ++i;
        while (i < typed.size() && !isQuote(typed[i]))
            ++i;
        term.text = typed.mid(start, i - start);
        ++i;
        return term;
    }
    const qsizetype start = i;
    while (i < typed.size() && !typed[i].isSpace() && !isQuote(typed[i]))
        ++i;
    term.text = typed.mid(start, i - start);
    if (term.text.endsWith(QLatin1Char('*'))) {
        term.text.chop(1);
        term.prefix = lettersOfLast(term.text) >= shortestBeginning;
    }
    return term;
}

QString quoted(const SearchQuery::Term& term) {
    QString text = split(term.text).value_or(term.text);
    text.replace(QLatin1Char('"'), QLatin1String("\"\""));
    return QString(QLatin1Char('"') % text % QLatin1Char('"') % QLatin1String(term.prefix ? " *" : ""));
}

QString joined(const QList<SearchQuery::Term>& terms, QLatin1String word) {
    QStringList parts;
    for (const SearchQuery::Term& term : terms)
        parts.append(quoted(term));
    return parts.join(word);
}

} // namespace

SearchQuery SearchQuery::parse(const QString& typed) {
    SearchQuery query;
    const QString text = searchable(typed.left(searchLength.standard));
    for (qsizetype i = 0; i < text.size();) {
        if (text[i].isSpace()) {
            ++i;
            continue;
        }
        const bool excludes = text[i] == u'-' && i + 1 < text.size() && !text[i + 1].isSpace();
        if (excludes)
            ++i;
        const Term term = readTerm(text, i);
        if (hasWord(term.text) && query.wanted.size() + query.excluded.size() < searchTerms.standard)
            (excludes ? query.excluded : query.wanted).append(term);
    }
    return query;
}

QString SearchQuery::expression() const {
    if (wanted.isEmpty())
        return {};
    const QString all = joined(wanted, QLatin1String(" AND "));
    if (excluded.isEmpty())
        return all;
    return QString(QLatin1Char('(') % all % QLatin1String(") NOT (") % excludedExpression() % QLatin1Char(')'));
}

bool SearchQuery::gathers() const {
    const auto gathered = [](const Term& term) { return term.prefix && lettersOfLast(term.text) > longestReady; };
    return std::ranges::any_of(wanted, gathered) || std::ranges::any_of(excluded, gathered);
}

QString SearchQuery::excludedExpression() const {
    return joined(excluded, QLatin1String(" OR "));
}

} // namespace library
