#pragma once

class QWidget;

namespace ui {

// The list under F1: every action and shortcut of the window, by place. Made anew each time, so it is never out of
// date.
void showShortcutList(QWidget* window);

void showAboutBox(QWidget* window);

} // namespace ui
