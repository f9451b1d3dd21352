#pragma once

#include <QList>
#include <QString>

namespace library {

// What a person typed, understood: words are all wanted, "phrases" in quotes, -word excluded, word* the beginning of a
// word. Nothing typed is an error; what holds no word is left out.
struct SearchQuery {
    struct Term {
        QString text;
        bool prefix = false;
    };
    QList<Term> wanted;
    QList<Term> excluded;

    static SearchQuery parse(const QString& typed);
    bool isEmpty() const { return wanted.isEmpty() && excluded.isEmpty(); }
    // FTS5 expressions; every term is quoted, so that none of its characters has a meaning.
    QString expression() const;         // wanted without excluded; empty when nothing is wanted
    QString excludedExpression() const; // any of the excluded
    // Whether one of the beginnings is longer than those that the index keeps ready (resources/sql).
    bool gathers() const;
};

} // namespace library
