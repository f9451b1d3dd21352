#include "ui/widgets/screen.h"

namespace ui {

Screen::Screen(QWidget* parent)
    : QWidget(parent) {}

} // namespace ui
