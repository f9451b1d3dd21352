#include "ui/widgets/icons.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

#include <cmath>
#include <numbers>

namespace ui {

namespace {

// A drawing: lines stroked with a round pen, and areas filled.
struct Drawing {
    QPainterPath lines;
    QPainterPath areas;
};

void polyline(QPainterPath& path, std::initializer_list<QPointF> points) {
    auto point = points.begin();
    path.moveTo(*point);
    while (++point != points.end())
        path.lineTo(*point);
}

QPainterPath star() {
    QPainterPath path;
    for (int corner = 0; corner < 10; ++corner) {
        const double radius = corner % 2 == 0 ? 9.2 : 4.1;
        const double angle = -std::numbers::pi / 2 + corner * std::numbers::pi / 5;
        const QPointF at(12 + radius * std::cos(angle), 12.6 + radius * std::sin(angle));
        corner == 0 ? path.moveTo(at) : path.lineTo(at);
    }
    path.closeSubpath();
    return path;
}

void drawPlace(Icon which, Drawing& d) {
    switch (which) {
    case Icon::Archive: // a tray the tide has filled
        polyline(d.lines, {{12, 3}, {12, 11.5}});
        polyline(d.lines, {{8.5, 8.2}, {12, 11.7}, {15.5, 8.2}});
        polyline(d.lines, {{3.5, 13}, {3.5, 20}, {20.5, 20}, {20.5, 13}});
        d.lines.moveTo(3.5, 15.6);
        d.lines.cubicTo(6.3, 13.6, 9.2, 17.6, 12, 15.6);
        d.lines.cubicTo(14.8, 13.6, 17.7, 17.6, 20.5, 15.6);
        break;
    case Icon::Library:
        d.lines.addRoundedRect(3.5, 4, 4.2, 16, 1, 1);
        d.lines.addRoundedRect(7.7, 6.5, 4.2, 13.5, 1, 1);
        polyline(d.lines, {{13.6, 6.4}, {17.3, 5.3}, {21, 18.6}, {17.3, 19.7}, {13.6, 6.4}});
        break;
    case Icon::Benchmark:
        d.lines.arcMoveTo(3, 5, 18, 18, -20);
        d.lines.arcTo(3, 5, 18, 18, -20, 220);
        polyline(d.lines, {{12, 14}, {16.2, 9}});
        d.areas.addEllipse(QPointF(12, 14), 1.6, 1.6);
        break;
    default: // Settings: three sliders
        for (const auto& [y, x] : {std::pair{6.0, 15.0}, {12.0, 8.0}, {18.0, 16.0}}) {
            polyline(d.lines, {{3.5, y}, {x - 2.4, y}});
            polyline(d.lines, {{x + 2.4, y}, {20.5, y}});
            d.lines.addEllipse(QPointF(x, y), 2.3, 2.3);
        }
    }
}

void drawAction(Icon which, Drawing& d) {
    switch (which) {
    case Icon::Add:
        polyline(d.lines, {{12, 5}, {12, 19}});
        polyline(d.lines, {{5, 12}, {19, 12}});
        break;
    case Icon::Retry:
        d.lines.arcMoveTo(4.5, 4.5, 15, 15, 60);
        d.lines.arcTo(4.5, 4.5, 15, 15, 60, 295);
        polyline(d.lines, {{15.7, 1.9}, {15.9, 5.6}, {12.2, 6.2}});
        break;
    case Icon::Cancel:
        polyline(d.lines, {{6, 6}, {18, 18}});
        polyline(d.lines, {{18, 6}, {6, 18}});
        break;
    case Icon::Pause:
        d.areas.addRoundedRect(6.5, 5, 3.6, 14, 1, 1);
        d.areas.addRoundedRect(13.9, 5, 3.6, 14, 1, 1);
        break;
    case Icon::Play:
        polyline(d.areas, {{7.5, 4.5}, {19, 12}, {7.5, 19.5}, {7.5, 4.5}});
        break;
    case Icon::Open:
        polyline(d.lines, {{12, 6.5}, {12, 20}});
        polyline(d.lines, {{12, 6.5}, {9.5, 5}, {3, 5}, {3, 18.5}, {9.5, 18.5}, {12, 20}});
        polyline(d.lines, {{12, 6.5}, {14.5, 5}, {21, 5}, {21, 18.5}, {14.5, 18.5}, {12, 20}});
        break;
    case Icon::Copy:
        d.lines.addRoundedRect(8.5, 8.5, 12, 12, 2, 2);
        polyline(d.lines, {{5.5, 15.5}, {3.5, 15.5}, {3.5, 3.5}, {15.5, 3.5}, {15.5, 5.5}});
        break;
    case Icon::Search:
        d.lines.addEllipse(QPointF(10.5, 10.5), 6.5, 6.5);
        polyline(d.lines, {{15.4, 15.4}, {20.5, 20.5}});
        break;
    case Icon::Filter:
        polyline(d.lines, {{4, 7}, {20, 7}});
        polyline(d.lines, {{7, 12}, {17, 12}});
        polyline(d.lines, {{10, 17}, {14, 17}});
        break;
    case Icon::Clear:
        polyline(d.lines, {{4, 6}, {14, 6}});
        polyline(d.lines, {{4, 12}, {11, 12}});
        polyline(d.lines, {{4, 18}, {9, 18}});
        polyline(d.lines, {{13, 16.5}, {15.8, 19.2}, {21, 12.5}});
        break;
    case Icon::Undo:
        polyline(d.lines, {{8, 4.5}, {4, 8.5}, {8, 12.5}});
        d.lines.moveTo(4, 8.5);
        d.lines.lineTo(14, 8.5);
        d.lines.arcTo(8.5, 8.5, 11, 11, 90, -180);
        d.lines.lineTo(9, 19.5);
        break;
    case Icon::Import:
    case Icon::Export: {
        const bool in = which == Icon::Import;
        polyline(d.lines, {{12, 3.5}, {12, 15}});
        if (in)
            polyline(d.lines, {{7.5, 10.7}, {12, 15.2}, {16.5, 10.7}});
        else
            polyline(d.lines, {{7.5, 7.8}, {12, 3.3}, {16.5, 7.8}});
        polyline(d.lines, {{4, 15.5}, {4, 20.5}, {20, 20.5}, {20, 15.5}});
        break;
    }
    case Icon::External:
        polyline(d.lines, {{13, 4}, {20, 4}, {20, 11}});
        polyline(d.lines, {{20, 4}, {11, 13}});
        polyline(d.lines, {{10, 6}, {4, 6}, {4, 20}, {18, 20}, {18, 14}});
        break;
    default: // Trash
        polyline(d.lines, {{4, 6.5}, {20, 6.5}});
        polyline(d.lines, {{9, 6}, {9.6, 3.5}, {14.4, 3.5}, {15, 6}});
        polyline(d.lines, {{6, 7}, {7, 20.5}, {17, 20.5}, {18, 7}});
    }
}

void drawThing(Icon which, Drawing& d) {
    switch (which) {
    case Icon::Chart:
        polyline(d.lines, {{3.5, 3.5}, {3.5, 20.5}, {20.5, 20.5}});
        polyline(d.lines, {{7, 15.5}, {11, 10.5}, {14.5, 13.5}, {20, 6}});
        break;
    case Icon::File:
        polyline(d.lines, {{13.5, 3}, {5, 3}, {5, 21}, {19, 21}, {19, 8.5}, {13.5, 3}, {13.5, 8.5}, {19, 8.5}});
        break;
    case Icon::Link:
        d.lines.addRoundedRect(2.5, 8.5, 10.5, 7, 3.5, 3.5);
        d.lines.addRoundedRect(11, 8.5, 10.5, 7, 3.5, 3.5);
        break;
    case Icon::Warning:
        polyline(d.lines, {{12, 3.8}, {21.5, 20}, {2.5, 20}, {12, 3.8}});
        polyline(d.lines, {{12, 10}, {12, 14.5}});
        d.areas.addEllipse(QPointF(12, 17.2), 1.1, 1.1);
        break;
    case Icon::Key:
        d.lines.addEllipse(QPointF(8, 12), 4.5, 4.5);
        polyline(d.lines, {{12.5, 12}, {21, 12}, {21, 15.5}});
        polyline(d.lines, {{17, 12}, {17, 15}});
        break;
    case Icon::Star:
        d.lines = star();
        break;
    case Icon::StarFilled:
        d.areas = star();
        break;
    case Icon::Tag:
        polyline(d.lines, {{3.5, 3.5}, {12, 3.5}, {20.8, 12.3}, {12.3, 20.8}, {3.5, 12}, {3.5, 3.5}});
        d.areas.addEllipse(QPointF(8, 8), 1.5, 1.5);
        break;
    case Icon::Note:
        polyline(d.lines, {{4, 20}, {4, 16}, {16, 4}, {20, 8}, {8, 20}, {4, 20}});
        polyline(d.lines, {{13.5, 6.5}, {17.5, 10.5}});
        break;
    case Icon::Text:
        polyline(d.lines, {{3, 18.5}, {8.5, 5.5}, {14, 18.5}});
        polyline(d.lines, {{5, 14}, {12, 14}});
        polyline(d.lines, {{15, 18.5}, {18, 11}, {21, 18.5}});
        polyline(d.lines, {{16, 16}, {20, 16}});
        break;
    case Icon::Contents:
        for (const double y : {6.0, 12.0, 18.0}) {
            polyline(d.lines, {{8.5, y}, {20.5, y}});
            d.areas.addEllipse(QPointF(4.5, y), 1.3, 1.3);
        }
        break;
    default: // More
        for (const double x : {5.5, 12.0, 18.5})
            d.areas.addEllipse(QPointF(x, 12), 1.7, 1.7);
    }
}

void drawSign(Icon which, Drawing& d) {
    switch (which) {
    case Icon::Previous:
        polyline(d.lines, {{15, 4.5}, {7.5, 12}, {15, 19.5}});
        break;
    case Icon::Next:
        polyline(d.lines, {{9, 4.5}, {16.5, 12}, {9, 19.5}});
        break;
    case Icon::Clock:
        d.lines.addEllipse(QPointF(12, 12), 8.5, 8.5);
        polyline(d.lines, {{12, 7}, {12, 12.3}, {15.5, 14.5}});
        break;
    case Icon::Check:
        d.lines.addEllipse(QPointF(12, 12), 9, 9);
        polyline(d.lines, {{7.6, 12.4}, {10.7, 15.4}, {16.5, 8.9}});
        break;
    case Icon::Circle:
        d.lines.addEllipse(QPointF(12, 12), 8.5, 8.5);
        break;
    case Icon::Dash:
        d.lines.addEllipse(QPointF(12, 12), 8.5, 8.5);
        polyline(d.lines, {{8, 12}, {16, 12}});
        break;
    default: // Half
        d.lines.addEllipse(QPointF(12, 12), 8.5, 8.5);
        d.areas.moveTo(12, 12);
        d.areas.arcTo(3.5, 3.5, 17, 17, 90, -180);
        d.areas.closeSubpath();
    }
}

Drawing drawingOf(Icon which) {
    Drawing drawing;
    switch (which) {
    case Icon::Archive:
    case Icon::Library:
    case Icon::Benchmark:
    case Icon::Settings:
        drawPlace(which, drawing);
        break;
    case Icon::Chart:
    case Icon::File:
    case Icon::Link:
    case Icon::Warning:
    case Icon::Key:
    case Icon::Star:
    case Icon::StarFilled:
    case Icon::Tag:
    case Icon::Note:
    case Icon::Text:
    case Icon::Contents:
    case Icon::More:
        drawThing(which, drawing);
        break;
    case Icon::Previous:
    case Icon::Next:
    case Icon::Clock:
    case Icon::Check:
    case Icon::Circle:
    case Icon::Half:
    case Icon::Dash:
        drawSign(which, drawing);
        break;
    default:
        drawAction(which, drawing);
    }
    return drawing;
}

class LineIconEngine final : public QIconEngine {
public:
    explicit LineIconEngine(Icon which)
        : m_which(which) {}

    QIconEngine* clone() const override { return new LineIconEngine(m_which); }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const QPalette palette = QGuiApplication::palette();
        QColor colour = palette.color(QPalette::Active, QPalette::ButtonText);
        if (mode == QIcon::Disabled)
            colour = palette.color(QPalette::Disabled, QPalette::ButtonText);
        else if (mode == QIcon::Selected)
            colour = palette.color(QPalette::Active, QPalette::HighlightedText);
        paintIcon(*painter, m_which, rect, colour);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override {
        QPixmap pixmap(size); // in device pixels; QIcon sets the ratio
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

private:
    Icon m_which;
};

} // namespace

QIcon icon(Icon which) {
    return QIcon(new LineIconEngine(which));
}

void paintIcon(QPainter& painter, Icon which, const QRectF& box, const QColor& colour) {
    const Drawing drawing = drawingOf(which);
    const double scale = qMin(box.width(), box.height()) / 24;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.center() - QPointF(12, 12) * scale);
    painter.scale(scale, scale);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, qMax(1.7, 1.1 / scale), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(drawing.lines);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPath(drawing.areas);
    painter.restore();
}

} // namespace ui
