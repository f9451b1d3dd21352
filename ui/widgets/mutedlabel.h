#pragma once

#include <QLabel>

namespace ui {

// Plain text that stands back and wraps; follows the palette.
class MutedLabel : public QLabel {
    Q_OBJECT

public:
    explicit MutedLabel(const QString& text, QWidget* parent = nullptr);

    QSize sizeHint() const override; // of one line where that is not too long: QLabel prefers two

protected:
    void changeEvent(QEvent* event) override;

private:
    void colour();
    bool m_colouring = false;
};

} // namespace ui
