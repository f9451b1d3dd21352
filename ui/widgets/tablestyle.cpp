#include "ui/widgets/tablestyle.h"

#include "ui/widgets/darkstyle.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QProxyStyle>
#include <QStyleOption>
#include <QTableView>

namespace ui {

namespace {

constexpr int room = 8;

class RoomyStyle : public QProxyStyle {
public:
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override {
        if (metric == PM_HeaderMargin)
            return room;
        if (metric == PM_FocusFrameHMargin) // what QCommonStyle leaves beside the text of an item, less one
            return room - 1;
        return QProxyStyle::pixelMetric(metric, option, widget);
    }

    // The style under this one is the platform's, not the one that a dark window has.
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        if (element == PE_IndicatorItemViewItemCheck && isDark(option->palette))
            drawFieldEdge(painter, option->rect, *option);
    }
};

void setRoomy(QWidget* widget) {
    auto* style = new RoomyStyle;
    style->setParent(widget);
    widget->setStyle(style);
}

} // namespace

void giveHeaderRoom(QTableView& table) {
    setRoomy(table.horizontalHeader());
}

void giveCellsRoom(QTableView& table) {
    setRoomy(&table);
    giveHeaderRoom(table);
}

} // namespace ui
