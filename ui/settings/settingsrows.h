#pragma once

#include <QString>

class QFormLayout;
class QLabel;
class QVBoxLayout;
class QWidget;

namespace ui {

// The look of the Settings place: headed groups of rows, each with a quiet note under it.
QFormLayout* addSettingsGroup(QVBoxLayout* column, const QString& title);
void addSettingsRow(QFormLayout* form, const QString& label, QWidget* control, const QString& note);
QLabel* addSettingsNote(QFormLayout* form, const QString& text);
void showSettingsNote(QLabel* note, const QString& text); // an empty one takes no room
QWidget* leading(QWidget* control);                       // not stretched over the row

} // namespace ui
