#include "bench/server/serve.h"

#include "base/descriptors.h"
#include "base/file.h"
#include "bench/server/server.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <csignal>

namespace bench::server {

namespace {

constexpr qint64 maxBody = 1'000'000'000;
constexpr std::chrono::milliseconds maxDelay = std::chrono::hours(1);

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

base::Error usage(const QString& message) {
    return {wrongUsage, message};
}

base::Result<void> readContent(const QHash<QString, QString>& given, Content& content) {
    const QString root = given.value(QStringLiteral("root"));
    if (!root.isEmpty() && !QFileInfo(root).isDir())
        return usage(Words::tr("%1 is not a folder.").arg(QDir::toNativeSeparators(root)));
    content.root = QFile::encodeName(root).toStdString();
    if (given.contains(QStringLiteral("body")) && given.contains(QStringLiteral("body-size")))
        return usage(Words::tr("Give --body or --body-size, not both."));
    if (given.contains(QStringLiteral("body"))) {
        const QString path = given.value(QStringLiteral("body"));
        const base::Result<QByteArray> bytes = base::readFile(path, maxBody);
        if (!bytes)
            return usage(bytes.error().message);
        content.body = bytes->toStdString();
        content.bodyType = mediaTypeOf(path.toStdString());
    } else if (given.contains(QStringLiteral("body-size"))) {
        bool isNumber = false;
        const qint64 size = given.value(QStringLiteral("body-size")).toLongLong(&isNumber);
        if (!isNumber || size < 0 || size > maxBody)
            return usage(Words::tr("--body-size wants a number of bytes, at most %1.").arg(maxBody));
        content.body = std::string(static_cast<std::size_t>(size), 'x');
    }
    return {};
}

} // namespace

base::Result<Delay> delayFromText(const QString& text) {
    static const QRegularExpression form(QStringLiteral("^([0-9]{1,7}):([0-9]{1,7})(ms|s)?$"));
    const QRegularExpressionMatch match = form.match(text);
    const std::chrono::milliseconds unit(match.captured(3) == QLatin1String("ms") ? 1 : 1'000);
    const Delay delay{match.captured(1).toInt() * unit, match.captured(2).toInt() * unit, unit};
    if (!match.hasMatch() || delay.minimum > delay.maximum || delay.maximum > maxDelay)
        return usage(Words::tr("%1 is no delay: write 0:3 for seconds or 0:3000ms, an hour at most.").arg(text));
    return delay;
}

QList<ServeOption> serveOptions() {
    return {
        {QStringLiteral("port"), QStringLiteral("N"), Words::tr("port to listen on (a free one)")},
        {QStringLiteral("address"), QStringLiteral("ADDRESS"), Words::tr("address to listen on (127.0.0.1)")},
        {QStringLiteral("root"), QStringLiteral("DIR"), Words::tr("serve the files of this folder")},
        {QStringLiteral("body"), QStringLiteral("FILE"), Words::tr("answer every path with this file")},
        {QStringLiteral("body-size"), QStringLiteral("N"), Words::tr("answer every path with so many bytes")},
        {QStringLiteral("delay"), QStringLiteral("MIN:MAX"),
         Words::tr("answer late: whole seconds (0:3) or milliseconds (0:3000ms)")},
        {QStringLiteral("seed"), QStringLiteral("N"),
         Words::tr("draw the same delays as every run with this seed (1)")},
    };
}

base::Result<Options> optionsOf(const QHash<QString, QString>& given) {
    Options options;
    options.keepLog = false;
    options.address = given.value(QStringLiteral("address"), QStringLiteral("127.0.0.1")).toStdString();
    bool isNumber = true;
    if (given.contains(QStringLiteral("port")))
        options.port = given.value(QStringLiteral("port")).toUShort(&isNumber);
    if (!isNumber)
        return usage(Words::tr("--port wants a number from 0 to 65535."));
    options.content.seed = given.value(QStringLiteral("seed"), QStringLiteral("1")).toULongLong(&isNumber);
    if (!isNumber)
        return usage(Words::tr("--seed wants a whole number."));
    if (given.contains(QStringLiteral("delay"))) {
        const base::Result<Delay> delay = delayFromText(given.value(QStringLiteral("delay")));
        if (!delay)
            return delay.error();
        options.content.delay = *delay;
    }
    if (const base::Result<void> content = readContent(given, options.content); !content)
        return content.error();
    return options;
}

base::Result<int> serve(const Options& options, const std::function<void(const QString& origin)>& listening) {
    base::raiseDescriptorLimit();
    // Blocked before any thread is made, so that they wait for sigwait() below.
    sigset_t ends;
    sigemptyset(&ends);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&ends, signal);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);

    Server server(options);
    if (const std::string failure = server.start(); !failure.empty())
        return base::Error{"listen", Words::tr("The server cannot listen: %1").arg(QString::fromStdString(failure))};
    listening(QString::fromStdString(server.origin()));
    int signal = 0;
    sigwait(&ends, &signal);
    server.stop();
    return signal;
}

} // namespace bench::server
