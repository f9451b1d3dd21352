#include "application.h"

#include "archive/pipeline.h"
#include "archive/settings.h"
#include "base/descriptors.h"
#include "formats/links.h"
#include "library/errors.h"
#include "library/library.h"
#include "services.h"
#include "signalwatcher.h"
#include "translation.h"
#include "ui/mainwindow.h"
#include "ui/refusal.h"
#include "ui/settings/settingsscreen.h"
#include "ui/startwindow.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>
#include <QTranslator>

#include <cstdio>

namespace {

// Exit statuses.
constexpr int linkRefused = 1;
constexpr int unusableLibrary = 3;

// Beside this program, as it is built and installed; else wherever the shell would find it.
QString commandLineProgram() {
    const QString name = QStringLiteral("tidemark-cli");
    const QString beside = QStandardPaths::findExecutable(name, {QCoreApplication::applicationDirPath()});
    return beside.isEmpty() ? QStandardPaths::findExecutable(name) : beside;
}

constexpr std::chrono::milliseconds startWindowAfter{500}; // nearly every library is open by then
constexpr qsizetype mostQuoted = 200;                      // characters of what is no link

void say(const QString& sentence) {
    std::fprintf(stderr, "tidemark: %s\n", qPrintable(sentence));
}

} // namespace

Application::Application(QApplication& application, const ApplicationOptions& options)
    : m_application(application)
    , m_options(options)
    , m_named(!options.libraryFile.isEmpty()) {
    translate();
    auto* signalWatcher = new SignalWatcher(this);
    connect(signalWatcher, &SignalWatcher::arrived, this, &Application::closeFor);
}

Application::~Application() = default;

void Application::translate() {
    const bool reversed = QApplication::isRightToLeft(); // by -reverse: nothing is translated yet
    translateTexts(m_application);
    const QLocale locale;
    auto* qt = new QTranslator(this);
    if (qt->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                 QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        m_application.installTranslator(qt);
    const bool rightToLeft = (locale.textDirection() == Qt::RightToLeft) != reversed;
    m_application.setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
}

// Those that are links stay; what is none is said, as tidemark-cli says it.
void Application::takeOutNoLinks() {
    m_refused = m_options.links.removeIf([](const QString& text) {
        const auto link = formats::linkOf(text);
        if (!link)
            say(QString(text.left(mostQuoted) % QLatin1String(": ") % link.error().message));
        return !link;
    });
}

int Application::run() {
    takeOutNoLinks();
    for (;;) {
        auto opened = openLibrary();
        if (opened) {
            m_services = Services::over(
                *std::move(opened),
                {.libraryFile = {}, .settingsFile = {}, .settings = {}, .takesLinks = true, .policy = {}});
            break;
        }
        if (opened.error().kind == library::interrupted)
            return m_signal == 0 ? unusableLibrary : 128 + m_signal;
        const bool locked = opened.error().kind == library::libraryLocked;
        const auto handed = locked ? handOver() : base::Result<void>(opened.error());
        if (handed)
            return m_refused > 0 ? linkRefused : 0;
        if (!findAnother(handed.error()))
            return m_signal == 0 ? unusableLibrary : 128 + m_signal;
    }
    rememberLibrary();
    showWindow();
    startArchiving();
    const int status = QApplication::exec();
    m_window.reset();
    m_services.reset(); // what runs waits on disk again
    return m_signal == 0 ? status : 128 + m_signal;
}

// In a thread of its own; where that takes long, a window says so.
LibraryOpening::Opened Application::openLibrary() {
    base::raiseDescriptorLimit(); // before any thread: at the limit a new Qt thread aborts the program
    LibraryOpening opening(libraryFile());
    ui::StartWindow window(libraryFile());
    connect(&opening, &LibraryOpening::stepped, &window, &ui::StartWindow::showStep);
    // Not quit(), which closes the window first: that is how a person stops it.
    connect(&opening, &LibraryOpening::ended, this, [] { QApplication::exit(); });
    connect(&window, &ui::StartWindow::stopWanted, &opening, &LibraryOpening::stop);
    QTimer::singleShot(startWindowAfter, &window, [&window] {
        ui::applyTheme(ui::SettingsScreen::storedTheme(archive::standardSettingsFile()));
        window.show();
    });
    const bool quits = QApplication::quitOnLastWindowClosed();
    QApplication::setQuitOnLastWindowClosed(false);
    QApplication::exec();
    QApplication::setQuitOnLastWindowClosed(quits);
    if (m_signal != 0)
        opening.stop();
    return opening.takeOpened();
}

QString Application::libraryFile() const {
    return m_options.libraryFile.isEmpty() ? standardLibraryFile() : m_options.libraryFile;
}

base::Result<void> Application::handOver() {
    if (m_refused > 0 && m_options.links.isEmpty())
        return {}; // nothing the window could do
    return Services::handOver(libraryFile(), m_options.links);
}

// There is no window to say it in yet. True: m_options names another library to try.
bool Application::findAnother(const base::Error& error) {
    say(error.message);
    ui::applyTheme(ui::SettingsScreen::storedTheme(archive::standardSettingsFile()));
    ui::Refusal refusal(error.message,
                        {.library = libraryFile(),
                         .fresh = newLibraryFile(),
                         .again = error.kind == library::libraryLocked || error.kind == library::libraryFull});
    bool found = false;
    connect(&refusal, &ui::Refusal::libraryChosen, this, [this, &found](const QString& file) {
        found = true;
        m_chosen = !m_named && file != standardLibraryFile();
        m_options.libraryFile = file;
        QApplication::quit();
    });
    connect(&refusal, &QDialog::rejected, this, &QApplication::quit);
    const bool quits = QApplication::quitOnLastWindowClosed();
    QApplication::setQuitOnLastWindowClosed(false);
    refusal.show();
    QApplication::exec();
    QApplication::setQuitOnLastWindowClosed(quits);
    return found && m_signal == 0;
}

// As Settings does: both programs open it from now on. One named on the command line is for this time only.
void Application::rememberLibrary() const {
    if (m_chosen)
        QSettings(archive::standardSettingsFile(), QSettings::IniFormat)
            .setValue(archive::libraryFileKey, m_options.libraryFile);
}

void Application::showWindow() {
    const ui::Core core{.library = m_services->library(),
                        .pipeline = m_services->pipeline(),
                        .recorder = m_services->recorder(),
                        .credentials = m_services->credentials(),
                        .settingsFile = m_services->settingsFile(),
                        .serverProgram = commandLineProgram()};
    m_window = std::make_unique<ui::MainWindow>(core);
    connect(m_services.get(), &Services::linksHandedOver, m_window.get(), [this](const QStringList& links) {
        if (!links.isEmpty())
            m_window->archiveLinks(links);
        m_window->bringToFront();
    });
    m_window->show();
}

void Application::startArchiving() {
    archive::Pipeline& pipeline = m_services->pipeline();
    const QString settingsFile = m_services->settingsFile();
    connect(&pipeline, &archive::Pipeline::pausedChanged, this, [settingsFile](bool paused) {
        if (const auto saved = archive::savePaused(settingsFile, paused); !saved)
            say(saved.error().message);
    });
    QMetaObject::invokeMethod(&pipeline, [&pipeline, paused = archive::loadPaused(settingsFile)] {
        pipeline.setPaused(paused);
        pipeline.start();
    });
    if (!m_options.links.isEmpty())
        m_window->archiveLinks(m_options.links);
}

void Application::closeFor(int signalNumber) {
    m_signal = signalNumber;
    if (m_window)
        m_window->closeWithoutAsking();
    QApplication::quit();
}
