#include "ui/widgets/siderail.h"

#include <QButtonGroup>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionFocusRect>
#include <QVBoxLayout>

namespace ui {

namespace {
constexpr int iconSide = 24;
constexpr int padding = 8;
} // namespace

RailButton::RailButton(Icon icon, const QString& text, QWidget* parent)
    : QAbstractButton(parent)
    , m_icon(icon) {
    setText(text);
    setCheckable(true);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize RailButton::sizeHint() const {
    const QFontMetrics metrics(font());
    const int width = metrics.size(Qt::TextShowMnemonic, text()).width() + 2 * padding;
    return {qMax(84, width), padding + iconSide + 4 + metrics.height() + padding};
}

void RailButton::enterEvent(QEnterEvent*) {
    update();
}

void RailButton::leaveEvent(QEvent*) {
    update();
}

void RailButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect box = rect().adjusted(4, 2, -4, -2);
    const QColor accent = palette().color(QPalette::Highlight);
    const QColor text = palette().color(QPalette::WindowText);
    if (isChecked() || underMouse() || isDown()) {
        QColor fill = isChecked() ? accent : text;
        fill.setAlphaF(isChecked() ? 0.16F : 0.07F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawRoundedRect(box, 6, 6);
    }
    if (isChecked()) {
        const int x = layoutDirection() == Qt::RightToLeft ? box.right() - 2 : box.left();
        painter.setBrush(accent);
        painter.setPen(Qt::NoPen);
        painter.drawRoundedRect(QRect(x, box.top() + 12, 3, box.height() - 24), 1.5, 1.5);
    }
    paintIcon(painter, m_icon, QRectF(box.center().x() - iconSide / 2.0, box.top() + padding - 2, iconSide, iconSide),
              text);
    painter.setPen(text);
    const QRect word = box.adjusted(0, padding + iconSide, 0, -2);
    painter.drawText(word, Qt::AlignCenter | Qt::TextShowMnemonic, this->text());
    if (hasFocus()) {
        QStyleOptionFocusRect focus;
        focus.initFrom(this);
        focus.rect = box;
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
    }
}

SideRail::SideRail(QWidget* parent)
    : QFrame(parent)
    , m_layout(new QVBoxLayout(this))
    , m_group(new QButtonGroup(this)) {
    setObjectName(QStringLiteral("sideRail"));
    m_layout->setContentsMargins(0, padding, 0, padding);
    m_layout->setSpacing(2);
    m_layout->addStretch();
}

void SideRail::add(const QString& place, Icon icon, const QString& title, const QString& toolTip, End end) {
    auto* button = new RailButton(icon, title, this);
    button->setObjectName(QString(place + QStringLiteral("PlaceButton")));
    button->setToolTip(toolTip);
    button->setAccessibleName(QString(title).remove(QLatin1Char('&')));
    m_group->addButton(button);
    if (end == End::Top)
        m_layout->insertWidget(m_atTop++, button);
    else
        m_layout->addWidget(button);
    connect(button, &RailButton::clicked, this, [this, place] { Q_EMIT chosen(place); });
}

void SideRail::setCurrent(const QString& place) {
    if (auto* button = findChild<RailButton*>(QString(place + QStringLiteral("PlaceButton"))))
        button->setChecked(true);
}

} // namespace ui
