#include "ui/widgets/darkstyle.h"

#include "ui/widgets/theme.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace ui {

namespace {

constexpr qreal corner = 2;

// A menu stands over the window with nothing but this between them.
void drawHairline(QPainter* painter, const QRect& box, const QStyleOption& option) {
    painter->save();
    painter->setPen(fieldEdge(option.palette, true));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(box.adjusted(0, 0, -1, -1));
    painter->restore();
}

} // namespace

void drawFieldEdge(QPainter* painter, const QRect& box, const QStyleOption& option) {
    const bool focused = (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_Enabled);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(focused ? option.palette.color(QPalette::Active, QPalette::Highlight)
                            : fieldEdge(option.palette, option.state & QStyle::State_Enabled));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    painter->restore();
}

DarkStyle::DarkStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void DarkStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const {
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (element == PE_FrameMenu || element == PE_PanelMenu)
        drawHairline(painter, option->rect, *option);
    if (element == PE_FrameLineEdit || element == PE_Frame || element == PE_IndicatorCheckBox)
        drawFieldEdge(painter, option->rect, *option);
}

void DarkStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                   const QWidget* widget) const {
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_SpinBox)
        drawFieldEdge(painter, option->rect, *option);
}

} // namespace ui
