#pragma once

#include <QProxyStyle>

namespace ui {

// Fusion draws the edges of fields and boxes darker than the window: on a dark window nobody sees them. This draws
// them lighter.
class DarkStyle : public QProxyStyle {
    Q_OBJECT

public:
    DarkStyle(); // over Fusion

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
};

// The edge of a field, where the window is dark.
void drawFieldEdge(QPainter* painter, const QRect& box, const QStyleOption& option);

} // namespace ui
