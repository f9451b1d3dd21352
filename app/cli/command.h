#pragma once

#include "base/result.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace cli {

class Console;

// How the program ends. Where several hold, the worse one counts: wrong usage, interruption, library, threshold,
// failure.
enum ExitStatus {
    AllWell = 0,
    SomeFailed = 1,
    WrongUsage = 2,
    LibraryTrouble = 3,
    ThresholdMissed = 4,
    HungUp = 129,
    Interrupted = 130,
    Terminated = 143,
};
int worse(int one, int other);
// 3 for every error of the library, 1 for what was asked for and is not there, and for all else.
int statusOf(const base::Error& error);

struct Option {
    QString name;  // "limit"
    QString value; // "N"; empty: the option takes none
    QString description;
    bool repeatable = false;
    bool mayBeEmpty = false; // an empty value says something: else it is none
};

// What was typed, taken apart.
struct Arguments {
    QStringList operands;
    QHash<QString, QStringList> options; // a value for each time it was given, empty texts for those that take none

    bool has(const char* option) const { return options.contains(QLatin1String(option)); }
    QString value(const char* option) const { return options.value(QLatin1String(option)).value(0); }
    // The number given for an option; `fallback` when it was not given.
    base::Result<qint64> number(const char* option, qint64 fallback, qint64 least, qint64 most) const;
};

struct Command {
    QString name;
    QString operands; // "PAGE", "[LINK…]"
    QString summary;  // one line
    QString example;  // lines of a shell
    QList<Option> options;
    int leastOperands = 0;
    int mostOperands = -1; // −1: any number
    int (*run)(const Arguments& arguments, Console& console) = nullptr;
};

Command archiveCommand();
Command listCommand();
Command searchCommand();
Command showCommand();
Command verifyCommand();
Command exportCommand();
Command importCommand();
Command serveCommand();
Command extractCommand();
Command benchCommand();
Command compareCommand();
Command runsCommand();
Command clientsCommand();
Command reExtractCommand();

inline constexpr char wrongUsage[] = "usage"; // error kind

Option jsonOption();
QString formatNames();         // of import and export
QList<Option> globalOptions(); // of every command: library, verbose, help, version

} // namespace cli
