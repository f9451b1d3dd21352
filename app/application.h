#pragma once

#include "base/result.h"
#include "libraryopening.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>

class QApplication;
class Services;

namespace ui {
class MainWindow;
}

// What the command line of the window program said.
struct ApplicationOptions {
    QStringList links;
    QString libraryFile; // empty: the standard one
    bool verbose = false;
};

// The window program's root: services, the window over them, and what connects both to the desktop.
class Application : public QObject {
    Q_OBJECT

public:
    Application(QApplication& application, const ApplicationOptions& options);
    ~Application() override;

    // Opens the library and shows the window, or hands the links to the window that has the library open; returns the
    // program's exit status when it ends.
    int run();

private:
    void takeOutNoLinks();
    LibraryOpening::Opened openLibrary();
    QString libraryFile() const;
    base::Result<void> handOver();
    bool findAnother(const base::Error& error);
    void rememberLibrary() const;
    void translate();
    void showWindow();
    void startArchiving();
    void closeFor(int signalNumber);

    QApplication& m_application;
    ApplicationOptions m_options;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<ui::MainWindow> m_window;
    bool m_named;          // the library, on the command line
    bool m_chosen = false; // the library, by the person, instead of the one in Settings
    int m_signal = 0;
    qsizetype m_refused = 0; // arguments that are no links
};
