#pragma once

#include <QTableView>

namespace models {
class CaptureModel;
}

namespace ui {

// Every visit to the page's link, what came of it and by which way.
class CaptureTable : public QTableView {
    Q_OBJECT

public:
    explicit CaptureTable(models::CaptureModel* model, QWidget* parent = nullptr);
};

} // namespace ui
