#include "ui/widgets/emptynote.h"

#include "ui/widgets/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace ui {

namespace {
constexpr int iconSide = 56;
constexpr int textWidth = 440;
} // namespace

EmptyNote::EmptyNote(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this)) {
    setObjectName(QStringLiteral("emptyNote"));
    m_title->setTextFormat(Qt::PlainText);
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter);
    m_text->setFixedWidth(textWidth);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addStretch(2);
    for (QLabel* label : {m_icon, m_title})
        column->addWidget(label, 0, Qt::AlignHCenter);
    auto* middle = new QHBoxLayout; // an alignment would take its height for its width from the text
    middle->addStretch();
    middle->addWidget(m_text);
    middle->addStretch();
    column->addLayout(middle);
    column->addStretch(3);
}

void EmptyNote::setText(Icon which, const QString& title, const QString& text) {
    m_which = which;
    m_title->setText(title);
    m_text->setText(text);
    drawIcon();
}

void EmptyNote::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        drawIcon();
}

void EmptyNote::drawIcon() {
    const qreal ratio = devicePixelRatioF();
    QPixmap picture(QSize(iconSide, iconSide) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    QColor ink = palette().color(QPalette::WindowText);
    ink.setAlphaF(0.45F);
    paintIcon(painter, m_which, QRectF(0, 0, iconSide, iconSide), ink);
    painter.end();
    m_icon->setPixmap(picture);
}

} // namespace ui
