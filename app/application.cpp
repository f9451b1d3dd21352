#include "application.h"

#include "archive/pipeline.h"
#include "formats/links.h"
#include "library/errors.h"
#include "services.h"
#include "signalwatcher.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QMessageBox>
#include <QTranslator>

#include <cstdio>

namespace {

// Exit statuses.
constexpr int linkRefused = 1;
constexpr int unusableLibrary = 3;

constexpr qsizetype mostQuoted = 200; // characters of what is no link

void say(const QString& sentence) {
    std::fprintf(stderr, "tidemark: %s\n", qPrintable(sentence));
}

} // namespace

Application::Application(QApplication& application, const ApplicationOptions& options)
    : m_application(application)
    , m_options(options) {
    translate();
    auto* signalWatcher = new SignalWatcher(this);
    connect(signalWatcher, &SignalWatcher::arrived, this, &Application::closeFor);
}

Application::~Application() = default;

void Application::translate() {
    const QLocale locale;
    auto* ours = new QTranslator(this);
    // English has a file too, for its plural forms: it serves every language that has none of its own.
    if (ours->load(locale, QStringLiteral("tidemark"), QStringLiteral("_"), QStringLiteral(":/i18n")) ||
        ours->load(QStringLiteral(":/i18n/tidemark_en")))
        m_application.installTranslator(ours);
    auto* qt = new QTranslator(this);
    if (qt->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                 QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        m_application.installTranslator(qt);
    m_application.setLayoutDirection(locale.textDirection());
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
    auto services = Services::open(
        {.libraryFile = m_options.libraryFile, .settingsFile = {}, .settings = {}, .takesLinks = true, .policy = {}});
    if (!services && services.error().kind == library::libraryLocked)
        return handOver();
    if (!services)
        return refuse(services.error());
    m_services = *std::move(services);
    showWindow();
    startArchiving();
    const int status = QApplication::exec();
    m_window.reset();
    m_services.reset(); // what runs waits on disk again
    return m_signal == 0 ? status : 128 + m_signal;
}

int Application::handOver() {
    if (m_refused > 0 && m_options.links.isEmpty())
        return linkRefused; // nothing the window could do
    const QString file = m_options.libraryFile.isEmpty() ? standardLibraryFile() : m_options.libraryFile;
    const auto handed = Services::handOver(file, m_options.links);
    if (handed)
        return m_refused > 0 ? linkRefused : 0;
    return refuse(handed.error());
}

// There is no window to say it in yet.
int Application::refuse(const base::Error& error) {
    say(error.message);
    auto* box = new QMessageBox(QMessageBox::Critical, QStringLiteral("Tidemark"), error.message, QMessageBox::Close);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->show();
    QApplication::exec();
    return unusableLibrary;
}

void Application::showWindow() {
    const ui::Core core{.library = m_services->library(),
                        .pipeline = m_services->pipeline(),
                        .recorder = m_services->recorder(),
                        .credentials = m_services->credentials(),
                        .settingsFile = m_services->settingsFile()};
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
