#include "cli/console.h"
#include "cli/librarycommand.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

base::Result<int> verify(library::Stores& stores, bool json, Console& console) {
    const auto damages = library::verify(stores, [&](double share) {
        console.progress(Words::tr("Checked %1 %").arg(int(share * 100)));
        return true;
    });
    if (!damages)
        return damages.error();
    if (json) {
        QJsonArray list;
        for (const library::Damage& damage : *damages)
            list << QJsonObject{{QStringLiteral("what"), QString::fromLatin1(damage.what)},
                                {QStringLiteral("detail"), damage.detail}};
        console.json({{QStringLiteral("ok"), damages->isEmpty()}, {QStringLiteral("damage"), list}});
    } else {
        for (const library::Damage& damage : *damages)
            console.fields({QString::fromLatin1(damage.what), damage.detail});
    }
    console.message(
        damages->isEmpty()
            ? Words::tr("All is well.")
            : Words::tr("%n damaged thing(s) found. Pages that `show` still prints can be saved with `export`.",
                        nullptr, int(damages->size())));
    return damages->isEmpty() ? AllWell : LibraryTrouble;
}

int run(const Arguments& arguments, Console& console) {
    return withLibrary(arguments, console,
                       [&](library::Stores& stores) { return verify(stores, arguments.has("json"), console); });
}

} // namespace

Command verifyCommand() {
    return {.name = QStringLiteral("verify"),
            .operands = {},
            .summary = Words::tr("Checks every stored byte, every reference and the search index.\n"
                                 "Prints what is damaged; exit status 3 when anything is."),
            .example = QStringLiteral("tidemark-cli verify --library backup.tidemark"),
            .options = {jsonOption()},
            .leastOperands = 0,
            .mostOperands = 0,
            .run = run};
}

} // namespace cli
