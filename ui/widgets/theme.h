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
// Of the brighter to the darker, 1 to 21, as WCAG 2.1 measures it.
double contrast(const QColor& one, const QColor& other);
// Text that stands back: between `palette`'s text and its background, and 4.5:1 or more on fields and windows.
QColor mutedText(const QPalette& palette);
// Hairlines between parts.
QColor hairline(const QPalette& palette);
// Edges of fields and boxes on a dark window: 3:1 against it where the field can be used.
QColor fieldEdge(const QPalette& palette, bool enabled);

} // namespace ui
