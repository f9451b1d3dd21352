#pragma once

#include <QList>

class QWidget;

namespace ui {

// Tab goes through these parts in this order, each in the order its own widgets were made in.
void orderParts(const QList<QWidget*>& parts);

} // namespace ui
