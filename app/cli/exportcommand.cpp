#include "cli/console.h"
#include "cli/librarycommand.h"
#include "cli/transferrun.h"

#include <QCoreApplication>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

base::Result<formats::ExportOptions> optionsOf(const Arguments& arguments) {
    const auto format = formats::formatFromName(arguments.value("format"));
    if (!format && arguments.has("format"))
        return base::Error{wrongUsage, Words::tr("There is no format “%1”. --format takes one of these: %2.")
                                           .arg(arguments.value("format"), formatNames())};
    if (!format)
        return base::Error{wrongUsage,
                           Words::tr("Say in which format: --format takes one of these: %1.").arg(formatNames())};
    formats::ExportOptions options;
    options.format = *format;
    options.destination = arguments.operands.first();
    if (arguments.has("by-year") && *format != formats::Format::CachedArticles)
        return base::Error{wrongUsage, Words::tr("--by-year is for cached-articles.")};
    if (arguments.has("no-assets") && *format != formats::Format::CachedArticles)
        return base::Error{wrongUsage, Words::tr("--no-assets is for cached-articles.")};
    if (arguments.has("no-assets"))
        options.pictures = formats::Pictures::LeftOut;
    if (arguments.has("json") && options.destination == QLatin1String("-"))
        return base::Error{wrongUsage, Words::tr("Standard output cannot take both the export and --json.")};
    options.layout = arguments.has("by-year") ? formats::FolderLayout::ByYear : formats::FolderLayout::Flat;
    return options;
}

int run(const Arguments& arguments, Console& console) {
    const auto options = optionsOf(arguments);
    if (!options)
        return explain(options.error(), console);
    const auto opened = openToRead(arguments, console, true);
    if (!opened)
        return explain(opened.error(), console);
    return TransferRun(**opened, arguments, console).exportTo(*options);
}

} // namespace

QString formatNames() {
    QStringList names;
    for (const formats::Format format : formats::allFormats)
        names << QString::fromLatin1(formats::formatName(format));
    return names.join(QLatin1String(", "));
}

Command exportCommand() {
    return {.name = QStringLiteral("export"),
            .operands = QStringLiteral("DEST"),
            .summary = Words::tr("Writes the library's pages out, the current snapshot of each.\n"
                                 "DEST is a folder for cached-articles, else a file or - for standard output."),
            .example = QStringLiteral("tidemark-cli export --format cached-articles --by-year ~/articles"),
            .options = {{QStringLiteral("format"), QStringLiteral("FORMAT"), formatNames()},
                        {QStringLiteral("by-year"), {}, Words::tr("cached articles in a folder for each year")},
                        {QStringLiteral("no-assets"), {}, Words::tr("cached articles without their pictures")},
                        jsonOption()},
            .leastOperands = 1,
            .mostOperands = 1,
            .run = run};
}

} // namespace cli
