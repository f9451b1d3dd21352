#include "base/file.h"
#include "bench/loadexport.h"
#include "bench/storedrun.h"
#include "cli/benchrun.h"
#include "cli/console.h"
#include "cli/librarycommand.h"
#include "cli/pagejson.h"
#include "cli/resulttext.h"
#include "cli/runchanges.h"
#include "cli/runcomparison.h"
#include "cli/runlookup.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLocale>

namespace cli {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

base::Error usage(const QString& message) {
    return {wrongUsage, message};
}

QJsonObject json(const library::Run& run) {
    QJsonObject object = QJsonDocument::fromJson(run.summary).object();
    object[u"run"_s] = run.id;
    object[u"name"_s] = run.name;
    object[u"pinned"_s] = run.pinned;
    object[u"started_at"_s] = timeJson(run.startedAt);
    return object;
}

QStringList fieldsOf(const library::Run& run) {
    const QLocale locale;
    QStringList fields{QString::number(run.id), run.startedAt.toLocalTime().toString(Qt::ISODate), run.name};
    const auto summary = bench::summaryOf(run);
    if (summary)
        fields << (summary->stopped ? u"–"_s // no rate of a part
                                    : Words::tr("%1/min").arg(locale.toString(summary->perMinute, 'f', 0)))
               << Words::tr("%1 failed").arg(locale.toString(summary->failed)) << summary->verdict;
    if (summary && summary->stopped)
        fields << Words::tr("stopped early");
    if (run.pinned)
        fields << Words::tr("pinned");
    return fields;
}

base::Result<int> list(library::Stores& stores, const Arguments& arguments, Console& console) {
    const bool deleted = arguments.has("deleted");
    const auto runs = deleted ? stores.runs.deleted() : stores.runs.list();
    if (!runs)
        return runs.error();
    for (const library::Run& run : *runs) {
        if (arguments.has("json"))
            console.json(json(run));
        else
            console.fields(fieldsOf(run));
    }
    if (runs->isEmpty())
        console.message(deleted ? Words::tr("No deleted run can be brought back.")
                                : Words::tr("No run is kept: tidemark-cli bench … --save NAME keeps one."));
    return AllWell;
}

base::Result<bench::StoredRun> read(library::Stores& stores, const QString& given) {
    const auto run = findRun(stores, given);
    if (!run)
        return run.error();
    return bench::fromStore(*run);
}

base::Result<int> show(library::Stores& stores, const QString& given, bool asJson, Console& console) {
    const auto run = read(stores, given);
    if (!run)
        return run.error();
    if (asJson) {
        console.json(bench::resultToJson(run->result));
        return AllWell;
    }
    console.line(bench::quotableSentence(run->result));
    console.text(resultText(run->result));
    for (const QString& warning : run->result.warnings)
        console.line(warning);
    return AllWell;
}

base::Result<int> write(library::Stores& stores, const QString& given, const Arguments& arguments, Console& console) {
    const auto format = bench::runFormatFromName(arguments.value("format"));
    if (!format)
        return usage(Words::tr("--format takes json, csv, hgrm or report, not “%1”.").arg(arguments.value("format")));
    const auto run = read(stores, given);
    if (!run)
        return run.error();
    const QByteArray bytes = bench::exportRun(run->result, run->series, *format);
    const QString file = arguments.operands.value(2);
    if (file == "-"_L1) {
        console.bytes(bytes);
        return AllWell;
    }
    if (const auto written = base::writeFileAtomically(file, bytes); !written)
        return written.error();
    return AllWell;
}

base::Result<int> compare(library::Stores& stores, const QStringList& given, bool asJson, Console& console) {
    QList<ComparedRun> compared;
    for (const QString& each : given) {
        const auto run = findRun(stores, each);
        if (!run)
            return run.error();
        const auto stored = bench::fromStore(*run);
        if (!stored)
            return stored.error();
        compared.append({run->id, run->name, stored->result});
    }
    compareRuns(compared.at(0), compared.at(1), asJson, console);
    return AllWell;
}

base::Result<int> dispatch(library::Stores& stores, const Arguments& arguments, Console& console) {
    const QStringList& words = arguments.operands;
    if (words.isEmpty() || (words.first() == "list"_L1 && words.size() == 1))
        return list(stores, arguments, console);
    if (words.first() == "show"_L1 && words.size() == 2)
        return show(stores, words.at(1), arguments.has("json"), console);
    if (words.first() == "export"_L1 && words.size() == 3)
        return write(stores, words.at(1), arguments, console);
    if (words.first() == "compare"_L1 && words.size() == 3)
        return compare(stores, words.mid(1), arguments.has("json"), console);
    return usage(Words::tr("Write runs, runs show RUN, runs export RUN --format FORMAT FILE, or runs compare RUN RUN. "
                           "tidemark-cli runs --help tells all."));
}

// What is of no effect would be taken for done.
base::Result<void> checkOptions(const Arguments& arguments) {
    static const QHash<QString, QStringList> ofWord{{u"list"_s, {u"json"_s, u"deleted"_s}},
                                                    {u"show"_s, {u"json"_s}},
                                                    {u"compare"_s, {u"json"_s}},
                                                    {u"export"_s, {u"format"_s}}};
    const QString word = arguments.operands.value(0, u"list"_s);
    for (const char* option : {"deleted", "format", "json"}) {
        if (arguments.has(option) && !ofWord.value(word).contains(QLatin1String(option)))
            return usage(Words::tr("runs %1 takes no --%2: it has no meaning there.").arg(word, QLatin1String(option)));
    }
    return {};
}

int run(const Arguments& arguments, Console& console) {
    if (const auto checked = checkOptions(arguments); !checked)
        return explain(checked.error(), console);
    if (changesRuns(arguments.operands.value(0))) {
        const auto status = changeRuns(arguments.operands, arguments, console);
        return status ? *status : explain(status.error(), console);
    }
    return withLibrary(arguments, console,
                       [&](library::Stores& stores) { return dispatch(stores, arguments, console); });
}

} // namespace

Command runsCommand() {
    return {.name = u"runs"_s,
            .operands = u"[list | show RUN | export RUN FILE | compare RUN RUN | rename RUN NAME | pin RUN…\n"
                        "       | unpin RUN… | delete RUN… | restore RUN… | import FILE…]"_s,
            .summary =
                Words::tr("Lists the benchmark runs of the library, shows, compares, changes or exports them.\n"
                          "RUN is the number that the list prints, or the run's name where only one has it. What is\n"
                          "deleted can be restored for 30 days; compare tells how the second run differs from the\n"
                          "first; import brings in what bench --json or export --format json wrote."),
            .example = u"tidemark-cli runs export 3 --format report run.html\n  tidemark-cli runs compare 3 5"_s,
            .options = {{u"format"_s, u"FORMAT"_s, Words::tr("json, csv, hgrm or report (one HTML file)")},
                        {u"deleted"_s, {}, Words::tr("list those that were deleted and can be restored")},
                        jsonOption()},
            .leastOperands = 0,
            .mostOperands = -1,
            .run = run};
}

} // namespace cli
