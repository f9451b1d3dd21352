#include "archive/settings.h"
#include "cli/console.h"
#include "cli/librarycommand.h"
#include "cli/transferrun.h"

#include <QCoreApplication>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

int run(const Arguments& arguments, Console& console) {
    const auto settings = archive::CaptureSettings::load(archive::standardSettingsFile());
    formats::ImportOptions options;
    options.pictures = {settings.maxAssetBytes, settings.maxAssetsBytes};
    options.source = arguments.operands.first();
    if (arguments.has("format")) {
        options.format = formats::formatFromName(arguments.value("format"));
        if (!options.format)
            return explain({wrongUsage, Words::tr("There is no format “%1”. --format takes one of these: %2.")
                                            .arg(arguments.value("format"), formatNames())},
                           console);
    }
    // What cannot be imported makes no library.
    if (options.source != QLatin1String("-")) {
        if (const auto importer = formats::Importer::open(options); !importer)
            return explain(importer.error(), console);
    }
    const auto opened = openToWrite(arguments, console);
    if (!opened)
        return explain(opened.error(), console);
    return TransferRun(**opened, arguments, console).import(options);
}

} // namespace

Command importCommand() {
    return {.name = QStringLiteral("import"),
            .operands = QStringLiteral("SOURCE"),
            .summary =
                Words::tr("Takes cached articles, links or bookmarks into the library; fetches nothing.\n"
                          "SOURCE is a folder of cached articles, one entry of it, a file, or - for standard input.\n"
                          "Links and bookmarks wait until `archive` is called; those kept already are passed over."),
            .example = QStringLiteral("tidemark-cli import ~/articles"),
            .options = {{QStringLiteral("format"), QStringLiteral("FORMAT"),
                         Words::tr("%1 (without: found by what is there)").arg(formatNames())},
                        jsonOption()},
            .leastOperands = 1,
            .mostOperands = 1,
            .run = run};
}

} // namespace cli
