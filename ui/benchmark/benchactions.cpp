#include "ui/benchmark/benchactions.h"

#include "ui/benchmark/benchmarkscreen.h"

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

void allowIf(QAction* action, bool allowed, const QString& reason) {
    action->setEnabled(allowed);
    const QString words = BenchmarkScreen::tr("%1 (%2)", "action and its key")
                              .arg(QString(action->text()).remove(QLatin1Char('&')),
                                   action->shortcut().toString(QKeySequence::NativeText));
    action->setToolTip(allowed ? words : QString(words % QLatin1Char('\n') % reason));
}

} // namespace

BenchActions::BenchActions(QWidget* place, QWidget* table) {
    const auto inPlace = [&](const char* name, Icon picture, const QString& text, const QList<QKeySequence>& keys) {
        return make(place, name, picture, text, keys, Qt::WidgetWithChildrenShortcut);
    };
    const auto inTable = [&](const char* name, Icon picture, const QString& text, const QList<QKeySequence>& keys) {
        return make(table, name, picture, text, keys, Qt::WidgetShortcut);
    };
    start = inPlace("startRunAction", Icon::Play, BenchmarkScreen::tr("Start the run"),
                    {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter});
    stop = inPlace("stopRunAction", Icon::Cancel, BenchmarkScreen::tr("Stop the run"), {Qt::Key_Escape});
    details = inPlace("planDetailsAction", Icon::Settings, BenchmarkScreen::tr("Plan in detail"), {Qt::Key_F9});
    details->setCheckable(true);
    keepPlan = inPlace("keepPlanAction", Icon::Add, BenchmarkScreen::tr("Keep this plan"), {QKeySequence::Save});
    removePlan = inPlace("removePlanAction", Icon::Trash, BenchmarkScreen::tr("Remove this plan"),
                         {Qt::CTRL | Qt::SHIFT | Qt::Key_D});
    copyCommand = inPlace("copyCommandAction", Icon::Copy, BenchmarkScreen::tr("Copy as command"),
                          {Qt::CTRL | Qt::SHIFT | Qt::Key_C});
    compareClients = inPlace("compareClientsAction", Icon::Benchmark,
                             BenchmarkScreen::tr("How does this client compare?"), {Qt::CTRL | Qt::SHIFT | Qt::Key_K});
    filter =
        inPlace("filterRunsAction", Icon::Search, BenchmarkScreen::tr("Find among the runs"), {QKeySequence::Find});
    untick = inPlace("untickRunsAction", Icon::Clear, BenchmarkScreen::tr("Untick all runs"),
                     {Qt::CTRL | Qt::SHIFT | Qt::Key_L});

    // The table's Enter key is its own; it is named here for the menu and the list of keys.
    open = inTable("openRunAction", Icon::Chart, BenchmarkScreen::tr("&Show"), {Qt::CTRL | Qt::Key_O});
    tick = inTable("tickRunAction", Icon::Check, BenchmarkScreen::tr("&Lay over others"), {Qt::Key_Space});
    rename = inTable("renameRunAction", Icon::Text, BenchmarkScreen::tr("&Rename"), {Qt::Key_F2});
    pin = inTable("pinRunAction", Icon::Star, BenchmarkScreen::tr("&Pin"), {Qt::Key_P});
    usePlan = inTable("usePlanAction", Icon::Retry, BenchmarkScreen::tr("&Use its plan"), {Qt::CTRL | Qt::Key_R});
    copySentence =
        inTable("copySentenceAction", Icon::Copy, BenchmarkScreen::tr("&Copy as a sentence"), {QKeySequence::Copy});
    exportRun =
        inTable("exportRunAction", Icon::Export, BenchmarkScreen::tr("&Export…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_E});
    remove = inTable("removeRunAction", Icon::Trash, BenchmarkScreen::tr("&Delete"), {QKeySequence::Delete});
}

void BenchActions::allow(bool chosen, bool ticked, bool pinned) const {
    pin->setText(pinned ? BenchmarkScreen::tr("Un&pin") : BenchmarkScreen::tr("&Pin"));
    for (QAction* action : {open, tick, rename, pin, usePlan, copySentence, exportRun, remove})
        allowIf(action, chosen, BenchmarkScreen::tr("Choose a run in the list first."));
    allowIf(untick, ticked, BenchmarkScreen::tr("No run is ticked."));
}

void BenchActions::fillContextMenu(QMenu& menu) const {
    menu.addActions({open, tick, usePlan, copySentence});
    menu.addSeparator();
    menu.addActions({rename, pin, exportRun, remove});
}

} // namespace ui
