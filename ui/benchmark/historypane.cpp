#include "ui/benchmark/historypane.h"

#include "ui/benchmark/benchactions.h"
#include "ui/charts/chartstyle.h"
#include "ui/widgets/emptynote.h"
#include "ui/widgets/leading.h"
#include "ui/widgets/ownwaydelegate.h"
#include "ui/widgets/tablestyle.h"
#include "ui/widgets/taborder.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QSettings>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

using models::RunListModel;
using namespace std::chrono_literals;

// A run that is ticked shows the colour of its line.
class HistoryPane::NameDelegate : public OwnWayDelegate {
public:
    NameDelegate(const RunListModel& runs, QObject* parent)
        : OwnWayDelegate(parent)
        , m_runs(runs) {}

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        OwnWayDelegate::initStyleOption(option, index);
        const int colour = m_runs.colourOf(index.data(RunListModel::IdRole).toLongLong());
        if (colour == 0)
            return;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = {12, 12};
        option->icon = swatch(lineColour(option->palette, colour), *option);
    }

private:
    // The same in every state: a style would give a chosen row's picture the colour of the row. An edge keeps it apart
    // from that.
    static QIcon swatch(const QColor& colour, const QStyleOptionViewItem& option) {
        QIcon icon;
        for (const QIcon::Mode mode : {QIcon::Normal, QIcon::Active, QIcon::Selected, QIcon::Disabled}) {
            QPixmap picture(12, 12);
            picture.fill(mode == QIcon::Selected ? option.palette.color(QPalette::HighlightedText) : Qt::transparent);
            QPainter(&picture).fillRect(picture.rect().adjusted(1, 1, -1, -1), colour);
            icon.addPixmap(picture, mode);
        }
        return icon;
    }

    const RunListModel& m_runs;
};

HistoryPane::HistoryPane(RunListModel& runs, QWidget* parent)
    : QWidget(parent)
    , m_runs(runs)
    , m_shown(new models::SortedRuns(runs, this))
    , m_age(this)
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_empty(new EmptyNote(this))
    , m_filter(new QLineEdit(this))
    , m_tools(new QWidget(this))
    , m_names(new NameDelegate(runs, this)) {
    setObjectName(QStringLiteral("historyPane"));
    build();
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_shown->setWords(text);
        showEmptiness();
    });
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT openWanted(index.data(RunListModel::IdRole).toLongLong()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &HistoryPane::choiceChanged);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &HistoryPane::choiceChanged);
    connect(&m_runs, &RunListModel::tickedChanged, this, &HistoryPane::choiceChanged);
    m_age.setObjectName(QStringLiteral("runAgeTimer"));
    m_age.setInterval(20s);
    connect(&m_age, &QTimer::timeout, this, [this] { m_runs.setNow(QDateTime::currentDateTimeUtc()); });
    connect(m_shown, &QAbstractItemModel::rowsInserted, this, &HistoryPane::showEmptiness);
    connect(m_shown, &QAbstractItemModel::rowsRemoved, this, &HistoryPane::showEmptiness);
    showEmptiness();
}

void HistoryPane::build() {
    m_table->setObjectName(QStringLiteral("runTable"));
    m_table->setAccessibleName(tr("Runs"));
    m_table->setModel(m_shown);
    m_table->setItemDelegateForColumn(RunListModel::Name, m_names);
    m_table->setItemDelegate(new OwnWayDelegate(m_table));
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(RunListModel::When, Qt::DescendingOrder);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers); // renameRunAction begins it
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    giveCellsRoom(*m_table);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionsMovable(true);
    m_table->horizontalHeader()->setStretchLastSection(true);
    // What is looked at most stands first and is seen in a window of usual width.
    constexpr int letters[RunListModel::columns] = {20, 14, 8, 7, 5, 19, 8, 7, 9, 4, 10, 8, 24};
    const int letter = fontMetrics().averageCharWidth();
    for (int column = 0; column < RunListModel::columns; ++column)
        m_table->setColumnWidth(column,
                                24 + qMax(letters[column] * letter,
                                          fontMetrics().horizontalAdvance(
                                              m_runs.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString())));
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    m_filter->setObjectName(QStringLiteral("runFilterEdit"));
    m_filter->setPlaceholderText(tr("Find among the runs"));
    m_filter->setAccessibleName(tr("Find among the runs"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(240);
    auto* title = new QLabel(tr("Runs"), this);
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    title->setAlignment(leadingEdge(*this));
    auto* tools = new QHBoxLayout(m_tools);
    tools->setContentsMargins(0, 0, 0, 0);
    tools->setSpacing(2);
    auto* across = new QHBoxLayout;
    across->addWidget(title);
    across->addWidget(m_tools);
    across->addStretch();
    across->addWidget(m_filter, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 4, 0, 0);
    column->setSpacing(4);
    column->addLayout(across);
    column->addWidget(m_stack, 1);
}

void HistoryPane::addTools(const BenchActions& actions) {
    for (QAction* action : {actions.open, actions.tick, actions.rename, actions.pin, actions.exportRun, actions.remove,
                            actions.usePlan, actions.untick}) {
        auto* button = new QToolButton(m_tools);
        button->setObjectName(QString(action->objectName().chopped(6) % QStringLiteral("Button"))); // without "Action"
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setAutoRaise(true);
        const auto name = [button, action] {
            button->setAccessibleName(QString(action->text()).remove(QLatin1Char('&')));
        };
        connect(action, &QAction::changed, button, name);
        name();
        m_tools->layout()->addWidget(button);
    }
    orderParts({m_tools, m_filter, m_table});
}

QList<library::RunId> HistoryPane::selected() const {
    QList<library::RunId> runs;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex& row : rows)
        runs.append(row.data(RunListModel::IdRole).toLongLong());
    // A row has the frame of the focus, and is not selected, after Tab into the table and after the run above it went.
    if (const library::RunId framed = current(); runs.isEmpty() && framed > 0)
        runs.append(framed);
    return runs;
}

