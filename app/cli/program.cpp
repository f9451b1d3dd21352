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

int dispatch(const Parsed& parsed, const QList<Command>& commands, Console& console) {
    const Arguments& arguments = parsed.arguments;
    if (arguments.has("version")) {
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
    const QList<Command> commands{archiveCommand(), listCommand(),   searchCommand(), showCommand(),
                                  verifyCommand(),  exportCommand(), importCommand(), extractCommand(),
                                  serveCommand(),   benchCommand(),  runsCommand(),   reExtractCommand(),
                                  clientsCommand(), compareCommand()};
    const auto parsed = parseCommandLine(typed, commands);
    if (!parsed) {
        console.message(parsed.error().message);
        return WrongUsage;
    }
    const bool verbose = parsed->arguments.has("verbose");
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
