#include "ui/benchmark/peerdialog.h"

#include "ui/charts/peerchart.h"
#include "ui/widgets/emptynote.h"
#include "ui/widgets/leading.h"
#include "ui/widgets/mutedlabel.h"
#include "ui/widgets/ownwaydelegate.h"
#include "ui/widgets/primarybutton.h"
#include "ui/widgets/tablestyle.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace ui {

namespace {

QList<bench::PeerKind> allKinds() {
    return {std::begin(bench::peerKinds), std::end(bench::peerKinds)};
}

} // namespace

PeerDialog::PeerDialog(const Core& core, const QStringList& folders, QWidget* parent)
    : QDialog(parent)
    , m_core(core)
    , m_folders(folders)
    , m_run(new bench::PeerRun(core.serverProgram, {}, allKinds(), folders, this))
    , m_seconds(new QSpinBox(this))
    , m_connections(new QSpinBox(this))
    , m_threads(new QSpinBox(this))
    , m_size(new QSpinBox(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyNote(this))
    , m_chart(new PeerChart(this))
    , m_view(new QTableView(this))
    , m_status(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_copy(new QAction(tr("Cop&y as text"), this))
    , m_stop(new QPushButton(tr("S&top"), this))
    , m_start(new PrimaryButton(tr("&Start"), this)) {
    setObjectName(QStringLiteral("peerDialog"));
    setWindowTitle(tr("How does this client compare?"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    join();
    setMinimumSize(720, 640); // a bar for each client
    resize(1'040, 740);
    showRows(m_run->rows());
    setRunning(false);
    showReadiness();
    m_seconds->setFocus();
}

PeerDialog::~PeerDialog() = default;

void PeerDialog::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(new MutedLabel(
        tr("Tidemark's engines and whichever of aiohttp, wrk, hey, ab, h2load, oha, k6 and autocannon are "
           "installed do the same work, one after the other, each against a test server of its own. "
           "For figures that mean something, let nothing else run meanwhile."),
        this));
    column->addLayout(buildFields());
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_chart);
    column->addWidget(m_stack, 1);
    column->addWidget(buildTable());
    m_progress->setObjectName(QStringLiteral("peerProgress"));
    m_progress->setAccessibleName(tr("Clients that are done"));
    m_progress->setTextVisible(false);
    m_status->setObjectName(QStringLiteral("peerStatus"));
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    m_status->setAlignment(leadingEdge(*this));
    column->addWidget(m_progress);
    column->addWidget(m_status);
    column->addLayout(buildButtons());
}

QBoxLayout* PeerDialog::buildFields() {
    auto* across = new QHBoxLayout;
    across->setSpacing(8);
    const auto add = [&](const char* name, QSpinBox* box, const QString& label, int least, int most, qint64 value) {
        box->setObjectName(QString::fromLatin1(name));
        box->setRange(least, most);
        box->setGroupSeparatorShown(true);
        box->setValue(static_cast<int>(value));
        auto* words = new QLabel(label, this);
        words->setBuddy(box);
        box->setAccessibleName(QString(label).remove(QLatin1Char('&')));
        across->addWidget(words);
        across->addWidget(box);
        across->addSpacing(8);
    };
    const bench::PeerWork standard;
    add("peerSecondsBox", m_seconds, tr("S&econds each"), bench::leastPeerSeconds, bench::mostPeerSeconds,
        standard.time.count());
    add("peerConnectionsBox", m_connections, tr("C&onnections"), 1, bench::mostPeerConnections, standard.connections);
    add("peerThreadsBox", m_threads, tr("T&hreads"), 1, bench::mostPeerThreads, standard.threads);
    add("peerSizeBox", m_size, tr("&Bytes an answer"), 0, bench::mostPeerBody, standard.bodySize);
    across->addStretch();
    return across;
}

QWidget* PeerDialog::buildTable() {
    m_view->setObjectName(QStringLiteral("peerTable"));
    m_view->setAccessibleName(tr("Clients"));
    m_view->setModel(&m_table);
    m_view->setItemDelegate(new OwnWayDelegate(m_view));
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    giveCellsRoom(*m_view);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 6);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents); // all rows, where there is room for them
    m_view->setMinimumHeight(m_view->horizontalHeader()->sizeHint().height() +
                             5 * m_view->verticalHeader()->defaultSectionSize());
    m_copy->setObjectName(QStringLiteral("copyPeersAction"));
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(m_copy);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    return m_view;
}

QBoxLayout* PeerDialog::buildButtons() {
    auto* copy = new QPushButton(m_copy->text(), this);
    copy->setObjectName(QStringLiteral("copyPeersButton"));
    auto* close = new QPushButton(tr("&Close"), this);
    close->setObjectName(QStringLiteral("closePeersButton"));
    m_stop->setObjectName(QStringLiteral("stopPeersButton"));
    m_start->setObjectName(QStringLiteral("startPeersButton"));
    m_start->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(copy);
    buttons->addStretch();
    for (QPushButton* button : {close, m_stop, static_cast<QPushButton*>(m_start)})
        buttons->addWidget(button);
    for (QPushButton* button : {copy, close, m_stop})
        button->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, m_copy, &QAction::trigger);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    return buttons;
}

void PeerDialog::join() {
    connect(m_copy, &QAction::triggered, this, &PeerDialog::copyText);
    connect(m_start, &QPushButton::clicked, this, &PeerDialog::start);
    connect(m_stop, &QPushButton::clicked, this, &PeerDialog::stop);
    for (const QSpinBox* box : {m_seconds, m_connections, m_threads, m_size})
        connect(box, &QSpinBox::valueChanged, this, &PeerDialog::showReadiness);
}

} // namespace ui
