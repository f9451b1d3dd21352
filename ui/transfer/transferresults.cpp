#include "ui/transfer/transferresults.h"

#include "ui/widgets/detailtext.h"
#include "ui/widgets/ownwaydelegate.h"
#include "ui/widgets/tablestyle.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace ui {

using models::EntryListModel;

TransferResults::TransferResults(QWidget* parent)
    : QWidget(parent)
    , m_onlyFailed(new QCheckBox(tr("Only &what failed"), this))
    , m_table(new QTableView(this))
    , m_detail(new DetailText("entryDetail", tr("The chosen entry in full"), this)) {
    m_shown.setSourceModel(&m_entries);
    m_shown.setFilterRole(EntryListModel::FailedRole);
    m_onlyFailed->setObjectName(QStringLiteral("onlyFailedBox"));
    connect(m_onlyFailed, &QCheckBox::toggled, &m_shown,
            [this](bool only) { m_shown.setFilterFixedString(only ? QStringLiteral("true") : QString()); });
    setUpTable();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_onlyFailed);
    column->addWidget(m_table, 1);
    column->addWidget(m_detail);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TransferResults::showDetail);
    connect(&m_shown, &QAbstractItemModel::modelReset, this, [this] { showDetail({}); });
}

void TransferResults::setUpTable() {
    m_table->setObjectName(QStringLiteral("transferResults"));
    m_table->setAccessibleName(tr("Result of each entry"));
    m_table->setModel(&m_shown);
    m_table->setItemDelegate(new OwnWayDelegate(m_table));
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle); // the end of a link tells it from its neighbours
    m_table->setTabKeyNavigation(false);
    giveCellsRoom(*m_table);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_table->setColumnWidth(EntryListModel::Result, 150);
    m_table->setColumnWidth(EntryListModel::Entry, 320);
}

QList<QWidget*> TransferResults::keyOrder() const {
    return {m_onlyFailed, m_table, m_detail};
}

void TransferResults::showDetail(const QModelIndex& shown) {
    m_detail->setText(shown.data(EntryListModel::DetailRole).toString());
}

} // namespace ui
