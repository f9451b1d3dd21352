#include "ui/charts/chartstyle.h"

#include <QAbstractAxis>
#include <QAreaSeries>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QLegend>
#include <QPen>

#include <cmath>

namespace ui {

namespace {

QColor faded(QColor colour, float alpha) {
    colour.setAlphaF(alpha);
    return colour;
}

} // namespace

QChartView* makeChartView(QChart* chart, QWidget* parent) {
    chart->legend()->hide();
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->setBackgroundVisible(false);
    chart->setMargins({0, 8, 24, 0}); // half of the last marks' words
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    auto* view = new QChartView(chart, parent);
    view->setRenderHint(QPainter::Antialiasing);
    view->setFrameShape(QFrame::NoFrame);
    view->setBackgroundBrush(Qt::NoBrush);
    view->setFocusPolicy(Qt::NoFocus);
    view->setMinimumSize(160, 90);
    view->viewport()->setAutoFillBackground(false);
    return view;
}

void styleChart(QChart* chart, const QPalette& palette) {
    const QColor text = palette.color(QPalette::WindowText);
    for (QAbstractAxis* axis : chart->axes()) {
        QFont font = axis->labelsFont();
        font.setPointSizeF(8);
        axis->setLabelsFont(font);
        axis->setLabelsColor(faded(text, 0.72F));
        axis->setGridLinePen(QPen(faded(text, 0.12F), 1));
        axis->setLinePen(QPen(faded(text, 0.25F), 1));
        axis->setMinorGridLineVisible(false);
    }
}

void styleArea(QAreaSeries* area, const QColor& colour) {
    area->setPen(QPen(colour, 1.6));
    area->setBrush(faded(colour, 0.22F));
}

QColor lineColour(const QPalette& palette, int at) {
    if (at == 0)
        return palette.color(QPalette::Active, QPalette::Highlight);
    // After the palette of Okabe and Ito (2008), which those who see few colours can tell apart.
    static constexpr QRgb light[] = {0xffd55e00, 0xff9a3f78, 0xff007a56, 0xffb8860b, 0xff3b3f9e, 0xff6b6b6b};
    static constexpr QRgb dark[] = {0xffff8a3d, 0xffe08fc0, 0xff4fd1a5, 0xfff0d264, 0xff9aa5ff, 0xffb5b5b5};
    const auto colour = static_cast<std::size_t>(at - 1) % std::size(light);
    const bool onDark = palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
    return QColor::fromRgb(onDark ? dark[colour] : light[colour]);
}

QColor ceilingColour(const QPalette& palette) {
    return faded(palette.color(QPalette::WindowText), 0.55F);
}

QCategoryAxis* makeAxis() {
    auto* axis = new QCategoryAxis;
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setTruncateLabels(false);
    return axis;
}

void setMarks(QCategoryAxis* axis, double from, double to, const QList<std::pair<double, QString>>& marks) {
    QStringList labels;
    for (const auto& [value, label] : marks)
        labels << label;
    const auto same = [](double a, double b) { return qAbs(a - b) < 1e-9; };
    if (same(axis->min(), from) && same(axis->max(), to) && axis->categoriesLabels() == labels)
        return;
    for (const QString& old : axis->categoriesLabels())
        axis->remove(old);
    axis->setRange(from, to);
    for (const auto& [value, label] : marks)
        axis->append(label, value);
}

double niceCeiling(double value) {
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0, 10.0}) {
        if (value <= step * power * (1 + 1e-9))
            return step * power;
    }
    return 10 * power;
}

} // namespace ui
