#pragma once

#include <QObject>

namespace ui {

// A text field claims the key of Undo even when it has nothing to undo, and that of Paste even when it is only read.
// This leaves both to the window then. Filters the events of the whole program; `window` is its parent.
class FieldKeys : public QObject {
    Q_OBJECT

public:
    explicit FieldKeys(QWidget* window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace ui
