#pragma once

#include "base/result.h"
#include "bench/server/options.h"

#include <QHash>
#include <QList>
#include <QString>

#include <functional>

namespace bench::server {

inline constexpr char wrongUsage[] = "usage"; // error kind

// "0:3" draws whole seconds, "0:3000ms" whole milliseconds; an hour at most.
base::Result<Delay> delayFromText(const QString& text);

struct ServeOption {
    QString name;  // "port"
    QString value; // "N"
    QString description;
};
QList<ServeOption> serveOptions();

// What `tidemark-cli serve [--port N] [--address A] [--root DIR] [--body FILE|--body-size N] [--delay MIN:MAX] [--seed
// N]` asks for: `given` has the values by the options' names. Errors: wrongUsage.
base::Result<Options> optionsOf(const QHash<QString, QString>& given);

// Says where it listens and serves until SIGINT, SIGTERM or SIGHUP, which is returned. It blocks these in the calling
// thread: call it before there are others. Error "listen": the port is taken or not ours to take.
base::Result<int> serve(const Options& options, const std::function<void(const QString& origin)>& listening);

} // namespace bench::server
