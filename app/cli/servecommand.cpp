#include "bench/server/serve.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/extractcommand.h"

#include <QCoreApplication>
#include <QTextStream>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

using Run = int (*)(const QStringList&, QTextStream&, QTextStream&);

// Commands that live with what they are about, and write to streams of their own.
int runWith(Run run, const QStringList& arguments) {
    QTextStream out(stdout);
    QTextStream err(stderr);
    const int status = run(arguments, out, err);
    out.flush();
    return out.status() == QTextStream::Ok ? status : worse(status, SomeFailed);
}

Option valued(const char* name) {
    return {QString::fromLatin1(name), QStringLiteral("VALUE"), {}};
}

} // namespace

Command serveCommand() {
    return {
        .name = QStringLiteral("serve"),
        .operands = {},
        .summary = Words::tr("Serves a folder, one body, or answers that misbehave on command, on this machine."),
        .example = {},
        .options = {valued("port"), valued("address"), valued("root"), valued("body"), valued("body-size"),
                    valued("delay"), valued("seed")},
        .leastOperands = 0,
        .mostOperands = -1,
        .isWhole = true,
        .run = nullptr,
        .runWhole = [](const QStringList& arguments, Console&) { return runWith(bench::server::runServe, arguments); }};
}

Command extractCommand() {
    return {.name = QStringLiteral("extract"),
            .operands = QStringLiteral("FILE…"),
            .summary = Words::tr("Takes the readable article out of saved HTML pages, without a library."),
            .example = {},
            .options = {valued("link"), valued("batch"), valued("output")},
            .leastOperands = 0,
            .mostOperands = -1,
            .isWhole = true,
            .run = nullptr,
            .runWhole = [](const QStringList& arguments, Console&) { return runWith(runExtract, arguments); }};
}

} // namespace cli
