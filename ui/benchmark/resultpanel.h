#pragma once

#include "bench/loadresult.h"
#include "models/resulttables.h"
#include "models/texttable.h"

#include <QScrollArea>

class QLabel;
class QTableView;

namespace ui {

// A small table as it is: no scroll bars of its own, no selection that jumps.
QTableView* makeFactTable(const char* objectName, const QString& accessibleName, models::TextTable& table,
                          QWidget* parent);
void showRows(QTableView& view, models::TextTable& table, const models::Rows& rows);

// What became of a run: latencies, outcomes, what was used, and what to beware of.
class ResultPanel : public QScrollArea {
    Q_OBJECT

public:
    explicit ResultPanel(QWidget* parent = nullptr);
    void describe(const bench::LoadResult& result);
    void clear();

private:
    QLabel* m_warnings;
    QWidget* m_page;
    models::TextTable m_latency;
    models::TextTable m_outcomes;
    models::TextTable m_resources;
    models::TextTable m_parts;
    QTableView* m_latencyView;
    QTableView* m_outcomeView;
    QTableView* m_resourceView;
    QTableView* m_partView;
    QLabel* m_noParts;
};

} // namespace ui
