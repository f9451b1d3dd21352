#pragma once

#include <QPushButton>

namespace ui {

// The one button of a place that begins its work: in the accent colour.
class PrimaryButton : public QPushButton {
    Q_OBJECT

public:
    explicit PrimaryButton(const QString& text, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void colour();
    bool m_colouring = false;
};

} // namespace ui
