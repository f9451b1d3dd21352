#include "ui/benchmark/resultpanel.h"

#include "models/breakdownrows.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/leading.h"
#include "ui/widgets/mutedlabel.h"
#include "ui/widgets/ownwaydelegate.h"
#include "ui/widgets/tablestyle.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>

namespace ui {

namespace {

constexpr int mostOfWords = 40; // characters of a column; a tool tip has the rest

} // namespace

QTableView* makeFactTable(const char* objectName, const QString& accessibleName, models::TextTable& table,
                          QWidget* parent) {
    auto* view = new QTableView(parent);
    view->setObjectName(QString::fromLatin1(objectName));
    view->setAccessibleName(accessibleName);
    view->setModel(&table);
    view->setItemDelegate(new OwnWayDelegate(view)); // "20.5 ms" in a window that is read from the right too
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setFrameShape(QFrame::NoFrame);
    view->setTabKeyNavigation(false);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    giveCellsRoom(*view);
    view->verticalHeader()->hide();
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + 6);
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    auto* copy = new QAction(icon(Icon::Copy), ResultPanel::tr("Copy this table"), view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    view->addAction(copy);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    QObject::connect(copy, &QAction::triggered, &table,
                     [&table] { QGuiApplication::clipboard()->setText(table.toText()); });
    return view;
}

void showRows(QTableView& view, models::TextTable& table, const models::Rows& rows) {
    table.set(rows.header, rows.rows);
    view.resizeColumnsToContents();
}

namespace {

// As high as its rows and as wide as its columns: the panel scrolls, not the table.
void fit(QTableView& view) {
    int width = 2;
    for (int column = 0; column < view.model()->columnCount(); ++column)
        width += view.columnWidth(column);
    view.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view.setFixedSize(width, view.horizontalHeader()->sizeHint().height() +
                                 view.model()->rowCount() * view.verticalHeader()->defaultSectionSize() + 2);
}

} // namespace

ResultPanel::ResultPanel(QWidget* parent)
    : QScrollArea(parent)
    , m_warnings(new QLabel)
    , m_page(new QWidget)
    , m_latencyView(makeFactTable("latencyTable", tr("Latencies"), m_latency, m_page))
    , m_outcomeView(makeFactTable("outcomeTable", tr("Outcomes"), m_outcomes, m_page))
    , m_resourceView(makeFactTable("resourceTable", tr("What was used"), m_resources, m_page))
    , m_partView(makeFactTable("partTable", tr("Where the time went"), m_parts, m_page))
    , m_noParts(new MutedLabel(models::noPartsText(), m_page)) {
    setObjectName(QStringLiteral("resultPanel"));
    m_outcomes.setWordsFrom(2);
    m_outcomeView->horizontalHeader()->setMaximumSectionSize(mostOfWords * fontMetrics().averageCharWidth());
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    m_warnings->setObjectName(QStringLiteral("resultWarnings"));
    m_warnings->setTextFormat(Qt::PlainText);
    m_warnings->setWordWrap(true);
    m_warnings->setAlignment(leadingEdge(*this));
    m_warnings->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* across = new QHBoxLayout;
    across->setSpacing(16);
    for (QTableView* view : {m_latencyView, m_outcomeView, m_resourceView})
        across->addWidget(view, 0, Qt::AlignTop);
    across->addStretch();
    auto* column = new QVBoxLayout(m_page);
    column->setContentsMargins(0, 8, 0, 8);
    column->setSpacing(8);
    column->addWidget(m_warnings);
    column->addLayout(across);
    column->addWidget(m_partView, 0, Qt::AlignLeft);
    column->addWidget(m_noParts);
    column->addStretch();
    setWidget(m_page);
    clear();
}

void ResultPanel::describe(const bench::LoadResult& result) {
    m_warnings->setText(result.warnings.join(QLatin1Char('\n')));
    m_warnings->setHidden(result.warnings.isEmpty());
    showRows(*m_latencyView, m_latency, models::latencyRows(result));
    showRows(*m_outcomeView, m_outcomes, models::outcomeRows(result));
    showRows(*m_resourceView, m_resources, models::resourceRows(result));
    const models::Rows parts = models::partRows(result);
    showRows(*m_partView, m_parts, parts);
    for (QTableView* view : {m_latencyView, m_outcomeView, m_resourceView, m_partView}) {
        fit(*view);
        view->show();
    }
    m_partView->setHidden(parts.rows.isEmpty());
    m_noParts->setVisible(parts.rows.isEmpty());
}

void ResultPanel::clear() {
    m_warnings->setText(tr("The result stands here once a run has ended."));
    m_warnings->show();
    for (QWidget* view :
         {static_cast<QWidget*>(m_latencyView), static_cast<QWidget*>(m_outcomeView),
          static_cast<QWidget*>(m_resourceView), static_cast<QWidget*>(m_partView), static_cast<QWidget*>(m_noParts)})
        view->hide();
}

} // namespace ui
