#pragma once

#include "ui/widgets/icons.h"

class QToolButton;
class QWidget;

namespace ui {

// A flat button that shows its icon alone; `text` is its tool tip and its name for a screen reader.
QToolButton* iconButton(const char* objectName, Icon which, const QString& text, QWidget* parent);

} // namespace ui
