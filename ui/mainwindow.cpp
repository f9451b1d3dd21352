#include "ui/mainwindow.h"

#include "bench/loadresult.h"
#include "ui/archive/archivescreen.h"
#include "ui/archive/startgate.h"
#include "ui/benchmark/benchmarkscreen.h"
#include "ui/fieldkeys.h"
#include "ui/help.h"
#include "ui/library/libraryscreen.h"
#include "ui/notification.h"
#include "ui/settings/settingsscreen.h"
#include "ui/widgets/siderail.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wheelguard.h"
#include "ui/windowbanners.h"

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QMenuBar>
#include <QMimeData>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui {

namespace {

QKeySequence placeKey(const Screen& screen, int number) {
    return screen.place() == QLatin1String("settings")
               ? QKeySequence(Qt::CTRL | Qt::Key_Comma)
               : QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number));
}

QAction* addMenuItem(QMenu* menu, const char* name, const QString& text, const QKeySequence& key = {}) {
    QAction* action = menu->addAction(text);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(key);
    return action;
}

} // namespace

MainWindow::MainWindow(const Core& core, QWidget* parent)
    : QMainWindow(parent)
    , m_core(core)
    , m_rail(new SideRail(this))
    , m_banners(new WindowBanners(core, this))
    , m_places(new QStackedWidget(this)) {
    setObjectName(QStringLiteral("mainWindow"));
    applyTheme(SettingsScreen::storedTheme(m_core.settingsFile));
    setAcceptDrops(true);
    new WheelGuard(*qApp, this);
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* across = new QHBoxLayout(body);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(0);
    across->addWidget(m_rail);
    across->addLayout(column, 1);
    column->addWidget(m_banners);
    column->addWidget(m_places, 1);
    setCentralWidget(body);

    m_archive = new ArchiveScreen(m_core, this);
    addPlace(m_archive);
    addPlace(new LibraryScreen(m_core, this));
    m_benchmark = new BenchmarkScreen(m_core, this);
    addPlace(m_benchmark);
    addPlace(new SettingsScreen(m_core, this), true);
    connect(m_banners, &WindowBanners::quitWanted, this, &MainWindow::closeWithoutAsking);
    connect(m_rail, &SideRail::chosen, this, &MainWindow::showPlace);
    connect(m_archive, &ArchiveScreen::progressChanged, this, &MainWindow::updateTitle);
    connect(m_archive, &ArchiveScreen::batchEnded, this, &MainWindow::batchEnded);
    connect(m_benchmark, &BenchmarkScreen::runningChanged, this, &MainWindow::benchmarkChanged);
    connect(m_benchmark, &BenchmarkScreen::ended, this, &MainWindow::runEnded);
    connect(m_benchmark, &BenchmarkScreen::settledDown, this, &MainWindow::benchmarkSettled);
    buildMenus();
    new FieldKeys(this);
    restore();
    updateTitle();
}

// The places go after this part of the window: what they say as they end has nobody to hear it.
MainWindow::~MainWindow() {
    for (Screen* screen : findChildren<Screen*>())
        screen->disconnect(this);
}

void MainWindow::addPlace(Screen* screen, bool atFoot) {
    const QString name = screen->place();
    const QKeySequence key = placeKey(*screen, m_places->count() + 1);
    m_places->addWidget(screen);
    m_rail->add(
        name, screen->icon(), screen->title(),
        tr("%1 (%2)").arg(QString(screen->title()).remove(QLatin1Char('&')), key.toString(QKeySequence::NativeText)),
        atFoot ? SideRail::End::Foot : SideRail::End::Top);
    connect(screen, &Screen::undoChanged, this, &MainWindow::updateUndo);
    connect(screen, &Screen::pageWanted, this, &MainWindow::openPage);
    connect(screen, &Screen::archiveWanted, this, &MainWindow::archiveLinks);
}

