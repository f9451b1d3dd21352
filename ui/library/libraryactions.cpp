#include "ui/library/libraryactions.h"

#include "ui/widgets/icons.h"

#include <QAction>
#include <QWidget>

namespace ui {

namespace {

QAction* make(QWidget* screen, const char* name, Icon which, const QString& text, const QList<QKeySequence>& keys) {
    auto* action = new QAction(icon(which), text, screen);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(keys.isEmpty()
                           ? text
                           : LibraryActions::tr("%1 (%2)").arg(text, keys.first().toString(QKeySequence::NativeText)));
    screen->addAction(action);
    return action;
}

} // namespace

LibraryActions::LibraryActions(QWidget* screen)
    : QObject(screen)
    , star(make(screen, "starAction", Icon::Star, tr("Star"), {Qt::Key_S}))
    , read(make(screen, "readAction", Icon::Check, tr("Mark as read or unread"), {Qt::Key_M}))
    , tag(make(screen, "tagAction", Icon::Tag, tr("Add a tag…"), {QKeySequence(Qt::CTRL | Qt::Key_T)}))
    , captureAgain(
          make(screen, "captureAgainAction", Icon::Retry, tr("Capture again"), {QKeySequence(Qt::CTRL | Qt::Key_R)}))
    , extractAgain(make(screen, "extractAgainAction", Icon::Text, tr("Extract again"), {}))
    , extractAll(make(screen, "extractAllAction", Icon::Text, tr("Extract all pages again"), {}))
    , copyLinks(make(screen, "copyLinksAction", Icon::Copy, tr("Copy links"), {}))
    , remove(make(screen, "removeAction", Icon::Trash, tr("Move to the bin"), {QKeySequence(Qt::Key_Delete)}))
    , restore(make(screen, "restoreAction", Icon::Undo, tr("Bring back from the bin"), {}))
    , search(make(screen, "searchAction", Icon::Search, tr("Search all pages"),
                  {QKeySequence(Qt::CTRL | Qt::Key_K), Qt::Key_Slash}))
    , bin(make(screen, "binAction", Icon::Trash, tr("Open the bin"), {QKeySequence(Qt::CTRL | Qt::Key_B)})) {}

void LibraryActions::setSelection(int pages, bool inBin) {
    for (QAction* action : {star, read, tag, captureAgain, extractAgain, copyLinks, remove})
        action->setEnabled(pages > 0);
    remove->setVisible(!inBin);
    restore->setVisible(inBin);
    restore->setEnabled(pages > 0);
    bin->setText(inBin ? tr("Back to all pages") : tr("Open the bin"));
    bin->setIcon(icon(inBin ? Icon::Previous : Icon::Trash));
}

} // namespace ui
