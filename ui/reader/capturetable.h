#pragma once

#include <QWidget>

class QModelIndex;
class QTableView;

namespace models {
class CaptureModel;
}

namespace ui {

class DetailText;

// Every visit to the page's link, what came of it, and below them the chosen one's way and error in full.
class CaptureTable : public QWidget {
    Q_OBJECT

public:
    explicit CaptureTable(models::CaptureModel* model, QWidget* parent = nullptr);

private:
    void fillColumns();
    void showDetail(const QModelIndex& row);

    QTableView* m_table;
    DetailText* m_detail;
};

} // namespace ui
