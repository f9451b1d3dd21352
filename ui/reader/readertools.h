#pragma once

#include "library/types.h"
#include "ui/reader/readerstyle.h"

#include <QWidget>

class QAction;
class QBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace ui {

class ArticleChoice;

// The line above the article: what can be done with the page, as actions that the reader connects.
class ReaderTools : public QWidget {
    Q_OBJECT

    QList<QAction*> m_all; // stands first: the actions below are added to it

public:
    explicit ReaderTools(QWidget* parent = nullptr);

    void setPage(const library::Page& page); // ticks and words of the actions
    void setStyle(const ReaderStyle& style);
    void setChoice(const ArticleChoice& choice) const;

    QAction* back;
    QAction* forward;
    QAction* contents; // checkable
    QAction* star;     // checkable
    QAction* read;     // checkable
    QAction* tags;     // checkable
    QAction* note;     // checkable
    QAction* find;
    QAction* findNext;
    QAction* findPrevious;
    QAction* openOriginal;
    QAction* copyLink;
    QAction* captureAgain;
    QAction* article;  // checkable, one of three
    QAction* source;   // checkable
    QAction* captures; // checkable
    QAction* showMore; // these six: of the page, instead of what Tidemark chose
    QAction* showLess;
    QAction* wholePage; // checkable
    QAction* wrongPart;
    QAction* ownChoice;
    QAction* remember; // checkable
    QAction* remove;
    QAction* restore;

    QList<QAction*> all() const { return m_all; }

Q_SIGNALS:
    void styleChosen(const ReaderStyle& style);

private:
    QAction* add(const char* name, const QString& text, const QKeySequence& key = {}, bool checkable = false);
    QToolButton* button(QAction* action);
    QMenu* styleMenu();
    void choose(const ReaderStyle& chosen);

    ReaderStyle m_style;
    QBoxLayout* m_row;
    QMenu* m_styleMenu = nullptr;
};

} // namespace ui
