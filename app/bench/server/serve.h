#pragma once

#include "base/result.h"
#include "bench/server/options.h"

#include <QStringList>

class QTextStream;

namespace bench::server {

inline constexpr char wrongUsage[] = "usage"; // error kind

// "0:3" draws whole seconds, "0:3000ms" whole milliseconds; an hour at most.
base::Result<Delay> delayFromText(const QString& text);

// `tidemark-cli serve [--port N] [--address A] [--root DIR] [--body FILE|--body-size N] [--delay MIN:MAX] [--seed N]`:
// prints where it listens as its first line and serves until SIGINT, SIGTERM or SIGHUP. `arguments` are those behind
// the command's name. Returns the exit status: 1 when it cannot listen, 2 for wrong usage, 128 + the signal otherwise.
int runServe(const QStringList& arguments, QTextStream& out, QTextStream& err);

} // namespace bench::server
