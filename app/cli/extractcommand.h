#pragma once

#include <QStringList>

class QTextStream;

namespace cli {

// `tidemark-cli extract FILE… [--link URL] [--explain] [--json]` and `extract --batch DIR --output FILE`: saved pages
// to articles, without a library. `arguments` are those behind the command's name. Returns the exit status: 0, 1 when
// a file could not be read or written, 2 for wrong usage.
int runExtract(const QStringList& arguments, QTextStream& out, QTextStream& err);

} // namespace cli
