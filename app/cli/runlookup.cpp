#include "cli/runlookup.h"

#include "library/errors.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

constexpr char severalRuns[] = "several-runs"; // error kind

base::Error none(const QString& given, Which which) {
    return {library::notFound,
            which == Which::Kept
                ? Words::tr("There is no run “%1”: tidemark-cli runs lists them.").arg(given)
                : Words::tr("There is no deleted run “%1”: tidemark-cli runs list --deleted lists them.").arg(given)};
}

} // namespace

base::Result<library::Run> findRun(const library::Stores& stores, const QString& given, Which which) {
    bool isNumber = false;
    const library::RunId id = given.toLongLong(&isNumber);
    if (isNumber) {
        auto run = stores.runs.run(id);
        if (run && run->deletedAt.has_value() == (which == Which::Deleted))
            return run;
    }
    const auto runs = which == Which::Kept ? stores.runs.list() : stores.runs.deleted();
    if (!runs)
        return runs.error();
    QList<library::RunId> numbers;
    for (const library::Run& run : *runs) {
        if (run.name == given)
            numbers << run.id;
    }
    if (numbers.isEmpty())
        return none(given, which);
    QStringList words;
    std::sort(numbers.begin(), numbers.end());
    for (const library::RunId number : numbers)
        words << QString::number(number);
    if (numbers.size() > 1)
        return base::Error{severalRuns, Words::tr("There are several runs “%1”: say which one by its number: %2.")
                                            .arg(given, words.join(QLatin1String(", ")))};
    return stores.runs.run(numbers.first());
}

} // namespace cli
