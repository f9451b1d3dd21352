#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace library {

// What a person typed, understood: words are all wanted, wherever in title, text, note or tags each stands; "phrases"
// in quotes, -word excluded, word* the beginning of a word; tag:word and note:word only there, site:part in the host's
// name. Nothing typed is an error; what holds no word is left out.
struct SearchQuery {
    enum class Part { Any, Note, Tags };
    struct Term {
        QString text;
        bool prefix = false;
        Part part = Part::Any;
    };
    QList<Term> wanted;
    QList<Term> excluded;
    QStringList sites; // parts of host names, all wanted
    QStringList excludedSites;

    static SearchQuery parse(const QString& typed);
    bool isEmpty() const;
    bool inTextAlone() const; // a page's text by itself can hold all that is wanted

    // FTS5 expressions; every term is quoted, so that none of its characters has a meaning. Empty when there is no
    // term.
    QString textExpression() const;         // wanted without excluded, of those that a text can hold
    QString excludedTextExpression() const; // any of the excluded
    QString ownExpression() const;          // any of the wanted, in the index of note and tags
    QString excludedOwnExpression() const;
    static QString textExpression(const Term& term);
    static QString ownExpression(const Term& term);

    // Whether it is a beginning longer than those that the index keeps ready (resources/sql): its words are gathered
    // anew whenever a statement asks.
    static bool gathers(const Term& term);
    bool gathers() const; // any of them
};

} // namespace library