void MainWindow::buildMenus() {
    QMenu* file = menuBar()->addMenu(tr("&File"));
    QAction* import = addMenuItem(file, "importAction", tr("&Import…"), QKeySequence(Qt::CTRL | Qt::Key_I));
    QAction* exporting = addMenuItem(file, "exportAction", tr("&Export…"), QKeySequence(Qt::CTRL | Qt::Key_E));
    connect(import, &QAction::triggered, this, [this] { openTransfer(TransferDialog::Kind::Import); });
    connect(exporting, &QAction::triggered, this, [this] { openTransfer(TransferDialog::Kind::Export); });
    file->addSeparator();
    QAction* quit = addMenuItem(file, "quitAction", tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q));
    connect(quit, &QAction::triggered, this, &QWidget::close);

    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    m_undo = addMenuItem(edit, "undoAction", tr("&Undo"), QKeySequence::Undo);
    connect(m_undo, &QAction::triggered, this, [this] { static_cast<Screen*>(m_places->currentWidget())->undo(); });

    QAction* paste = addMenuItem(edit, "pasteLinksAction", tr("&Paste links"), QKeySequence::Paste);
    connect(paste, &QAction::triggered, this, &MainWindow::pasteLinks);

    m_view = menuBar()->addMenu(tr("&View"));
    for (int at = 0; at < m_places->count(); ++at) {
        const auto* screen = static_cast<Screen*>(m_places->widget(at));
        const QString name = screen->place();
        QAction* show = addMenuItem(m_view, "", screen->title(), placeKey(*screen, at + 1));
        show->setObjectName(QString(name + QStringLiteral("PlaceAction")));
        connect(show, &QAction::triggered, this, [this, name] { showPlace(name); });
    }
    m_view->addSeparator();

    QMenu* help = menuBar()->addMenu(tr("&Help"));
    QAction* shortcuts = addMenuItem(help, "shortcutsAction", tr("Keyboard &shortcuts"), QKeySequence(Qt::Key_F1));
    connect(shortcuts, &QAction::triggered, this, &MainWindow::showShortcuts);
    QAction* about = addMenuItem(help, "aboutAction", tr("&About Tidemark"));
    connect(about, &QAction::triggered, this, &MainWindow::showAbout);
}

void MainWindow::openTransfer(TransferDialog::Kind kind) {
    auto* dialog = new TransferDialog(m_core, kind, this);
    dialog->setHoldSentence([this] { return m_archive->gate().holdSentence(); });
    connect(dialog, &TransferDialog::linksBroughtIn, &m_archive->gate(), &StartGate::askOfHeld);
    dialog->show();
}

void MainWindow::showShortcuts() {
    showShortcutList(this);
}

void MainWindow::showAbout() {
    showAboutBox(this);
}

Screen* MainWindow::place(const QString& name) const {
    for (int at = 0; at < m_places->count(); ++at) {
        auto* screen = static_cast<Screen*>(m_places->widget(at));
        if (screen->place() == name)
            return screen;
    }
    return nullptr;
}

void MainWindow::showPlace(const QString& name) {
    Screen* screen = place(name);
    if (!screen)
        return;
    for (QAction* action : static_cast<Screen*>(m_places->currentWidget())->viewActions())
        m_view->removeAction(action);
    m_places->setCurrentWidget(screen);
    m_rail->setCurrent(name);
    for (QAction* action : screen->viewActions())
        m_view->addAction(action);
    screen->enter();
    updateUndo();
}

void MainWindow::openPage(qint64 page) {
    if (Screen* library = place(QStringLiteral("library"))) {
        showPlace(QStringLiteral("library"));
        library->showPage(page);
    }
}

void MainWindow::archiveLinks(const QStringList& links) {
    bringToFront();
    if (links.isEmpty())
        return;
    showPlace(m_archive->place());
    m_archive->archiveNow(links);
}

void MainWindow::bringToFront() {
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::updateUndo() {
    const QString what = static_cast<Screen*>(m_places->currentWidget())->undoText();
    m_undo->setEnabled(!what.isEmpty());
    m_undo->setText(what.isEmpty() ? tr("&Undo") : tr("&Undo: %1").arg(what));
}

void MainWindow::updateTitle() {
    const bool busy = m_archive->running() > 0 || m_benchmark->session().running();
    if (m_banners->asking() && !busy) { // nothing to ask about any more
        m_banners->stopAsking();
        if (!m_justAsked.hasExpired())
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    }
    const QString progress = m_benchmark->session().running() ? m_benchmark->progressText() : m_archive->progressText();
    setWindowTitle(progress.isEmpty() ? QStringLiteral("Tidemark") : tr("%1 – Tidemark").arg(progress));
}

void MainWindow::tellInBackground(const QString& title, const QString& text) {
    if (isActiveWindow())
        return;
    QApplication::alert(this);
    notifyDesktop(this, title, text);
}

void MainWindow::batchEnded(qint64 done, qint64 failed) {
    QString text = tr("%Ln page(s) archived", nullptr, static_cast<int>(done));
    if (failed > 0)
        text = tr("%1, %2").arg(text, tr("%Ln failed", nullptr, static_cast<int>(failed)));
    tellInBackground(tr("Archiving has ended"), text);
}

void MainWindow::runEnded(const bench::LoadResult& result) {
    if (result.elapsed >= m_longRun)
        tellInBackground(tr("The benchmark has ended"), bench::quotableSentence(result));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (m_archive->takes(*event->mimeData()))
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    showPlace(m_archive->place());
    m_archive->take(*event->mimeData());
    event->acceptProposedAction();
}

// As if they were dropped: the key reaches this where no text field takes it.
void MainWindow::pasteLinks() {
    const QMimeData* mime = QGuiApplication::clipboard()->mimeData();
    if (!mime || !m_archive->holdsLinks(*mime))
        return;
    showPlace(m_archive->place());
    m_archive->take(*mime);
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) {
        m_archive->setDrawn(!isMinimized());
        m_benchmark->setDrawn(!isMinimized());
    }
}

} // namespace ui
