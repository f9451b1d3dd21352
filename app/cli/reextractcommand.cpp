#include "archive/choicewords.h"
#include "cli/console.h"
#include "cli/librarycommand.h"
#include "cli/pagejson.h"
#include "cli/reextractionrun.h"
#include "library/errors.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>

namespace cli {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

// What stands alone: each does something else than extracting again.
constexpr const char* others[] = {"undo", "choices", "forget"};

base::Result<void> check(const Arguments& arguments) {
    for (const char* other : others) {
        const bool alone = !arguments.has("all") && !arguments.has("dry-run") && arguments.operands.isEmpty() &&
                           std::none_of(std::begin(others), std::end(others), [&](const char* another) {
                               return another != other && arguments.has(another);
                           });
        if (arguments.has(other) && !alone)
            return base::Error{wrongUsage,
                               Words::tr("--%1 stands alone: no pages, --all, --dry-run or another of --undo, "
                                         "--choices and --forget with it.")
                                   .arg(QLatin1String(other))};
    }
    if (arguments.has("all") && !arguments.operands.isEmpty())
        return base::Error{wrongUsage, Words::tr("Name pages, or write --all for every page of the library.")};
    return {};
}

// A library that is not there is said, not made: there is nothing in it to change.
base::Result<std::unique_ptr<library::Library>> openToChange(const Arguments& arguments, Console& console,
                                                             bool threads) {
    return QFileInfo::exists(libraryFile(arguments)) ? openToWrite(arguments, console, threads)
                                                     : openToRead(arguments, console, threads);
}

int listChoices(const Arguments& arguments, Console& console) {
    return withLibrary(arguments, console, [&](library::Stores& stores) -> base::Result<int> {
        const auto choices = stores.choices.all();
        if (!choices)
            return choices.error();
        if (choices->isEmpty())
            console.message(Words::tr("Nothing is remembered for any site."));
        for (const library::SiteChoice& choice : *choices) {
            if (arguments.has("json"))
                console.json({{u"site"_s, choice.site},
                              {u"choice"_s, QJsonDocument::fromJson(choice.json).object()},
                              {u"chosen_at"_s, timeJson(choice.chosenAt)},
                              {u"pages"_s, choice.pages}});
            else
                console.fields({choice.site, archive::choiceWords(article::overrideFromJson(choice.json)),
                                Words::tr("%Ln page(s)", nullptr, static_cast<int>(choice.pages))});
        }
        return AllWell;
    });
}

int forget(const Arguments& arguments, Console& console) {
    const auto opened = openToChange(arguments, console, false);
    if (!opened)
        return explain(opened.error(), console);
    int status = AllWell;
    for (const QString& site : arguments.options.value(u"forget"_s)) {
        const auto forgotten = (*opened)->here().choices.forget(site);
        if (!forgotten)
            return explain(forgotten.error(), console);
        console.message(*forgotten ? Words::tr("Nothing is remembered for %1 any more. `re-extract` makes its pages "
                                               "as Tidemark chooses.")
                                         .arg(site)
                                   : Words::tr("Nothing was remembered for %1; --choices lists all sites.").arg(site));
        status = worse(status, *forgotten ? AllWell : SomeFailed);
    }
    return status;
}

// The pages named; what is not there is said and passed over.
base::Result<QList<library::PageId>> pagesOf(library::Library& library, const QStringList& operands, Console& console,
                                             int& status) {
    QList<library::PageId> pages;
    for (const QString& operand : operands) {
        const auto page = findPage(library.here(), operand);
        if (page)
            pages << *page;
        else if (page.error().kind == library::notFound)
            status = worse(status, explain(page.error(), console));
        else
            return page.error();
    }
    return pages;
}

int extract(const Arguments& arguments, Console& console) {
    archive::ReExtractionOrder order;
    order.all = arguments.has("all");
    order.dryRun = arguments.has("dry-run");
    const auto opened = order.dryRun ? openToRead(arguments, console, true) : openToChange(arguments, console, true);
    if (!opened)
        return explain(opened.error(), console);
    int status = AllWell;
    if (!arguments.operands.isEmpty()) {
        const auto pages = pagesOf(**opened, arguments.operands, console, status);
        if (!pages)
            return explain(pages.error(), console);
        if (pages->isEmpty())
            return status;
        order.pages = *pages;
    }
    return worse(status, ReExtractionRun(**opened, arguments, console).extract(order));
}

int undo(const Arguments& arguments, Console& console) {
    const auto opened = openToChange(arguments, console, true);
    if (!opened)
        return explain(opened.error(), console);
    return ReExtractionRun(**opened, arguments, console).undo();
}

int run(const Arguments& arguments, Console& console) {
    if (const auto checked = check(arguments); !checked)
        return explain(checked.error(), console);
    if (arguments.has("choices"))
        return listChoices(arguments, console);
    if (arguments.has("forget"))
        return forget(arguments, console);
    return arguments.has("undo") ? undo(arguments, console) : extract(arguments, console);
}

} // namespace

Command reExtractCommand() {
    return {.name = u"re-extract"_s,
            .operands = u"[PAGE…]"_s,
            .summary = Words::tr("Makes the articles again from the pages' bytes that were kept; fetches nothing.\n"
                                 "Without PAGE: those made by an older extractor, or otherwise than is remembered for "
                                 "their site."),
            .example = u"tidemark-cli re-extract --dry-run\n  tidemark-cli re-extract https://example.org/post"_s,
            .options = {{u"all"_s, {}, Words::tr("every page of the library")},
                        {u"dry-run"_s, {}, Words::tr("count what would change, write nothing")},
                        {u"undo"_s, {}, Words::tr("put back what the last time changed")},
                        {u"choices"_s, {}, Words::tr("list what is remembered for sites")},
                        {u"forget"_s, u"SITE"_s, Words::tr("remember nothing for the site any more"), true},
                        jsonOption()},
            .leastOperands = 0,
            .mostOperands = -1,
            .run = run};
}

} // namespace cli
