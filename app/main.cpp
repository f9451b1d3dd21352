#include "application.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QLoggingCategory>

#include <cstdio>
#include <cstdlib>
#include <variant>

namespace {

constexpr int wrongUsage = 2; // exit status, also where there is no display

bool hasDisplay() {
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

int explainNoDisplay() {
    std::fputs("tidemark: there is no display, so the window cannot open. Set DISPLAY or WAYLAND_DISPLAY, or use the\n"
               "command line program, which does the same without one: tidemark-cli archive LINK…\n",
               stderr);
    return wrongUsage;
}

// Qt ends the program when the display that is named cannot be reached. Say it in our words, without a core dump.
void explainFatal(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    if (type == QtFatalMsg)
        std::_Exit(explainNoDisplay());
    std::fprintf(stderr, "%s\n", qPrintable(qFormatLogMessage(type, context, message)));
}

// The options, or the exit status of a program that has nothing more to do.
std::variant<ApplicationOptions, int> readCommandLine(int argc, char** argv) {
    const QCoreApplication core(argc, argv); // only to read the arguments; needs no display
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Archives web pages into a library of yours and shows them, offline.\n"
                                            "Without a display use tidemark-cli."));
    const QCommandLineOption library({QStringLiteral("library")},
                                     QCoreApplication::translate("main", "The library to open."),
                                     QStringLiteral("FILE"));
    const QCommandLineOption verbose({QStringLiteral("verbose")},
                                     QCoreApplication::translate("main", "Say more on standard error."));
    parser.addOptions({library, verbose});
    // Not addHelpOption(): that would add --help-all too, which lists options this program does not take.
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")},
                                  QCoreApplication::translate("main", "Show this help."));
    parser.addOption(help);
    const QCommandLineOption version = parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("LINK"), QCoreApplication::translate("main", "Links to archive."),
                                 QStringLiteral("[LINK…]"));
    QStringList arguments = QCoreApplication::arguments();
    arguments.removeAll(QStringLiteral("-reverse")); // QApplication's own: lays the window out the other way round
    if (!parser.parse(arguments)) {
        std::fprintf(stderr, "tidemark: %s\n", qPrintable(parser.errorText()));
        return wrongUsage;
    }
    if (parser.isSet(help)) {
        std::fputs(qPrintable(parser.helpText()), stdout);
        return 0;
    }
    if (parser.isSet(version)) {
        std::puts("tidemark " TIDEMARK_VERSION);
        return 0;
    }
    return ApplicationOptions{
        .links = parser.positionalArguments(), .libraryFile = parser.value(library), .verbose = parser.isSet(verbose)};
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication::setApplicationName(QStringLiteral("tidemark"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TIDEMARK_VERSION));
    const auto read = readCommandLine(argc, argv);
    if (const int* status = std::get_if<int>(&read))
        return *status;
    const ApplicationOptions& options = std::get<ApplicationOptions>(read);
    if (options.verbose)
        QLoggingCategory::setFilterRules(QStringLiteral("tidemark.*=true"));
    if (!hasDisplay())
        return explainNoDisplay();

    const QtMessageHandler standard = qInstallMessageHandler(explainFatal);
    QApplication application(argc, argv);
    qInstallMessageHandler(standard);
    QApplication::setApplicationDisplayName(QStringLiteral("Tidemark"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/tidemark.svg")));
    QApplication::setDesktopFileName(QStringLiteral("io.github.tidemark.Tidemark"));
    Application program(application, options);
    return program.run();
}
