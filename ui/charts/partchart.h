#pragma once

#include "models/breakdownrows.h"

#include <QWidget>

namespace ui {

// Where the time of the requests went: a bar for each part from its p50 to its p99, over a logarithmic scale of
// milliseconds, with both in words behind it.
class PartChart : public QWidget {
    Q_OBJECT

public:
    explicit PartChart(QWidget* parent = nullptr);
    void draw(const QList<models::PartSpan>& spans);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QRect field() const; // of the bars
    double placeOf(double ms) const;
    void paintScale(QPainter& painter) const;
    void paintBar(QPainter& painter, const models::PartSpan& span, const QRect& row) const;

    QList<models::PartSpan> m_spans;
    QStringList m_words; // behind the bars
    int m_first = -2;    // powers of ten, in ms …
    int m_last = 2;      // … that the scale goes from and to
};

} // namespace ui
