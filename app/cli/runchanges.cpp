#include "cli/runchanges.h"

#include "base/file.h"
#include "bench/storedrun.h"
#include "cli/console.h"
#include "cli/librarycommand.h"
#include "cli/runlookup.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

namespace cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostRunBytes = 64 * 1024 * 1024;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

struct Change {
    QLatin1String word;
    qsizetype least; // operands
    qsizetype most;  // −1: any number
    base::Result<void> (*apply)(library::Stores& stores, const QStringList& given, Console& console);
};

base::Result<QList<library::RunId>> numbersOf(const library::Stores& stores, const QStringList& given, Which which) {
    QList<library::RunId> numbers;
    for (const QString& each : given) {
        const auto run = findRun(stores, each, which);
        if (!run)
            return run.error();
        numbers << run->id;
    }
    return numbers;
}

base::Result<void> rename(library::Stores& stores, const QStringList& given, Console&) {
    const auto run = findRun(stores, given.at(0));
    if (!run)
        return run.error();
    const QString name = given.at(1).trimmed();
    if (name.isEmpty())
        return base::Error{wrongUsage, Words::tr("A run wants a name.")};
    return stores.runs.rename(run->id, name);
}

template<bool pinned>
base::Result<void> pin(library::Stores& stores, const QStringList& given, Console&) {
    const auto numbers = numbersOf(stores, given, Which::Kept);
    if (!numbers)
        return numbers.error();
    for (const library::RunId number : *numbers) {
        if (const auto set = stores.runs.setPinned(number, pinned); !set)
            return set;
    }
    return {};
}

base::Result<void> remove(library::Stores& stores, const QStringList& given, Console& console) {
    const auto numbers = numbersOf(stores, given, Which::Kept);
    if (!numbers)
        return numbers.error();
    const auto removed = stores.runs.remove(*numbers, QDateTime::currentDateTimeUtc());
    if (!removed)
        return removed;
    QStringList words;
    for (const library::RunId number : *numbers)
        words << QString::number(number);
    console.message(Words::tr("Deleted. This brings it back: tidemark-cli runs restore %1").arg(words.join(u' ')));
    return {};
}

base::Result<void> restore(library::Stores& stores, const QStringList& given, Console&) {
    const auto numbers = numbersOf(stores, given, Which::Deleted);
    return numbers ? stores.runs.restore(*numbers) : base::Result<void>(numbers.error());
}

// The summary is not looked at: one version of Tidemark tells more in it than another.
base::Result<std::optional<library::RunId>> sameAs(const library::Run& run, const library::Stores& stores) {
    const auto kept = stores.runs.list();
    if (!kept)
        return kept.error();
    for (const library::Run& each : *kept) {
        if (each.startedAt != run.startedAt)
            continue;
        const auto whole = stores.runs.run(each.id);
        if (!whole)
            return whole.error();
        if (whole->histogram == run.histogram && whole->ticks == run.ticks)
            return std::optional(each.id);
    }
    return std::optional<library::RunId>();
}

// The run of one file; the number of the one that is the same, where it is kept already.
base::Result<void> bringIn(library::Stores& stores, const QString& file, Console& console) {
    const auto bytes = base::readFile(file, mostRunBytes);
    if (!bytes)
        return bytes.error();
    const auto run = bench::runFromJson(QJsonDocument::fromJson(*bytes).object());
    if (!run)
        return base::Error{
            run.error().kind,
            Words::tr("%1 cannot be brought in: %2 runs import takes what bench --json FILE and runs export "
                      "--format json write, and the file of a run that the library did not take.")
                .arg(QDir::toNativeSeparators(file), run.error().message)};
    const auto same = sameAs(*run, stores);
    if (!same)
        return same.error();
    if (*same) {
        console.message(
            Words::tr("%1 is kept already, as run %2.").arg(QDir::toNativeSeparators(file), QString::number(**same)));
        return {};
    }
    const auto added = stores.runs.add(*run);
    if (!added)
        return added.error();
    console.fields({QString::number(*added), run->name});
    return {};
}

base::Result<void> import(library::Stores& stores, const QStringList& given, Console& console) {
    for (const QString& file : given) {
        if (const auto done = bringIn(stores, file, console); !done)
            return done;
    }
    return {};
}

const QList<Change>& changes() {
    static const QList<Change> all{{"rename"_L1, 2, 2, rename},     {"pin"_L1, 1, -1, pin<true>},
                                   {"unpin"_L1, 1, -1, pin<false>}, {"delete"_L1, 1, -1, remove},
                                   {"restore"_L1, 1, -1, restore},  {"import"_L1, 1, -1, import}};
    return all;
}

const Change* changeOf(const QString& word) {
    for (const Change& change : changes()) {
        if (change.word == word)
            return &change;
    }
    return nullptr;
}

} // namespace

bool changesRuns(const QString& word) {
    return changeOf(word) != nullptr;
}

base::Result<int> changeRuns(const QStringList& words, const Arguments& arguments, Console& console) {
    const Change* change = changeOf(words.first());
    const QStringList given = words.mid(1);
    if (given.size() < change->least || (change->most >= 0 && given.size() > change->most))
        return base::Error{wrongUsage, change->least == 2 ? Words::tr("Write runs rename RUN NAME.")
                                                          : Words::tr("Write runs %1, then which.").arg(words.first())};
    if (words.first() != "import"_L1 && !QFileInfo::exists(libraryFile(arguments))) { // opening it would make one
        const auto missing = openToRead(arguments, console, false);
        if (!missing)
            return missing.error();
    }
    const auto opened = openToWrite(arguments, console, false);
    if (!opened)
        return opened.error();
    const auto done = change->apply((*opened)->here(), given, console);
    return done ? base::Result<int>(int(AllWell)) : base::Result<int>(done.error());
}

} // namespace cli
