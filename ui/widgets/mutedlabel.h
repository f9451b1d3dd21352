#pragma once

#include <QLabel>

namespace ui {

// Plain text that stands back and wraps; follows the palette.
class MutedLabel : public QLabel {
    Q_OBJECT

public:
    explicit MutedLabel(const QString& text, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void colour();
    bool m_colouring = false;
};

} // namespace ui
