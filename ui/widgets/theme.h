#pragma once

#include <QString>

class QColor;
class QPalette;

namespace ui {

enum class Theme { System, Light, Dark };

const char* themeName(Theme theme); // "system" …, as stored
Theme themeFromName(const QString& name);

// The whole program's palette. System: the platform's own, and ours only where the platform has none.
void applyTheme(Theme theme);

bool isDark(const QPalette& palette);
// Text that stands back: between `palette`'s text and its background.
QColor mutedText(const QPalette& palette);
// Hairlines between parts.
QColor hairline(const QPalette& palette);

} // namespace ui
