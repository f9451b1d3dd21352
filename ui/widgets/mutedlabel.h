#pragma once

#include <QLabel>

namespace ui {

// Plain text that stands back and wraps. Its colour is found as it is painted, so that no change of the palette passes
// it by.
class MutedLabel : public QLabel {
    Q_OBJECT

public:
    explicit MutedLabel(const QString& text, QWidget* parent = nullptr);

    QSize sizeHint() const override; // of one line where that is not too long: QLabel prefers two

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace ui
