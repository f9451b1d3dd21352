#include "ui/fieldkeys.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>

namespace ui {

namespace {

bool isOnlyRead(const QObject* field) {
    if (const auto* line = qobject_cast<const QLineEdit*>(field))
        return line->isReadOnly();
    if (const auto* plain = qobject_cast<const QPlainTextEdit*>(field))
        return plain->isReadOnly();
    const auto* rich = qobject_cast<const QTextEdit*>(field);
    return rich && rich->isReadOnly();
}

bool hasNothingToUndo(const QObject* field) {
    if (const auto* line = qobject_cast<const QLineEdit*>(field))
        return !line->isUndoAvailable();
    if (const auto* plain = qobject_cast<const QPlainTextEdit*>(field))
        return !plain->document()->isUndoAvailable();
    const auto* rich = qobject_cast<const QTextEdit*>(field);
    return rich && !rich->document()->isUndoAvailable();
}

} // namespace

FieldKeys::FieldKeys(QWidget* window)
    : QObject(window) {
    QCoreApplication::instance()->installEventFilter(this);
}

bool FieldKeys::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride)
        return false;
    const auto* field = qobject_cast<const QWidget*>(watched);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool useless = field && field->window() == parent() &&
                         ((key->matches(QKeySequence::Undo) && hasNothingToUndo(field)) ||
                          (key->matches(QKeySequence::Paste) && isOnlyRead(field)));
    if (useless)
        event->ignore();
    return useless;
}

} // namespace ui
