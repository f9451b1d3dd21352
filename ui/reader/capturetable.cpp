#include "ui/reader/capturetable.h"

#include "models/capturemodel.h"
#include "ui/widgets/tablestyle.h"

#include <QHeaderView>

namespace ui {

CaptureTable::CaptureTable(models::CaptureModel* model, QWidget* parent)
    : QTableView(parent) {
    setObjectName(QStringLiteral("captureTable"));
    setAccessibleName(tr("All captures"));
    setModel(model);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setTabKeyNavigation(false);
    giveCellsRoom(*this);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    connect(model, &QAbstractItemModel::modelReset, this, &QTableView::resizeColumnsToContents);
}

} // namespace ui
