// What the comparison of clients does when it is started, goes on and ends.
#include "models/format.h"
#include "ui/benchmark/peerdialog.h"
#include "ui/charts/peerchart.h"
#include "ui/widgets/emptynote.h"
#include "ui/widgets/primarybutton.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>

namespace ui {

namespace {

qsizetype countOf(const QList<bench::PeerRow>& rows, std::initializer_list<bench::PeerState> states) {
    return std::count_if(rows.begin(), rows.end(), [states](const bench::PeerRow& row) {
        return std::find(states.begin(), states.end(), row.state) != states.end();
    });
}

} // namespace

bool PeerDialog::running() const {
    return m_run->isRunning();
}

bench::PeerWork PeerDialog::work() const {
    return {std::chrono::seconds(m_seconds->value()), m_connections->value(), m_threads->value(), m_size->value()};
}

void PeerDialog::start() {
    if (running())
        return;
    if (const QString hindrance = m_hindrance(); !hindrance.isEmpty()) {
        m_status->setText(hindrance);
        return;
    }
    delete m_run;
    const QList<bench::PeerKind> kinds(std::begin(bench::peerKinds), std::end(bench::peerKinds));
    m_run = new bench::PeerRun(m_core.serverProgram, work(), kinds, m_folders, this); // what is installed by now
    connect(m_run, &bench::PeerRun::changed, this, &PeerDialog::showChange);
    connect(m_run, &bench::PeerRun::ended, this, &PeerDialog::showEnd);
    m_run->start();
    showRows(m_run->rows());
    setRunning(true);
    m_stop->setFocus();
}

void PeerDialog::stop() {
    m_run->stop();
}

void PeerDialog::showRows(const QList<bench::PeerRow>& rows) {
    const bool first = m_view->columnWidth(models::PeerTable::Name) == 0 || m_table.bars().isEmpty();
    m_table.set(rows);
    const QList<models::PeerTable::Bar> bars = m_table.bars();
    m_chart->draw(bars);
    m_stack->setCurrentIndex(bars.isEmpty() ? 0 : 1);
    if (first) // later it stays as it is read, or as it was drawn wider
        m_view->resizeColumnsToContents();
    const auto there = rows.size() - countOf(rows, {bench::PeerState::Missing});
    m_progress->setRange(0, qMax(1, static_cast<int>(there)));
    m_progress->setValue(static_cast<int>(
        countOf(rows, {bench::PeerState::Measured, bench::PeerState::Failed, bench::PeerState::NotRun})));
}

void PeerDialog::showChange(int row) {
    showRows(m_run->rows());
    const bench::PeerRow& changed = m_run->rows().at(row);
    if (changed.state == bench::PeerState::Running)
        m_status->setText(tr("%1 fires, %2 of %3.")
                              .arg(bench::peerName(changed.kind), models::countText(m_progress->value() + 1),
                                   models::countText(m_progress->maximum())));
}

void PeerDialog::showEnd() {
    showRows(m_run->rows());
    setRunning(false);
    const QList<bench::PeerRow>& rows = m_run->rows();
    const int failed = static_cast<int>(countOf(rows, {bench::PeerState::Failed}));
    QStringList lines;
    if (countOf(rows, {bench::PeerState::NotRun}) > 0)
        lines << tr("Stopped. What was measured until then stands above.");
    if (failed > 0)
        lines << tr("%Ln client(s) failed: the table says why.", nullptr, failed);
    if (std::any_of(rows.begin(), rows.end(), [](const bench::PeerRow& row) { return row.isServerBound(); }))
        lines << tr(
            "Grey bars are server-bound: the server's core was busy above 95 % of the time. Compare their CPU.");
    lines << models::peerWorkText(m_run->work());
    m_status->setText(lines.join(QLatin1Char('\n')));
    m_start->setFocus();
}

void PeerDialog::showReadiness() {
    if (running())
        return;
    const QList<bench::PeerRow>& rows = m_run->rows();
    const qsizetype there = rows.size() - countOf(rows, {bench::PeerState::Missing});
    const auto expected = there * (work().time + std::chrono::milliseconds(500));
    m_empty->setText(
        Icon::Chart, tr("Nothing is measured yet"),
        tr("Start runs the %Ln client(s) that are installed, which takes %1.", nullptr, static_cast<int>(there))
            .arg(models::timeLeftText(std::chrono::ceil<std::chrono::seconds>(expected))));
}

void PeerDialog::setRunning(bool running) {
    m_start->setVisible(!running);
    m_stop->setVisible(running);
    m_progress->setVisible(running);
    for (QSpinBox* box : {m_seconds, m_connections, m_threads, m_size})
        box->setEnabled(!running);
}

void PeerDialog::copyText() {
    QGuiApplication::clipboard()->setText(
        QString(m_table.toText() % QLatin1Char('\n') % models::peerWorkText(m_run->work())));
    m_status->setText(tr("The table is in the clipboard."));
}

void PeerDialog::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && running())
        return stop();
    QDialog::keyPressEvent(event);
}

} // namespace ui
