#pragma once

#include "base/result.h"
#include "bench/server/options.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>

namespace bench::server {

inline constexpr char wrongUsage[] = "usage"; // error kind

inline constexpr qint64 standardBodySize = 450'000; // bytes of the made-up page

// "0:3" draws whole seconds, "0:3000ms" whole milliseconds; an hour at most.
base::Result<Delay> delayFromText(const QString& text);
// LENGTH:EVERY in the same form.
base::Result<Standstill> standstillFromText(const QString& text);

struct ServeOption {
    QString name;  // "port"
    QString value; // "N"; empty: the option takes none
    QString description;
    bool repeatable = false;
};
QList<ServeOption> serveOptions();

// What `tidemark-cli serve` was asked for: `given` has the values by the options' names. Errors: wrongUsage.
base::Result<Options> optionsOf(const QHash<QString, QStringList>& given);

// Says where it listens and serves until SIGINT, SIGTERM or SIGHUP, which is returned; a SIGHUP that is ignored, as
// nohup wants it, stays so. It blocks these in the calling thread: call it before there are others. Errors: "listen",
// the port is taken or not ours to take; "access-log", it ended, but lines of it are missing.
base::Result<int> serve(Options options, const std::function<void(const QString& origin)>& listening);

} // namespace bench::server
