#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace ui {

// Asks which library to open, starting where `near` is; a name that is not there yet makes a new one. Opens without
// waiting: `chosen` is called when there is an answer, with the file's whole path.
void askForLibrary(QWidget* parent, const QString& near, std::function<void(const QString& file)> chosen);

} // namespace ui
