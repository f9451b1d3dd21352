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

struct Field {
    QLatin1String name;
    SearchQuery::Part part;
};
constexpr QLatin1String siteField("site:");
constexpr Field fields[] = {{QLatin1String("tag:"), SearchQuery::Part::Tags},
                            {QLatin1String("note:"), SearchQuery::Part::Note}};

// Whether a field's name stands at `i`, and something behind it; `i` moves there.
bool takeField(const QString& typed, qsizetype& i, QLatin1String name) {
    const qsizetype behind = i + name.size();
    if (behind >= typed.size() || typed[behind].isSpace() ||
        !QStringView(typed).mid(i).startsWith(name, Qt::CaseInsensitive))
        return false;
    i = behind;
    return true;
}

// One term from `i` on; `i` moves behind it.
SearchQuery::Term readTerm(const QString& typed, qsizetype& i) {
    SearchQuery::Term term;
    for (const Field& field : fields) {
        if (term.part == SearchQuery::Part::Any && takeField(typed, i, field.name))
            term.part = field.part;
    }
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

QString inText(const QList<SearchQuery::Term>& terms, QLatin1String word) {
    QStringList parts;
    for (const SearchQuery::Term& term : terms) {
        if (term.part == SearchQuery::Part::Any)
            parts.append(SearchQuery::textExpression(term));
    }
    return parts.join(word);
}

QString inOwn(const QList<SearchQuery::Term>& terms) {
    QStringList parts;
    for (const SearchQuery::Term& term : terms)
        parts.append(SearchQuery::ownExpression(term));
    return parts.join(QLatin1String(" OR "));
}

} // namespace

SearchQuery SearchQuery::parse(const QString& typed) {
    SearchQuery query;
    const QString text = searchable(typed.left(searchLength.standard));
    const auto terms = [&query] {
        return query.wanted.size() + query.excluded.size() + query.sites.size() + query.excludedSites.size();
    };
    for (qsizetype i = 0; i < text.size();) {
        if (text[i].isSpace()) {
            ++i;
            continue;
        }
        const bool excludes = text[i] == u'-' && i + 1 < text.size() && !text[i + 1].isSpace();
        if (excludes)
            ++i;
        const bool isSite = takeField(text, i, siteField);
        const Term term = readTerm(text, i);
        if (!hasWord(term.text) || terms() >= searchTerms.standard)
            continue;
        if (isSite)
            (excludes ? query.excludedSites : query.sites).append(term.text.toLower());
        else
            (excludes ? query.excluded : query.wanted).append(term);
    }
    return query;
}

bool SearchQuery::isEmpty() const {
    return wanted.isEmpty() && excluded.isEmpty() && sites.isEmpty() && excludedSites.isEmpty();
}

bool SearchQuery::inTextAlone() const {
    return std::ranges::all_of(wanted, [](const Term& term) { return term.part == Part::Any; });
}

QString SearchQuery::textExpression() const {
    const QString all = inText(wanted, QLatin1String(" AND "));
    const QString none = excludedTextExpression();
    if (all.isEmpty() || none.isEmpty())
        return all;
    return QString(QLatin1Char('(') % all % QLatin1String(") NOT (") % none % QLatin1Char(')'));
}

QString SearchQuery::excludedTextExpression() const {
    return inText(excluded, QLatin1String(" OR "));
}

QString SearchQuery::ownExpression() const {
    return inOwn(wanted);
}

QString SearchQuery::excludedOwnExpression() const {
    return inOwn(excluded);
}

QString SearchQuery::textExpression(const Term& term) {
    return quoted(term);
}

QString SearchQuery::ownExpression(const Term& term) {
    const QLatin1String column(term.part == Part::Tags ? "tags : " : term.part == Part::Note ? "note : " : "");
    return QString(column % quoted(term));
}

bool SearchQuery::gathers(const Term& term) {
    return term.prefix && lettersOfLast(term.text) > longestReady;
}

bool SearchQuery::gathers() const {
    const auto gathered = [](const Term& term) { return gathers(term); };
    return std::ranges::any_of(wanted, gathered) || std::ranges::any_of(excluded, gathered);
}

} // namespace library
