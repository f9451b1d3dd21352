#include "ui/widgets/primarybutton.h"

#include <QApplication>
#include <QEvent>

namespace ui {

PrimaryButton::PrimaryButton(const QString& text, QWidget* parent)
    : QPushButton(text, parent) {
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    setFont(bold);
    colour();
}

void PrimaryButton::changeEvent(QEvent* event) {
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::PaletteChange)
        colour();
}

void PrimaryButton::colour() {
    if (m_colouring)
        return;
    m_colouring = true;
    QPalette palette = QApplication::palette();
    palette.setColor(QPalette::Button, palette.color(QPalette::Active, QPalette::Highlight));
    palette.setColor(QPalette::ButtonText, palette.color(QPalette::Active, QPalette::HighlightedText));
    setPalette(palette);
    m_colouring = false;
}

} // namespace ui
