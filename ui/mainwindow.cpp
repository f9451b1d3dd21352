#include "ui/mainwindow.h"

#include "archive/pipeline.h"
#include "library/library.h"
#include "secrets/credentialstore.h"
#include "ui/archive/archivescreen.h"
#include "ui/help.h"
#include "ui/library/libraryscreen.h"
#include "ui/notification.h"
#include "ui/settings/settingsscreen.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/siderail.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenuBar>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QTextEdit>
#include <QVBoxLayout>

namespace ui {

namespace {

QKeySequence placeKey(const Screen& screen, int number) {
    return screen.place() == QLatin1String("settings")
               ? QKeySequence(Qt::CTRL | Qt::Key_Comma)
               : QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number));
}

// A text field claims the key of Undo even when it has nothing to undo.
bool hasNothingToUndo(const QObject* field) {
    if (const auto* line = qobject_cast<const QLineEdit*>(field))
        return !line->isUndoAvailable();
    if (const auto* plain = qobject_cast<const QPlainTextEdit*>(field))
        return !plain->document()->isUndoAvailable();
    const auto* rich = qobject_cast<const QTextEdit*>(field);
    return rich && !rich->document()->isUndoAvailable();
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
    , m_places(new QStackedWidget(this)) {
    setObjectName(QStringLiteral("mainWindow"));
    applyTheme(SettingsScreen::storedTheme(m_core.settingsFile));
    setAcceptDrops(true);
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* across = new QHBoxLayout(body);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(0);
    across->addWidget(m_rail);
    across->addLayout(column, 1);
    auto* bannerBox = new QWidget(body);
    buildBanners(bannerBox);
    column->addWidget(bannerBox);
    column->addWidget(m_places, 1);
    setCentralWidget(body);

    m_archive = new ArchiveScreen(m_core, this);
    addPlace(m_archive);
    addPlace(new LibraryScreen(m_core, this));
    addPlace(new SettingsScreen(m_core, this), true);
    connect(m_rail, &SideRail::chosen, this, &MainWindow::showPlace);
    connect(m_archive, &ArchiveScreen::progressChanged, this, &MainWindow::updateTitle);
    connect(m_archive, &ArchiveScreen::batchEnded, this, &MainWindow::batchEnded);
    buildMenus();
    qApp->installEventFilter(this);
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

void MainWindow::buildBanners(QWidget* parent) {
    auto* column = new QVBoxLayout(parent);
    column->setContentsMargins(0, 0, 16, 0);
    column->setSpacing(4);
    for (Banner** banner : {&m_leaving, &m_halt, &m_readOnly, &m_secrets}) {
        *banner = new Banner(parent);
        column->addWidget(*banner);
    }
    m_leaving->setObjectName(QStringLiteral("leavingBanner"));
    QPushButton* stay = m_leaving->addButton(QStringLiteral("stayButton"), tr("&Keep archiving"));
    QPushButton* leave = m_leaving->addButton(QStringLiteral("leaveButton"), tr("&Quit now"));
    connect(stay, &QPushButton::clicked, m_leaving, &QWidget::hide);
    connect(leave, &QPushButton::clicked, this, &MainWindow::closeWithoutAsking);

    m_halt->setObjectName(QStringLiteral("haltBanner"));
    connect(&m_core.pipeline, &archive::Pipeline::haltChanged, this, [this](archive::Halt halt, const QString& why) {
        m_halt->setMessage(Banner::Tone::Warning, why);
        m_halt->setVisible(halt != archive::Halt::None && halt != archive::Halt::Paused &&
                           halt != archive::Halt::Stopped &&
                           !(halt == archive::Halt::ReadOnly && m_readOnly->isVisibleTo(this)));
    });

    m_readOnly->setObjectName(QStringLiteral("readOnlyBanner"));
    m_readOnly->setMessage(Banner::Tone::Warning, m_core.library.readOnlyReason());
    m_readOnly->setVisible(m_core.library.readOnly());
    connect(&m_core.library, &library::Library::damaged, this, [this](const QString& reason) {
        m_readOnly->setMessage(Banner::Tone::Warning, reason);
        m_readOnly->show();
    });

    m_secrets->setObjectName(QStringLiteral("secretsBanner"));
    m_secrets->setClosable(true);
    m_secrets->setMessage(Banner::Tone::Warning,
                          tr("No system keychain was found: passwords are kept for this session only and are "
                             "forgotten when Tidemark ends."));
    connect(&m_core.credentials, &secrets::CredentialStore::placeChanged, this,
            [this](secrets::Place place) { m_secrets->setVisible(place == secrets::Place::Session); });
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
    (new TransferDialog(m_core, kind, this))->show();
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

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Undo)) {
        const auto* field = qobject_cast<const QWidget*>(watched);
        if (field && field->window() == this && hasNothingToUndo(field)) {
            event->ignore();
            return true;
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::updateTitle() {
    if (m_leaving->isVisible() && m_archive->running() == 0) { // nothing to ask about any more
        m_leaving->hide();
        if (!m_justAsked.hasExpired())
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    }
    const QString progress = m_archive->progressText();
    setWindowTitle(progress.isEmpty() ? QStringLiteral("Tidemark") : tr("%1 – Tidemark").arg(progress));
}

void MainWindow::batchEnded(qint64 done, qint64 failed) {
    if (isActiveWindow())
        return;
    QApplication::alert(this);
    QString text = tr("%Ln page(s) archived", nullptr, static_cast<int>(done));
    if (failed > 0)
        text = tr("%1, %2").arg(text, tr("%Ln failed", nullptr, static_cast<int>(failed)));
    notifyDesktop(this, tr("Archiving has ended"), text);
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

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        m_archive->setDrawn(!isMinimized());
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!m_mayClose && m_archive->running() > 0 && !m_leaving->isVisible()) {
        askBeforeClosing();
        event->ignore();
        return;
    }
    remember();
    event->accept();
}

void MainWindow::askBeforeClosing() {
    m_leaving->setMessage(Banner::Tone::Warning,
                          tr("%Ln page(s) are being archived right now. Quit, and they go back to the waiting line; "
                             "the next start goes on with them and with all that waits.",
                             nullptr, static_cast<int>(m_archive->running())));
    m_leaving->show();
    m_justAsked.setRemainingTime(m_questionGrace);
    m_leaving->findChild<QPushButton*>(QStringLiteral("leaveButton"))->setFocus();
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

} // namespace ui
