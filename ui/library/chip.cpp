#include "ui/library/chip.h"

#include "ui/widgets/theme.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

namespace ui {

namespace {

constexpr int sideRoom = 11;
constexpr int aboveRoom = 4;
constexpr int arrowRoom = 14;
constexpr int spare = 6; // fonts draw a little wider than they say
constexpr int widest = 260;

} // namespace

Chip::Chip(const QString& objectName, const QString& text, Kind kind, QWidget* parent)
    : QAbstractButton(parent)
    , m_kind(kind) {
    setObjectName(objectName);
    setText(text);
    setCheckable(kind == Kind::Toggle);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize Chip::sizeHint() const {
    const int arrow = m_kind == Kind::Choice ? arrowRoom : 0;
    const int text = fontMetrics().horizontalAdvance(this->text());
    return {qMin(text + 2 * sideRoom + arrow + spare, widest), fontMetrics().height() + 2 * aboveRoom};
}

void Chip::changeEvent(QEvent* event) {
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

void Chip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = palette().color(QPalette::Active, QPalette::Highlight);
    QColor fill = isChecked() ? accent : palette().color(QPalette::WindowText);
    fill.setAlphaF(isChecked() ? 0.18F : underMouse() || isDown() ? 0.08F : 0.0F);
    painter.setBrush(fill);
    painter.setPen(QPen(hasFocus() || isChecked() ? accent : hairline(palette()), hasFocus() ? 2 : 1));
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    const int arrow = m_kind == Kind::Choice ? arrowRoom : 0;
    const QRect words = rect().adjusted(sideRoom, 0, -sideRoom - arrow, 0);
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), words), Qt::AlignCenter | Qt::TextSingleLine,
                     fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
    if (arrow == 0)
        return;
    const QRect corner =
        QStyle::visualRect(layoutDirection(), rect(), QRect(width() - sideRoom - 8, height() / 2 - 2, 8, 5));
    painter.setPen(QPen(mutedText(palette()), 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygon({corner.topLeft(), QPoint(corner.center().x(), corner.bottom()), corner.topRight()}));
}

} // namespace ui
