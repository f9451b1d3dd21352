#include "ui/archive/jobactions.h"

#include "ui/archive/archivescreen.h"

#include <QAction>
#include <QMenu>

namespace ui {

namespace {

QAction* make(QWidget* owner, const char* name, Icon picture, const QString& text, const QList<QKeySequence>& keys,
              Qt::ShortcutContext where) {
    auto* action = new QAction(icon(picture), text, owner);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcuts(keys);
    action->setShortcutContext(where);
    owner->addAction(action);
    return action;
}

} // namespace

JobActions::JobActions(QWidget* place, QWidget* table) {
    const auto inPlace = [&](const char* name, Icon picture, const QString& text, const QList<QKeySequence>& keys) {
        return make(place, name, picture, text, keys, Qt::WidgetWithChildrenShortcut);
    };
    const auto inTable = [&](const char* name, Icon picture, const QString& text, const QList<QKeySequence>& keys) {
        return make(table, name, picture, text, keys, Qt::WidgetShortcut);
    };
    archive = inPlace("archiveAction", Icon::Archive, ArchiveScreen::tr("&Archive the links"),
                      {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter});
    pause = inPlace("pauseAction", Icon::Pause, ArchiveScreen::tr("&Pause"), {Qt::CTRL | Qt::Key_P});
    pause->setCheckable(true);
    retryFailed = inPlace("retryFailedAction", Icon::Retry, ArchiveScreen::tr("Retry all &failed"),
                          {Qt::CTRL | Qt::SHIFT | Qt::Key_R});
    clearFinished = inPlace("clearFinishedAction", Icon::Clear, ArchiveScreen::tr("Clear fi&nished"),
                            {Qt::CTRL | Qt::SHIFT | Qt::Key_L});
    filter = inPlace("filterAction", Icon::Search, ArchiveScreen::tr("&Find in this list"), {QKeySequence::Find});
    charts = inPlace("chartsAction", Icon::Chart, ArchiveScreen::tr("Live &charts"), {Qt::Key_F8});
    charts->setCheckable(true);
    charts->setChecked(true);

    // The table's Enter key is its own; it is named here for the menu and the list of keys.
    open = inTable("openAction", Icon::Open, ArchiveScreen::tr("&Open in the Library"), {Qt::CTRL | Qt::Key_O});
    retry = inTable("retryAction", Icon::Retry, ArchiveScreen::tr("&Retry"), {Qt::CTRL | Qt::Key_R});
    cancel = inTable("cancelAction", Icon::Cancel, ArchiveScreen::tr("&Cancel"), {QKeySequence::Delete});
    copyLink = inTable("copyLinkAction", Icon::Copy, ArchiveScreen::tr("Copy &link"), {QKeySequence::Copy});
    selectAll = inTable("selectAllAction", Icon::Check, ArchiveScreen::tr("Select &all"), {QKeySequence::SelectAll});
}

void JobActions::fillContextMenu(QMenu& menu) const {
    menu.addActions({open, copyLink});
    menu.addSeparator();
    menu.addActions({retry, cancel});
    menu.addSeparator();
    menu.addActions({retryFailed, clearFinished, selectAll});
}

void JobActions::setPaused(bool paused) const {
    pause->setChecked(paused);
    pause->setText(paused ? ArchiveScreen::tr("&Go on") : ArchiveScreen::tr("&Pause"));
    pause->setIcon(icon(paused ? Icon::Play : Icon::Pause));
}

} // namespace ui
