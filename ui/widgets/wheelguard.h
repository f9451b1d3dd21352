#pragma once

#include <QObject>

class QApplication;

namespace ui {

// The wheel scrolls the page: what lies under the pointer by chance, a number or a choice, changes only once it was
// clicked or reached with the keyboard. Holds for every window of the program.
class WheelGuard : public QObject {
    Q_OBJECT

public:
    explicit WheelGuard(QApplication& program, QObject* parent = nullptr);

    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace ui
