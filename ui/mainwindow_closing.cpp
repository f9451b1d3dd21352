// How the window closes, and what it remembers for the next start.
#include "ui/archive/archivescreen.h"
#include "ui/benchmark/benchmarkscreen.h"
#include "ui/mainwindow.h"
#include "ui/windowbanners.h"

#include <QCloseEvent>
#include <QSettings>
#include <QStackedWidget>

namespace ui {

void MainWindow::closeEvent(QCloseEvent* event) {
    const bool busy = m_archive->running() > 0 || m_benchmark->session().running();
    if (!m_mayClose && busy && !m_banners->asking()) {
        askBeforeClosing();
        event->ignore();
        return;
    }
    if (!m_benchmark->session().settled()) { // its result is kept first
        m_closesSettled = true;
        m_benchmark->stop();
        event->ignore();
        return;
    }
    remember();
    event->accept();
}

void MainWindow::askBeforeClosing() {
    m_banners->askBeforeQuitting(m_archive->running(), m_benchmark->session().running());
    m_justAsked.setRemainingTime(m_questionGrace);
}

void MainWindow::closeWithoutAsking() {
    m_mayClose = true;
    close();
}

void MainWindow::restore() {
    QSettings settings(m_core.settingsFile, QSettings::IniFormat);
    settings.beginGroup(QStringLiteral("window"));
    if (!restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray()))
        resize(1180, 760);
    for (int at = 0; at < m_places->count(); ++at) {
        auto* screen = static_cast<Screen*>(m_places->widget(at));
        settings.beginGroup(screen->place());
        screen->restoreState(settings);
        settings.endGroup();
    }
    const QString last = settings.value(QStringLiteral("place")).toString();
    showPlace(place(last) ? last : m_archive->place());
}

void MainWindow::remember() {
    QSettings settings(m_core.settingsFile, QSettings::IniFormat);
    settings.beginGroup(QStringLiteral("window"));
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    settings.setValue(QStringLiteral("place"), static_cast<Screen*>(m_places->currentWidget())->place());
    for (int at = 0; at < m_places->count(); ++at) {
        const auto* screen = static_cast<Screen*>(m_places->widget(at));
        settings.beginGroup(screen->place());
        screen->saveState(settings);
        settings.endGroup();
    }
}

void MainWindow::benchmarkChanged() {
    // Started while the window waits for the last result to be kept: nobody wants to leave any more.
    if (m_benchmark->session().state() == LoadSession::State::Preparing) {
        m_closesSettled = false;
        m_mayClose = false;
    }
    m_archive->setDisturbs(m_benchmark->session().running());
    updateTitle();
}

void MainWindow::benchmarkSettled() {
    if (std::exchange(m_closesSettled, false))
        close();
}

} // namespace ui
