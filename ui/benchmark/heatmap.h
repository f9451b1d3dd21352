#pragma once

#include "bench/series.h"

#include <QImage>
#include <QList>
#include <QWidget>

#include <utility>

namespace ui {

// How long requests took, over the time of a run: a column for each point of its course, the darker the more requests
// took so long. Time goes with the charts' direction, milliseconds upwards on a logarithmic scale.
class HeatMap : public QWidget {
    Q_OBJECT

public:
    explicit HeatMap(QWidget* parent = nullptr);
    void draw(const bench::Series& course); // once a tick
    // What lies under a place: its time, its range of latencies, how many; empty beside the picture.
    QString wordsAt(const QPoint& place) const;
    QList<std::pair<double, QString>> marks() const; // of the time axis: where (0…1), and the time that is there
    QSize sizeHint() const override { return {300, 120}; }
    QSize minimumSizeHint() const override { return {160, 80}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    double placeOf(double seconds) const; // 0…1
    QRect field() const;                  // without the words beside it
    void fillPicture();
    int bucketAt(int fromTop, int height) const;

    std::vector<bench::SeriesPoint> m_points;
    QImage m_picture; // a pixel for each column and bucket
    int m_lowest = 0; // buckets shown
    int m_highest = 2 * bench::LatencyScale::perDecade - 1;
};

} // namespace ui
