#pragma once

#include <QWidget>

namespace ui {

// Where a line begins in this window. QLabel asks its text instead, which sets figures and English names at the wrong
// edge of a window that is read from the right.
inline Qt::Alignment leadingEdge(const QWidget& widget) {
    return Qt::AlignAbsolute | Qt::AlignVCenter | (widget.isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
}

} // namespace ui
