#pragma once

#include "models/latencytable.h"
#include "models/ratepace.h"
#include "models/ratetable.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace measure {
class Recorder;
}

namespace ui {

class LatencyChart;
class RateChart;

// What the session's requests do, live: requests per minute over time, how long they took, and the numbers that go
// with them. Reads the recorder five times a second; what it costs does not grow with the rate. Draws only while it is
// visible.
class SessionCharts : public QWidget {
    Q_OBJECT

public:
    explicit SessionCharts(const measure::Recorder& recorder, QWidget* parent = nullptr);
    ~SessionCharts() override;

    void read();               // a tick now
    void setDrawn(bool drawn); // false while nobody can see it, though it is shown

protected:
    void showEvent(QShowEvent* event) override;

private:
    void draw();
    QString paceText() const;
    void drawPercentiles();

    const measure::Recorder& m_recorder;
    models::RateTable m_rates;
    models::RatePace m_pace;
    models::LatencyTable m_latencies;
    QTimer m_timer;
    bool m_drawn = true;
    RateChart* m_rateChart;
    LatencyChart* m_latencyChart;
    QLabel* m_rateNumber;
    QLabel* m_flightNumber;
    QLabel* m_totals;
    QLabel* m_percentiles;
    QLabel* m_tooFew; // why a percentile is not there
};

} // namespace ui
