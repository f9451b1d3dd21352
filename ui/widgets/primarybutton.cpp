#include "ui/widgets/primarybutton.h"

#include <QPainter>

namespace ui {

PrimaryButton::PrimaryButton(const QString& text, QWidget* parent)
    : QPushButton(text, parent) {
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    setFont(bold);
    setAttribute(Qt::WA_Hover);
}

QSize PrimaryButton::sizeHint() const {
    const QSize words = fontMetrics().size(Qt::TextShowMnemonic, text());
    return {words.width() + 32, qMax(QPushButton::sizeHint().height(), words.height() + 14)};
}

void PrimaryButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPalette::ColorGroup group = isEnabled() ? QPalette::Active : QPalette::Disabled;
    QColor fill = palette().color(group, QPalette::Highlight);
    if (isDown())
        fill = fill.darker(115);
    else if (underMouse())
        fill = fill.lighter(108);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(rect(), 5, 5);
    const QColor words = palette().color(group, QPalette::HighlightedText);
    if (hasFocus()) {
        painter.setPen(QPen(words, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5), 3, 3);
    }
    painter.setPen(words);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextShowMnemonic, text());
}

} // namespace ui
