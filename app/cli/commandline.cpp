#include "cli/commandline.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

bool isOption(const QString& typed) {
    return typed.size() > 1 && typed.startsWith(u'-');
}

// "--limit=5" → "limit"; "-h" → "help".
QString nameOf(const QString& typed) {
    if (typed == QLatin1String("-h") || typed == QLatin1String("-?"))
        return QStringLiteral("help");
    if (typed == QLatin1String("-V"))
        return QStringLiteral("version");
    return typed.mid(typed.startsWith(QLatin1String("--")) ? 2 : 1).section(u'=', 0, 0);
}

const Option* find(const QList<Option>& options, const QString& name) {
    const auto found =
        std::find_if(options.begin(), options.end(), [&](const Option& option) { return option.name == name; });
    return found == options.end() ? nullptr : &*found;
}

base::Error usage(const QString& message) {
    return {wrongUsage, message};
}

QString hint(const QString& typed, const QStringList& candidates, const QString& otherwise) {
    const QString meant = nearest(typed, candidates);
    return meant.isEmpty() ? otherwise : Words::tr("Did you mean %1?").arg(meant);
}

// Where the command stands: the first word that is neither an option nor an option's value.
qsizetype commandAt(const QStringList& typed, const QList<Option>& known) {
    for (qsizetype i = 0; i < typed.size(); ++i) {
        if (typed[i] == QLatin1String("--"))
            return i + 1 < typed.size() ? i + 1 : -1;
        if (!isOption(typed[i]))
            return i;
        const Option* option = find(known, nameOf(typed[i]));
        if (option && !option->value.isEmpty() && !typed[i].contains(u'='))
            ++i;
    }
    return -1;
}

QStringList namesOf(const QList<Option>& options) {
    QStringList names;
    for (const Option& option : options)
        names << QString(QStringLiteral("--") % option.name);
    return names;
}

// "-storm" may be a word to leave out of a search, or a file of that name.
QString hintForDash(const QString& word, const QString& where) {
    return Words::tr("If it is not meant as an option, write -- before it: %1 -- %2").arg(where, word);
}

enum class Operands { None, Some };

base::Result<Arguments> parseOptions(const QStringList& typed, const QList<Option>& known, const QString& where,
                                     Operands operands) {
    Arguments arguments;
    bool optionsEnded = false;
    for (qsizetype i = 0; i < typed.size(); ++i) {
        const QString& word = typed[i];
        if (optionsEnded || !isOption(word)) {
            arguments.operands << word;
            continue;
        }
        if (word == QLatin1String("--")) {
            optionsEnded = true;
            continue;
        }
        const Option* option = find(known, nameOf(word));
        if (!option && operands == Operands::Some && !word.startsWith(QLatin1String("--")))
            return usage(Words::tr("There is no option %1. %2").arg(word, hintForDash(word, where)));
        if (!option)
            return usage(
                Words::tr("There is no option %1. %2")
                    .arg(word.section(u'=', 0, 0), hint(QString(QStringLiteral("--") % nameOf(word)), namesOf(known),
                                                        Words::tr("%1 --help lists those that are.").arg(where))));
        const qsizetype equals = word.indexOf(u'=');
        if (option->value.isEmpty()) {
            if (equals >= 0)
                return usage(Words::tr("--%1 takes no value.").arg(option->name));
            arguments.options[option->name] << QString();
        } else {
            const bool isNext = equals < 0 && i + 1 < typed.size() && !typed[i + 1].startsWith(QLatin1String("--"));
            const QString value = isNext ? typed[++i] : equals >= 0 ? word.mid(equals + 1) : QString();
            if ((equals < 0 && !isNext) || (value.isEmpty() && !option->mayBeEmpty))
                return usage(Words::tr("--%1 wants a value: --%1 %2").arg(option->name, option->value));
            arguments.options[option->name] << value;
        }
    }
    for (auto given = arguments.options.cbegin(); given != arguments.options.cend(); ++given) {
        const Option* option = find(known, given.key());
        if (given->size() > 1 && !option->value.isEmpty() && !option->repeatable)
            return usage(Words::tr("--%1 is given twice.").arg(given.key()));
    }
    return arguments;
}

QString optionLines(const QList<Option>& options) {
    QStringList heads;
    for (const Option& option : options)
        heads << QString(QStringLiteral("  --") % option.name %
                         (option.value.isEmpty() ? QString() : QString(u' ' % option.value)));
    qsizetype width = 0;
    for (const QString& head : heads)
        width = std::max(width, head.size());
    QString lines;
    for (qsizetype i = 0; i < options.size(); ++i)
        lines += QString(heads[i].leftJustified(width + 2) % options[i].description % u'\n');
    return lines;
}

} // namespace

