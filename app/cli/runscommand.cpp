#include "base/file.h"
#include "bench/loadexport.h"
#include "bench/storedrun.h"
#include "cli/benchrun.h"
#include "cli/console.h"
#include "cli/librarycommand.h"
#include "cli/pagejson.h"

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

base::Result<int> list(library::Stores& stores, bool asJson, Console& console) {
    const auto runs = stores.runs.list();
    if (!runs)
        return runs.error();
    const QLocale locale;
    for (const library::Run& run : *runs) {
        if (asJson) {
            console.json(json(run));
            continue;
        }
        const auto summary = bench::summaryOf(run);
        QStringList fields{QString::number(run.id), run.startedAt.toLocalTime().toString(Qt::ISODate), run.name};
        if (summary)
            fields << Words::tr("%1/min").arg(locale.toString(summary->perMinute, 'f', 0))
                   << Words::tr("%1 failed").arg(locale.toString(summary->failed)) << summary->verdict;
        console.fields(fields);
    }
    if (runs->isEmpty())
        console.message(Words::tr("No run is kept: tidemark-cli bench … --save NAME keeps one."));
    return AllWell;
}

// RUN: the number that the list prints, or the name, of which the newest run is meant.
base::Result<library::Run> find(library::Stores& stores, const QString& given) {
    bool isNumber = false;
    const library::RunId id = given.toLongLong(&isNumber);
    if (isNumber) {
        auto run = stores.runs.run(id);
        if (run && !run->deletedAt)
            return run;
    }
    const auto runs = stores.runs.list();
    if (!runs)
        return runs.error();
    const library::Run* newest = nullptr;
    for (const library::Run& run : *runs) {
        if (run.name == given && (!newest || run.id > newest->id))
            newest = &run;
    }
    if (!newest)
        return base::Error{"not-found", Words::tr("There is no run “%1”: tidemark-cli runs lists them.").arg(given)};
    return stores.runs.run(newest->id);
}

base::Result<bench::StoredRun> read(library::Stores& stores, const QString& given) {
    const auto run = find(stores, given);
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

base::Result<int> dispatch(library::Stores& stores, const Arguments& arguments, Console& console) {
    const QStringList& words = arguments.operands;
    if (words.isEmpty())
        return list(stores, arguments.has("json"), console);
    if (words.first() == "show"_L1 && words.size() == 2)
        return show(stores, words.at(1), arguments.has("json"), console);
    if (words.first() == "export"_L1 && words.size() == 3)
        return write(stores, words.at(1), arguments, console);
    return usage(Words::tr("Write runs, runs show RUN, or runs export RUN --format FORMAT FILE."));
}

int run(const Arguments& arguments, Console& console) {
    return withLibrary(arguments, console,
                       [&](library::Stores& stores) { return dispatch(stores, arguments, console); });
}

} // namespace

Command runsCommand() {
    return {
        .name = u"runs"_s,
        .operands = u"[show RUN | export RUN FILE]"_s,
        .summary = Words::tr("Lists the benchmark runs of the library, shows one, or writes one to a file.\n"
                             "RUN is the number that the list prints, or the run's name."),
        .example = u"tidemark-cli runs export 3 --format report run.html"_s,
        .options = {{u"format"_s, u"FORMAT"_s, Words::tr("json, csv, hgrm or report (one HTML file)")}, jsonOption()},
        .leastOperands = 0,
        .mostOperands = 3,
        .run = run};
}

} // namespace cli