library::RunId HistoryPane::current() const {
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? index.data(RunListModel::IdRole).toLongLong() : 0;
}

QList<library::RunId> HistoryPane::toExport() const {
    const QList<library::RunId> chosen = selected();
    if (chosen.size() > 1)
        return chosen;
    if (m_runs.ticked().size() > 1 && m_runs.ticked().contains(current()))
        return m_runs.ticked();
    return chosen;
}

bool HistoryPane::allPinned() const {
    const QList<library::RunId> runs = selected();
    return !runs.isEmpty() && std::all_of(runs.begin(), runs.end(), [this](library::RunId run) {
        const int row = m_runs.rowOf(run);
        return row >= 0 && m_runs.pinnedAt(row);
    });
}

QString HistoryPane::nameOf(library::RunId run) const {
    const int row = m_runs.rowOf(run);
    return row < 0 ? QString() : m_runs.nameAt(row);
}

void HistoryPane::selectUnlessInUse(library::RunId run) {
    const QWidget* focus = window()->focusWidget();
    if (focus && (focus == m_table || m_table->isAncestorOf(focus)))
        return;
    const int row = m_runs.rowOf(run);
    const QModelIndex index = row < 0 ? QModelIndex() : m_shown->mapFromSource(m_runs.index(row, RunListModel::Name));
    if (!index.isValid())
        return;
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
}

void HistoryPane::toggleTicks() {
    const QList<library::RunId> runs = selected();
    const bool all =
        std::all_of(runs.begin(), runs.end(), [this](library::RunId run) { return m_runs.ticked().contains(run); });
    for (const library::RunId run : runs)
        m_runs.setTicked(run, !all);
}

void HistoryPane::editName() {
    const QModelIndex index = m_table->currentIndex();
    if (index.isValid())
        m_table->edit(index.siblingAtColumn(RunListModel::Name));
}

void HistoryPane::focusFilter() {
    m_filter->setFocus();
    m_filter->selectAll();
}

void HistoryPane::showEmptiness() {
    const bool none = m_runs.rowCount() == 0;
    if (none)
        m_empty->setText(Icon::Benchmark, m_loaded ? tr("No run is kept yet") : QString(),
                         m_loaded ? tr("Each run that ends is kept here: to look at again, to compare, to export.")
                                  : QString());
    else
        m_empty->setText(Icon::Search, tr("Nothing found"), tr("No run holds all these words."));
    m_stack->setCurrentIndex(m_shown->rowCount() > 0 ? 0 : 1);
}

void HistoryPane::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_runs.setNow(QDateTime::currentDateTimeUtc());
    m_age.start();
}

void HistoryPane::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_age.stop();
}

void HistoryPane::saveState(QSettings& settings) const {
    settings.setValue(QStringLiteral("runs"), m_table->horizontalHeader()->saveState());
}

void HistoryPane::restoreState(QSettings& settings) {
    if (m_table->horizontalHeader()->restoreState(settings.value(QStringLiteral("runs")).toByteArray()))
        m_shown->sort(m_table->horizontalHeader()->sortIndicatorSection(),
                      m_table->horizontalHeader()->sortIndicatorOrder());
}

} // namespace ui