base::Result<Parsed> parseCommandLine(const QStringList& typed, const QList<Command>& commands) {
    QList<Option> known = globalOptions();
    QStringList names;
    for (const Command& command : commands) {
        known += command.options;
        names << command.name;
    }
    Parsed parsed;
    const qsizetype at = commandAt(typed, known);
    if (at < 0) {
        auto arguments = parseOptions(typed, globalOptions(), QStringLiteral("tidemark-cli"), Operands::None);
        if (!arguments)
            return arguments.error();
        parsed.arguments = *std::move(arguments);
        if (parsed.arguments.has("help") || parsed.arguments.has("version"))
            return parsed;
        return usage(
            Words::tr("Say what to do: %1. tidemark-cli --help tells more.").arg(names.join(QLatin1String(", "))));
    }
    const auto command =
        std::find_if(commands.begin(), commands.end(), [&](const Command& one) { return one.name == typed[at]; });
    if (command == commands.end())
        return usage(
            Words::tr("There is no command “%1”. %2")
                .arg(typed[at], hint(typed[at], names, Words::tr("tidemark-cli --help lists those that are."))));
    parsed.command = &*command;
    QStringList rest = typed;
    rest.removeAt(at);
    const QString where = QString(QStringLiteral("tidemark-cli ") % command->name);
    auto arguments = parseOptions(rest, command->options + globalOptions(), where,
                                  command->mostOperands == 0 ? Operands::None : Operands::Some);
    if (!arguments)
        return arguments.error();
    parsed.arguments = *std::move(arguments);
    const qsizetype operands = parsed.arguments.operands.size();
    if (parsed.arguments.has("help") || parsed.arguments.has("version"))
        return parsed;
    if (operands < command->leastOperands)
        return usage(Words::tr("%1 wants %2. %1 --help tells more.").arg(where, command->operands));
    if (command->mostOperands >= 0 && operands > command->mostOperands)
        return usage(Words::tr("%1 takes no “%2”. %1 --help tells more.")
                         .arg(where, parsed.arguments.operands[command->mostOperands]));
    return parsed;
}

QString commandHelp(const Command& command) {
    return QString(Words::tr("Usage: tidemark-cli %1 [OPTIONS] %2").arg(command.name, command.operands) % u"\n\n" %
                   command.summary % u"\n\n" % Words::tr("Options:") % u'\n' %
                   optionLines(command.options + globalOptions()) % u'\n' % Words::tr("Example:") % u"\n  " %
                   command.example % u'\n');
}

QString programHelp(const QList<Command>& commands) {
    qsizetype width = 0;
    for (const Command& command : commands)
        width = std::max(width, command.name.size());
    QString lines;
    for (const Command& command : commands)
        lines += QString(u"  " % command.name.leftJustified(width + 2) % command.summary.section(u'\n', 0, 0) % u'\n');
    return QString(
        Words::tr("Usage: tidemark-cli COMMAND [OPTIONS] …\n\nArchives web pages into a library of yours and "
                  "reads them, without a window.") %
        u"\n\n" % Words::tr("Commands:") % u'\n' % lines % u'\n' % Words::tr("Options of every command:") % u'\n' %
        optionLines(globalOptions()) % u'\n' %
        Words::tr(
            "tidemark-cli COMMAND --help tells all about one command.\n\n"
            "Exit status: 0 all well, 1 some links or requests failed or something is not there, 2 wrong usage,\n"
            "3 the library cannot be used or is damaged, 4 bench missed a threshold, 129, 130 and 143 interrupted.") %
        u'\n');
}

QString nearest(const QString& typed, const QStringList& candidates) {
    if (typed.size() > 40)
        return {};
    QString best;
    int bestDistance = int(typed.size()) / 3 + 1;
    for (const QString& candidate : candidates) {
        const size_t columns = size_t(candidate.size()) + 1;
        std::vector<std::vector<int>> rows(size_t(typed.size()) + 1, std::vector<int>(columns, 0));
        for (size_t i = 0; i < rows.size(); ++i) {
            for (size_t j = 0; j < columns; ++j) {
                if (i == 0 || j == 0) {
                    rows[i][j] = int(i + j);
                    continue;
                }
                const auto a = qsizetype(i) - 1;
                const auto b = qsizetype(j) - 1;
                const bool same = typed[a] == candidate[b];
                rows[i][j] = std::min({rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (same ? 0 : 1)});
                if (i > 1 && j > 1 && typed[a] == candidate[b - 1] && typed[a - 1] == candidate[b])
                    rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
            }
        }
        if (rows.back().back() < bestDistance) {
            bestDistance = rows.back().back();
            best = candidate;
        }
    }
    return best;
}

} // namespace cli
