#pragma once

#include "library/library.h"
#include "ui/reader/articlechoice.h"

#include <QObject>
#include <QUndoStack>

namespace ui {

// What a person does to pages, each with its way back. A change is written first; it joins the stack when it is
// durable, with exactly those pages it changed.
class PageCommands : public QObject {
    Q_OBJECT

public:
    explicit PageCommands(library::Library& library, QObject* parent = nullptr);

    void setStarred(const QList<library::PageId>& pages, bool starred);
    void setRead(const QList<library::PageId>& pages, bool read);
    void toggleStarred(const QList<library::PageId>& pages); // all get a star, unless all have one
    void toggleRead(const QList<library::PageId>& pages);
    void addTags(const QList<library::PageId>& pages, const QStringList& tags); // one step for all of them
    void removeTag(const QList<library::PageId>& pages, const QString& tag);
    // An article made as a person wants it, and what is remembered for its site.
    void choose(const ChosenArticle& chosen);
    void remove(const QList<library::PageId>& pages);  // into the bin
    void restore(const QList<library::PageId>& pages); // out of it

    QUndoStack& stack() { return m_stack; }
    const QUndoStack& stack() const { return m_stack; }

Q_SIGNALS:
    void done(const QString& sentence, bool worthALine); // "3 pages moved to the bin"
    void written();                                      // what was undone, or done again, is in the library
    void failed(const QString& sentence);

private:
    using Change = std::function<base::Result<void>(library::Stores&)>;
    using Pages = QList<library::PageRow>;
    struct Undoable {
        QString text; // for the undo menu
        Change redo;
        Change undo;
        bool worthALine = false;
    };
    class Command;
    static Undoable starring(const Pages& rows, bool starred);
    static Undoable reading(const Pages& rows, bool read, const QDateTime& now);
    // Reads the pages, lets `plan` say what to do with those that need it, does it.
    void run(const QList<library::PageId>& pages, std::function<Undoable(const Pages&)> plan);
    void push(const std::shared_ptr<Undoable>& change);
    void write(const Change& change);

    library::Library& m_library;
    QUndoStack m_stack;
};

} // namespace ui
