#include "bench/server/serve.h"

#include "base/descriptors.h"
#include "base/file.h"
#include "bench/server/server.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTextStream>

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

void describe(QCommandLineParser& parser) {
    parser.setApplicationDescription(Words::tr(
        "Serves a folder, one body, or answers that misbehave on command, to try clients on. Open its address "
        "to see all that it does."));
    parser.addOptions({
        {QStringLiteral("port"), Words::tr("port to listen on; a free one without this"), QStringLiteral("N")},
        {QStringLiteral("address"), Words::tr("address to listen on (127.0.0.1)"), QStringLiteral("ADDRESS"),
         QStringLiteral("127.0.0.1")},
        {QStringLiteral("root"), Words::tr("serve the files of this folder"), QStringLiteral("DIR")},
        {QStringLiteral("body"), Words::tr("answer every path with this file"), QStringLiteral("FILE")},
        {QStringLiteral("body-size"), Words::tr("answer every path with so many bytes"), QStringLiteral("N")},
        {QStringLiteral("delay"), Words::tr("answer late: whole seconds (0:3) or milliseconds (0:3000ms)"),
         QStringLiteral("MIN:MAX")},
        {QStringLiteral("seed"), Words::tr("draw the same delays as every run with this seed"), QStringLiteral("N"),
         QStringLiteral("1")},
    });
}

base::Result<void> readContent(const QCommandLineParser& parser, Content& content) {
    const QString root = parser.value(QStringLiteral("root"));
    if (!root.isEmpty() && !QFileInfo(root).isDir())
        return usage(Words::tr("%1 is not a folder.").arg(QDir::toNativeSeparators(root)));
    content.root = QFile::encodeName(root).toStdString();
    if (parser.isSet(QStringLiteral("body")) && parser.isSet(QStringLiteral("body-size")))
        return usage(Words::tr("Give --body or --body-size, not both."));
    if (parser.isSet(QStringLiteral("body"))) {
        const QString path = parser.value(QStringLiteral("body"));
        const base::Result<QByteArray> bytes = base::readFile(path, maxBody);
        if (!bytes)
            return usage(bytes.error().message);
        content.body = bytes->toStdString();
        content.bodyType = mediaTypeOf(path.toStdString());
    } else if (parser.isSet(QStringLiteral("body-size"))) {
        bool isNumber = false;
        const qint64 size = parser.value(QStringLiteral("body-size")).toLongLong(&isNumber);
        if (!isNumber || size < 0 || size > maxBody)
            return usage(Words::tr("--body-size wants a number of bytes, at most %1.").arg(maxBody));
        content.body = std::string(static_cast<std::size_t>(size), 'x');
    }
    return {};
}

base::Result<Options> optionsOf(const QCommandLineParser& parser) {
    if (!parser.positionalArguments().isEmpty())
        return usage(Words::tr("serve takes no %1.").arg(parser.positionalArguments().constFirst()));
    Options options;
    options.keepLog = false;
    options.address = parser.value(QStringLiteral("address")).toStdString();
    bool isNumber = true;
    if (parser.isSet(QStringLiteral("port")))
        options.port = parser.value(QStringLiteral("port")).toUShort(&isNumber);
    if (!isNumber)
        return usage(Words::tr("--port wants a number from 0 to 65535."));
    options.content.seed = parser.value(QStringLiteral("seed")).toULongLong(&isNumber);
    if (!isNumber)
        return usage(Words::tr("--seed wants a whole number."));
    if (parser.isSet(QStringLiteral("delay"))) {
        const base::Result<Delay> delay = delayFromText(parser.value(QStringLiteral("delay")));
        if (!delay)
            return delay.error();
        options.content.delay = *delay;
    }
    if (const base::Result<void> content = readContent(parser, options.content); !content)
        return content.error();
    return options;
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

int runServe(const QStringList& arguments, QTextStream& out, QTextStream& err) {
    QCommandLineParser parser;
    describe(parser);
    const QCommandLineOption help = parser.addHelpOption();
    if (!parser.parse(QStringList{QStringLiteral("tidemark-cli serve")} + arguments)) {
        err << parser.errorText() << '\n';
        return 2;
    }
    if (parser.isSet(help)) {
        out << parser.helpText();
        return 0;
    }
    const base::Result<Options> options = optionsOf(parser);
    if (!options) {
        err << options.error().message << '\n';
        return 2;
    }
    base::raiseDescriptorLimit();
    // Blocked before any thread is made, so that they wait for sigwait() below.
    sigset_t ends;
    sigemptyset(&ends);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&ends, signal);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);

    Server server(*options);
    if (const std::string failure = server.start(); !failure.empty()) {
        err << Words::tr("The server cannot listen: %1").arg(QString::fromStdString(failure)) << '\n';
        return 1;
    }
    out << QString::fromStdString(server.origin()) << "/\n";
    out.flush();
    int signal = 0;
    sigwait(&ends, &signal);
    server.stop();
    return 128 + signal;
}

} // namespace bench::server
