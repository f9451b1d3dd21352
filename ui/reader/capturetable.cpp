#include "ui/reader/capturetable.h"

#include "models/capturemodel.h"
#include "ui/widgets/detailtext.h"
#include "ui/widgets/ownwaydelegate.h"
#include "ui/widgets/tablestyle.h"

#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace ui {

CaptureTable::CaptureTable(models::CaptureModel* model, QWidget* parent)
    : QWidget(parent)
    , m_table(new QTableView(this))
    , m_detail(new DetailText("captureDetail", tr("Redirects and errors of this capture"), this)) {
    m_table->setObjectName(QStringLiteral("captureTable"));
    m_table->setAccessibleName(tr("All captures"));
    m_table->setModel(model);
    m_table->setItemDelegate(new OwnWayDelegate(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    giveCellsRoom(*m_table);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 12);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    setFocusProxy(m_table);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(m_detail);
    connect(model, &QAbstractItemModel::modelReset, this, &CaptureTable::fillColumns);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CaptureTable::showDetail);
}

// The newest capture is the one a person asks about.
void CaptureTable::fillColumns() {
    m_table->resizeColumnsToContents();
    if (m_table->model()->rowCount() > 0)
        m_table->setCurrentIndex(m_table->model()->index(0, 0));
    else
        showDetail({});
}

void CaptureTable::showDetail(const QModelIndex& row) {
    m_detail->setText(row.data(models::CaptureModel::DetailRole).toString());
}

} // namespace ui
