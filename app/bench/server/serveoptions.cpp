#include "bench/server/serve.h"

#include "base/file.h"
#include "bench/server/folder.h"
#include "bench/server/limits.h"
#include "bench/server/prose.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <cmath>

#include <unistd.h>

namespace bench::server {

namespace {

constexpr std::chrono::milliseconds maxDelay = std::chrono::hours(1);

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

base::Error usage(const QString& message) {
    return {wrongUsage, message};
}

struct Times {
    std::chrono::milliseconds first{};
    std::chrono::milliseconds second{};
    std::chrono::milliseconds unit{};
};

// "0:3" and "0:3s" are seconds, "0:3000ms" milliseconds.
std::optional<Times> timesOf(const QString& text) {
    static const QRegularExpression form(QStringLiteral("^([0-9]{1,7}):([0-9]{1,7})(ms|s)?$"));
    const QRegularExpressionMatch match = form.match(text);
    const std::chrono::milliseconds unit(match.captured(3) == QLatin1String("ms") ? 1 : 1'000);
    const Times times{match.captured(1).toInt() * unit, match.captured(2).toInt() * unit, unit};
    if (!match.hasMatch() || times.first > maxDelay || times.second > maxDelay)
        return std::nullopt;
    return times;
}

base::Result<double> shareOf(const QString& option, const QString& text) {
    bool isNumber = false;
    const double share = text.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(share) || share < 0 || share > 1)
        return usage(Words::tr("--%1 wants a share of the answers from 0 to 1, such as 0.01.").arg(option));
    return share;
}

base::Result<Faults::Status> statusOf(const QString& text) {
    const qsizetype colon = text.indexOf(u':');
    bool isNumber = false;
    const int code = text.left(colon).toInt(&isNumber);
    const auto share = shareOf(QStringLiteral("status"), text.mid(colon + 1));
    if (colon < 0 || !isNumber || code < 200 || code > 599 || !share)
        return usage(Words::tr("%1 is no status and share: write 503:0.01 for one answer in a hundred.").arg(text));
    return Faults::Status{code, *share};
}

using Given = QHash<QString, QStringList>;

base::Result<void> readFaults(const Given& given, Faults& faults) {
    double sum = 0;
    for (const QString& text : given.value(QStringLiteral("status"))) {
        const auto status = statusOf(text);
        if (!status)
            return status.error();
        faults.statuses.push_back(*status);
        sum += status->share;
    }
    const std::pair<QString, double*> others[]{{QStringLiteral("reset"), &faults.reset},
                                               {QStringLiteral("truncate"), &faults.truncate}};
    for (const auto& [option, share] : others) {
        if (!given.contains(option))
            continue;
        const auto read = shareOf(option, given[option].value(0));
        if (!read)
            return read.error();
        *share = *read;
        sum += *read;
    }
    if (sum > 1 + 1e-9)
        return usage(Words::tr("The shares of --status, --reset and --truncate are more than 1 together."));
    return {};
}

base::Result<void> readBody(const Given& given, Content& content) {
    const auto value = [&given](const char* option) { return given.value(QLatin1String(option)).value(0); };
    if (given.contains(QStringLiteral("body")) && given.contains(QStringLiteral("body-size")))
        return usage(Words::tr("Give --body or --body-size, not both."));
    if (!content.root.empty() &&
        (given.contains(QStringLiteral("body")) || given.contains(QStringLiteral("body-size"))))
        return usage(Words::tr("Give --root or a body (--body, --body-size), not both: a body answers every path."));
    if (given.contains(QStringLiteral("body"))) {
        const base::Result<QByteArray> bytes = base::readFile(value("body"), mostBodySize);
        if (!bytes)
            return usage(bytes.error().message);
        content.body = bytes->toStdString();
        content.bodyType = mediaTypeOf(value("body").toStdString());
        return {};
    }
    qint64 size = standardBodySize;
    if (given.contains(QStringLiteral("body-size"))) {
        bool isNumber = false;
        size = value("body-size").toLongLong(&isNumber);
        if (!isNumber || size < 0 || size > mostBodySize)
            return usage(Words::tr("--body-size wants a number of bytes, at most %1.").arg(mostBodySize));
    } else if (!content.root.empty()) {
        return {};
    }
    content.body = madeUpPage(static_cast<std::size_t>(size));
    return {};
}

base::Result<void> readContent(const Given& given, Content& content) {
    const QString root = given.value(QStringLiteral("root")).value(0);
    if (!root.isEmpty() && !QFileInfo(root).isDir())
        return usage(Words::tr("%1 is not a folder.").arg(QDir::toNativeSeparators(root)));
    content.root = QFile::encodeName(root).toStdString();
    if (given.contains(QStringLiteral("delay"))) {
        const base::Result<Delay> delay = delayFromText(given[QStringLiteral("delay")].value(0));
        if (!delay)
            return delay.error();
        content.delay = *delay;
    }
    if (const base::Result<void> faults = readFaults(given, content.faults); !faults)
        return faults.error();
    content.drip = given.contains(QStringLiteral("drip"));
    // The address alone says what the server can do, unless it was asked for a load.
    content.list = true;
    for (const char* load : {"body", "body-size", "delay", "status", "reset", "truncate", "close", "drip", "stall"})
        content.list = content.list && !given.contains(QLatin1String(load));
    return readBody(given, content);
}

} // namespace

base::Result<Delay> delayFromText(const QString& text) {
    const auto times = timesOf(text);
    if (!times || times->first > times->second)
        return usage(Words::tr("%1 is no delay: write 0:3 for seconds or 0:3000ms, an hour at most.").arg(text));
    return Delay{times->first, times->second, times->unit};
}

base::Result<Standstill> standstillFromText(const QString& text) {
    const auto times = timesOf(text);
    if (!times || times->first.count() == 0 || times->first >= times->second)
        return usage(Words::tr("%1 is no standstill: write 1:10 for a second every ten, or 50:1000ms.").arg(text));
    return Standstill{times->first, times->second};
}

QList<ServeOption> serveOptions() {
    return {
        {QStringLiteral("port"), QStringLiteral("N"), Words::tr("port to listen on (a free one)")},
        {QStringLiteral("address"), QStringLiteral("ADDRESS"), Words::tr("address to listen on (127.0.0.1)")},
        {QStringLiteral("root"), QStringLiteral("DIR"), Words::tr("serve the files of this folder")},
        {QStringLiteral("body"), QStringLiteral("FILE"), Words::tr("answer every path with this file")},
        {QStringLiteral("body-size"), QStringLiteral("N"),
         Words::tr("answer every path with a made-up page of so many bytes (450000)")},
        {QStringLiteral("delay"), QStringLiteral("MIN:MAX"),
         Words::tr("answer late: whole seconds (0:3) or milliseconds (0:3000ms), told in the header “delay”")},
        {QStringLiteral("seed"), QStringLiteral("N"),
         Words::tr("draw the same delays as every run with this seed (1)")},
        {QStringLiteral("access-log"), {}, Words::tr("write a line a request to standard error, in common log format")},
        {QStringLiteral("status"), QStringLiteral("CODE:SHARE"),
         Words::tr("answer this share of the requests with this status (503:0.01); may be given again"), true},
        {QStringLiteral("reset"), QStringLiteral("SHARE"),
         Words::tr("reset the connection instead of answering, for this share of the requests")},
        {QStringLiteral("truncate"), QStringLiteral("SHARE"),
         Words::tr("close the connection after half of the body, for this share of the requests")},
        {QStringLiteral("close"), {}, Words::tr("close the connection after each answer")},
        {QStringLiteral("drip"), {}, Words::tr("send each body in a hundred pieces within a second")},
        {QStringLiteral("stall"), QStringLiteral("LENGTH:EVERY"),
         Words::tr("do nothing at all for LENGTH, every EVERY: 1:10 is a second every ten, 50:1000ms milliseconds")},
    };
}

base::Result<Options> optionsOf(const Given& given) {
    const auto value = [&given](const char* option, const char* otherwise) {
        return given.value(QLatin1String(option)).value(0, QLatin1String(otherwise));
    };
    Options options;
    options.keepLog = false;
    options.address = value("address", "127.0.0.1").toStdString();
    bool isNumber = true;
    options.port = value("port", "0").toUShort(&isNumber);
    if (!isNumber)
        return usage(Words::tr("--port wants a number from 0 to 65535."));
    options.content.seed = value("seed", "1").toULongLong(&isNumber);
    if (!isNumber)
        return usage(Words::tr("--seed wants a whole number, 0 or more, not “%1”.").arg(value("seed", "")));
    options.closeAfterEach = given.contains(QStringLiteral("close"));
    if (given.contains(QStringLiteral("access-log")))
        options.accessLog = STDERR_FILENO;
    if (given.contains(QStringLiteral("stall"))) {
        const auto standstill = standstillFromText(given[QStringLiteral("stall")].value(0));
        if (!standstill)
            return standstill.error();
        options.standstill = *standstill;
    }
    if (const base::Result<void> content = readContent(given, options.content); !content)
        return content.error();
    return options;
}

} // namespace bench::server
