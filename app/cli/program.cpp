#include "cli/program.h"

#include "cli/commandline.h"
#include "cli/console.h"

#include <QCoreApplication>
#include <QLoggingCategory>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

// Commands that read their own arguments know nothing of the options of every command.
QStringList withoutGlobal(QStringList typed) {
    typed.removeAll(QStringLiteral("--verbose"));
    const qsizetype at = typed.indexOf(QStringLiteral("--library"));
    if (at >= 0)
        typed.remove(at, std::min<qsizetype>(2, typed.size() - at));
    typed.removeIf([](const QString& word) { return word.startsWith(QLatin1String("--library=")); });
    return typed;
}

int dispatch(const Parsed& parsed, const QList<Command>& commands, Console& console) {
    const Arguments& arguments = parsed.arguments;
    if (parsed.command && parsed.command->isWhole && !parsed.whole.contains(QStringLiteral("--version")))
        return parsed.command->runWhole(withoutGlobal(parsed.whole), console);
    if (arguments.has("version") || (parsed.command && parsed.command->isWhole)) {
        console.text(QStringLiteral("tidemark-cli " TIDEMARK_VERSION "\n"));
        return AllWell;
    }
    if (arguments.has("help")) {
        console.text(parsed.command ? commandHelp(*parsed.command) : programHelp(commands));
        return AllWell;
    }
    return parsed.command->run(arguments, console);
}

} // namespace

int runProgram(const QStringList& typed) {
    Console console;
    const QList<Command> commands{archiveCommand(), listCommand(),   searchCommand(),  showCommand(), verifyCommand(),
                                  exportCommand(),  importCommand(), extractCommand(), serveCommand()};
    const auto parsed = parseCommandLine(typed, commands);
    if (!parsed) {
        console.message(parsed.error().message);
        return WrongUsage;
    }
    const bool verbose = parsed->arguments.has("verbose") || typed.contains(QStringLiteral("--verbose"));
    console.setVerbose(verbose);
    if (verbose)
        QLoggingCategory::setFilterRules(QStringLiteral("tidemark.*=true"));
    int status = dispatch(*parsed, commands, console);
    console.flush();
    if (console.failed()) {
        console.message(Words::tr("Standard output cannot be written to."));
        status = worse(status, SomeFailed);
    }
    return status;
}

} // namespace cli
