#pragma once

#include "library/openingstep.h"

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;

namespace ui {

// Stands for the window while the library is not open yet, where that takes long: what is done, how far it is, and a
// way to leave it: then it stays until the opening has stopped, and says so.
class StartWindow : public QDialog {
    Q_OBJECT

public:
    explicit StartWindow(const QString& libraryFile, QWidget* parent = nullptr);

    void showStep(const library::OpeningStep& step);
    void reject() override;

Q_SIGNALS:
    void stopWanted(); // once: by its button, by Escape or by closing it

private:
    QLabel* m_why;
    QLabel* m_step;
    QProgressBar* m_share;
    QPushButton* m_stop;
};

} // namespace ui
