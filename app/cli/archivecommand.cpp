#include "archive/limits.h"
#include "cli/archiverun.h"
#include "cli/console.h"
#include "cli/librarycommand.h"
#include "cli/linklist.h"
#include "library/errors.h"
#include "services.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QUrl>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

base::Result<void> setProxy(archive::CaptureSettings& settings, const QString& proxy) {
    if (proxy == QLatin1String("none")) {
        settings.proxy = archive::CaptureSettings::Proxy::None;
        return {};
    }
    const QUrl url(proxy);
    const bool isProxy = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("socks5");
    if (!isProxy || url.host().isEmpty())
        return base::Error{wrongUsage, Words::tr("--proxy takes http://host:port, socks5://host:port or none.")};
    settings.proxy = archive::CaptureSettings::Proxy::Chosen;
    settings.proxyAddress = proxy;
    return {};
}

base::Result<archive::CaptureSettings> settingsOf(const Arguments& arguments) {
    archive::CaptureSettings settings = archive::CaptureSettings::load(archive::standardSettingsFile());
    const auto number = [&](const char* option, int& field, const base::Limit& limit, int unit) -> base::Result<void> {
        const auto given = arguments.number(option, field / unit, limit.minimum / unit, limit.maximum / unit);
        if (!given)
            return given.error();
        if (arguments.has(option))
            field = int(*given) * unit;
        return {};
    };
    for (const auto& result : {number("concurrency", settings.limit, archive::inFlightLimit, 1),
                               number("per-host", settings.hostLimit, archive::perHostLimit, 1),
                               number("timeout", settings.attemptTimeoutMs, archive::attemptLimit, 1000)}) {
        if (!result)
            return result.error();
    }
    if (arguments.has("no-assets"))
        settings.images = false;
    if (arguments.has("user-agent"))
        settings.userAgent = arguments.value("user-agent");
    if (arguments.has("proxy")) {
        if (const auto set = setProxy(settings, arguments.value("proxy")); !set)
            return set.error();
    }
    return settings;
}

// A link for the window's own parser, with what was cut off it: it goes over a socket of this user alone.
QString wholeLink(const formats::FoundLink& link) {
    if (link.user.isEmpty())
        return link.link;
    const auto encoded = [](const QString& text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    const qsizetype host = link.link.indexOf(QLatin1String("//")) + 2;
    return QString(link.link.left(host) % encoded(link.user) % u':' % encoded(link.password) % u'@' %
                   link.link.mid(host));
}

int handOver(const QString& file, const ArchiveOptions& options, Console& console) {
    qint64 handed = 0;
    base::Result<void> result;
    const auto give = [&](const QList<formats::FoundLink>& links) {
        QStringList texts;
        for (const formats::FoundLink& link : links)
            texts << wholeLink(link);
        result = Services::handOver(file, texts);
        handed += result ? texts.size() : 0;
        return bool(result);
    };
    give(options.links); // also with none: asks whether a window is there
    qint64 bad = 0;
    if (result && !options.from.isEmpty()) {
        const auto read = readLinks(options.from, [&](const QList<formats::FoundLink>& links) {
            for (qsizetype at = 0; at < links.size(); at += 500) {
                if (!give(links.mid(at, 500)))
                    return false;
            }
            return true;
        });
        if (!read)
            return explain(read.error(), console);
        tellWhatWasRead(options.from, *read, console);
        bad = read->badLines;
    }
    if (!result)
        return explain(result.error(), console);
    console.message(
        handed > 0 ? Words::tr("A window has this library open; it was handed %1 links and captures them.").arg(handed)
                   : Words::tr("A window has this library open and does what waits."));
    return bad > 0 ? SomeFailed : AllWell;
}

int archiveWith(Services& services, const ArchiveOptions& options, Console& console) {
    if (services.library().readOnly())
        return explain({library::libraryReadOnly, services.library().readOnlyReason()}, console);
    return ArchiveRun({services.library(), services.pipeline(), services.credentials()}, options, console).run();
}

int run(const Arguments& arguments, Console& console) {
    const auto settings = settingsOf(arguments);
    if (!settings)
        return explain(settings.error(), console);
    ArchiveOptions options;
    int status = AllWell;
    for (const QString& text : arguments.operands) {
        const auto link = formats::linkOf(text);
        if (link) {
            options.links << *link;
        } else {
            console.message(QString(text.left(200) % u": " % link.error().message));
            status = SomeFailed;
        }
    }
    options.from = arguments.value("from");
    options.retryFailed = arguments.has("retry-failed");
    options.ifKept = arguments.has("new-only") ? library::IfKept::Skip : library::IfKept::CaptureAgain;
    options.json = arguments.has("json");
    if (status != AllWell && options.everything())
        return status;
    if (!options.from.isEmpty() && options.from != QLatin1String("-") && !QFileInfo(options.from).isReadable())
        return worse(status, explain({"file-unreadable", Words::tr("%1 cannot be read.").arg(options.from)}, console));

    ServicesOptions wanted;
    wanted.libraryFile = arguments.value("library");
    wanted.settings = *settings;
    const auto services = Services::open(wanted);
    if (!services && services.error().kind == library::libraryLocked)
        return worse(status, handOver(libraryFile(arguments), options, console));
    if (!services)
        return worse(status, explain(services.error(), console));
    return worse(status, archiveWith(**services, options, console));
}

} // namespace

Command archiveCommand() {
    return {.name = QStringLiteral("archive"),
            .operands = QStringLiteral("[LINK…]"),
            .summary = Words::tr("Captures links into the library; without any, all that waits there.\n"
                                 "Prints an outcome for each link. What was interrupted goes on at the next call."),
            .example = QStringLiteral("tidemark-cli archive https://example.org/ --from links.txt --concurrency 16"),
            .options =
                {{QStringLiteral("from"), QStringLiteral("FILE"),
                  Words::tr("links from a text or bookmarks file, - for standard input")},
                 {QStringLiteral("concurrency"), QStringLiteral("N"), Words::tr("requests in flight, 1 to 256 (32)")},
                 {QStringLiteral("per-host"), QStringLiteral("N"), Words::tr("requests in flight to one host (6)")},
                 {QStringLiteral("no-assets"), {}, Words::tr("fetch no pictures")},
                 {QStringLiteral("new-only"), {}, Words::tr("pass over links that are kept already")},
                 {QStringLiteral("retry-failed"), {}, Words::tr("capture again what failed")},
                 {QStringLiteral("timeout"), QStringLiteral("S"), Words::tr("seconds that one attempt may take (120)")},
                 {QStringLiteral("user-agent"), QStringLiteral("TEXT"), Words::tr("what to say this program is")},
                 {QStringLiteral("proxy"), QStringLiteral("URL"),
                  Words::tr("http://host:port or socks5://host:port; none for no proxy")},
                 jsonOption()},
            .leastOperands = 0,
            .mostOperands = -1,
            .run = run};
}

} // namespace cli
