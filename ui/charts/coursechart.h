#pragma once

#include <QList>
#include <QPointF>
#include <QString>
#include <QWidget>

class QAreaSeries;
class QCategoryAxis;
class QChart;
class QChartView;
class QLineSeries;

namespace ui {

// One value over the time of a run, as a filled line; other runs lie over it as lines of their own colours. A dashed
// line says what is the most that can be reached, or what is aimed at.
class CourseChart : public QWidget {
    Q_OBJECT

public:
    static constexpr int mostLines = 7;

    using Text = QString (*)(double);

    // `leastTop`: the axis never ends below it; `text`: what stands at its marks.
    CourseChart(const char* objectName, double leastTop, Text text, QWidget* parent = nullptr);
    void setMeaning(const QString& accessibleName, double leastTop, Text text); // of what is drawn from now on
    void setColours(const QList<int>& colours); // of the lines, see lineColour(); where there are none: their places
    // x in s; the first is filled. `mark`: a dashed line, level across where it has one point.
    void draw(const QList<QList<QPointF>>& lines, const QList<QPointF>& mark = {});

protected:
    void changeEvent(QEvent* event) override;

private:
    void colour();
    int colourAt(qsizetype at) const { return m_colours.value(at, static_cast<int>(at)); }
    QLineSeries* lineAt(int at);

    double m_leastTop;
    Text m_text;
    QList<int> m_colours;
    QList<QLineSeries*> m_lines; // the first belongs to the area
    QAreaSeries* m_area;
    QLineSeries* m_mark;
    QCategoryAxis* m_time;
    QCategoryAxis* m_value;
    QChart* m_chart;
    QChartView* m_view;
};

// What stands at the marks of a time axis that is `span` s long.
QString timeMark(double seconds, double span);

} // namespace ui
