#include "bench/server/serve.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/librarycommand.h"

#include <QCoreApplication>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

QList<Option> options() {
    QList<Option> options;
    for (const bench::server::ServeOption& each : bench::server::serveOptions())
        options << Option{each.name, each.value, each.description, each.repeatable};
    return options;
}

int run(const Arguments& arguments, Console& console) {
    auto wanted = bench::server::optionsOf(arguments.options);
    if (!wanted)
        return explain(wanted.error(), console);
    const auto signal = bench::server::serve(*std::move(wanted), [&console](const QString& origin) {
        console.line(QString(origin % u'/'));
        console.flush();
    });
    return signal ? 128 + *signal : explain(signal.error(), console);
}

} // namespace

Command serveCommand() {
    return {.name = QStringLiteral("serve"),
            .operands = {},
            .summary =
                Words::tr("Serves a folder, one body, or answers that misbehave on command, on this machine.\n"
                          "Prints its address first. Without a body, a delay or a fault on the command line,\n"
                          "opening the address shows all that it does. Delays and faults are those of files and\n"
                          "bodies; what is drawn is the same for the same seed, in order of arrival."),
            .example = QStringLiteral("tidemark-cli serve --delay 0:3 --status 503:0.01\n"
                                      "  tidemark-cli serve --root folder --delay 0:3000ms"),
            .options = options(),
            .leastOperands = 0,
            .mostOperands = 0,
            .run = run};
}

} // namespace cli
