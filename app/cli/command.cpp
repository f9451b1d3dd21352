#include "cli/command.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

} // namespace

int worse(int one, int other) {
    static constexpr std::array order{int(WrongUsage),     int(Interrupted),     int(Terminated), int(HungUp),
                                      int(LibraryTrouble), int(ThresholdMissed), int(SomeFailed)};
    for (const int status : order) {
        if (one == status || other == status)
            return status;
    }
    return std::max(one, other);
}

int statusOf(const base::Error& error) {
    if (error.kind == wrongUsage)
        return WrongUsage;
    return error.kind.startsWith("library-") ? LibraryTrouble : SomeFailed;
}

base::Result<qint64> Arguments::number(const char* option, qint64 fallback, qint64 least, qint64 most) const {
    if (!has(option))
        return fallback;
    bool isNumber = false;
    const qint64 number = value(option).toLongLong(&isNumber);
    if (!isNumber || number < least || number > most)
        return base::Error{
            wrongUsage, Words::tr("--%1 takes a number from %2 to %3, not “%4”.")
                            .arg(QLatin1String(option), QString::number(least), QString::number(most), value(option))};
    return number;
}

Option jsonOption() {
    return {QStringLiteral("json"), {}, Words::tr("print JSON, one object a line")};
}

QList<Option> globalOptions() {
    return {
        {QStringLiteral("library"), QStringLiteral("FILE"), Words::tr("the library to use instead of your own one")},
        {QStringLiteral("verbose"), {}, Words::tr("say more on standard error")},
        {QStringLiteral("help"), {}, Words::tr("show this help")},
        {QStringLiteral("version"), {}, Words::tr("show the version")},
    };
}

} // namespace cli
