#include "ui/widgets/wheelguard.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QSlider>

namespace ui {

namespace {

bool isValue(const QObject* object) {
    return qobject_cast<const QAbstractSpinBox*>(object) || qobject_cast<const QComboBox*>(object) ||
           qobject_cast<const QSlider*>(object);
}

bool hasFocusIn(const QWidget& widget) {
    const QWidget* focused = QApplication::focusWidget();
    return focused == &widget || (focused && widget.isAncestorOf(focused));
}

} // namespace

WheelGuard::WheelGuard(QApplication& program, QObject* parent)
    : QObject(parent) {
    program.installEventFilter(this);
}

bool WheelGuard::eventFilter(QObject* watched, QEvent* event) {
    const QEvent::Type type = event->type();
    if ((type != QEvent::Wheel && type != QEvent::Polish) || !isValue(watched))
        return false;
    auto* value = static_cast<QWidget*>(watched);
    if (type == QEvent::Polish) {
        if (value->focusPolicy() == Qt::WheelFocus)
            value->setFocusPolicy(Qt::StrongFocus); // turning the wheel is no way to reach it
        return false;
    }
    if (hasFocusIn(*value))
        return false;
    event->ignore(); // what it stands in scrolls
    return true;
}

} // namespace ui
