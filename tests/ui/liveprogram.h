#pragma once

#include "archive/pipeline.h"
#include "library/library.h"
#include "models/joblistmodel.h"
#include "services.h"
#include "tests/ui/stage.h"
#include "ui/mainwindow.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace stage {

// The whole program in the test's process, as application.cpp joins it: services with their threads, a window over
// them, all files in a temporary folder. Links are fetched from wherever they lead: loopback servers only.
class LiveProgram {
public:
    LiveProgram() {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS"); // no keychain of the machine's
        open();
    }

    void open() {
        auto services = Services::open({.libraryFile = path("library.tidemark"),
                                        .settingsFile = path("tidemark.ini"),
                                        .settings = {},
                                        .takesLinks = false,
                                        .policy = {}});
        if (!services)
            qFatal("%s", qPrintable(services.error().message));
        m_services = *std::move(services);
        m_window = std::make_unique<ui::MainWindow>(
            ui::Core{.library = m_services->library(),
                     .pipeline = m_services->pipeline(),
                     .recorder = m_services->recorder(),
                     .credentials = m_services->credentials(),
                     .settingsFile = m_services->settingsFile(),
                     .serverProgram = QStringLiteral(TIDEMARK_BIN_DIR "/tidemark-cli")});
        m_window->show();
        QMetaObject::invokeMethod(&m_services->pipeline(), &archive::Pipeline::start);
    }
    void close() {
        m_window.reset();
        m_services.reset();
    }

    ui::MainWindow& window() { return *m_window; }
    Services& services() { return *m_services; }
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    const library::JobCounts& counts() const { return m_window->findChild<models::JobListModel*>()->counts(); }

    template<typename Widget>
    Widget* find(const char* name) const {
        return stage::find<Widget>(*m_window, name);
    }

    // What the library answers to `read`, on one of its reading threads.
    template<typename Read>
    std::invoke_result_t<Read, library::Stores&> read(Read read) {
        using Answer = std::invoke_result_t<Read, library::Stores&>;
        std::optional<Answer> answer;
        QObject context;
        m_services->library().read(library::ReadLane::Reader, &context, std::move(read),
                                   [&answer](Answer done) { answer = std::move(done); });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 30'000))
            qFatal("the library does not answer");
        return *std::move(answer);
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace stage
