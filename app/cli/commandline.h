#pragma once

#include "cli/command.h"

namespace cli {

// What a command line asks for. Options stand before or after the command; "--" ends them; "--name=value" and
// "--name value" are the same.
struct Parsed {
    const Command* command = nullptr; // none: only --help or --version was given
    Arguments arguments;
};
base::Result<Parsed> parseCommandLine(const QStringList& typed, const QList<Command>& commands);

QString programHelp(const QList<Command>& commands);
QString commandHelp(const Command& command);

// The candidate that was probably meant, empty when none is near (Damerau-Levenshtein, at most a third of the letters).
QString nearest(const QString& typed, const QStringList& candidates);

} // namespace cli
