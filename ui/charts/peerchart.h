#pragma once

#include "models/peertable.h"

#include <QWidget>

class QBarCategoryAxis;
class QBarSet;
class QCategoryAxis;
class QChart;
class QChartView;

namespace ui {

// Requests per minute of each client, the fastest on top; those that the server held back in the colour of a ceiling.
class PeerChart : public QWidget {
    Q_OBJECT

public:
    explicit PeerChart(QWidget* parent = nullptr);
    void draw(const QList<models::PeerTable::Bar>& bars);

protected:
    void changeEvent(QEvent* event) override;

private:
    void colour();

    QBarSet* m_free;
    QBarSet* m_bound; // by the server
    QBarCategoryAxis* m_names;
    QCategoryAxis* m_rate;
    QChart* m_chart;
    QChartView* m_view;
    QList<models::PeerTable::Bar> m_drawn;
};

} // namespace ui
