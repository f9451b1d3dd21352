#pragma once

#include "library/openingstep.h"

#include <QDialog>

class QLabel;
class QProgressBar;

namespace ui {

// Stands for the window while the library is not open yet, where that takes long: what is done, how far it is, and a
// way to leave it.
class StartWindow : public QDialog {
    Q_OBJECT

public:
    explicit StartWindow(const QString& libraryFile, QWidget* parent = nullptr);

    void showStep(const library::OpeningStep& step);

Q_SIGNALS:
    void stopWanted(); // by its button, by Escape or by closing it

private:
    void stop();

    QLabel* m_why;
    QLabel* m_step;
    QProgressBar* m_share;
};

} // namespace ui
