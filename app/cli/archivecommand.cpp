#include "archive/limits.h"
#include "cli/archiveoutcomes.h"
#include "cli/archiverun.h"
#include "cli/console.h"
#include "cli/handoverrun.h"
#include "cli/librarycommand.h"
#include "cli/linkfeed.h"
#include "cli/linklist.h"
#include "library/errors.h"
#include "net/handover.h"
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

int archiveWith(Services& services, LinkFeed& feed, const ArchiveOptions& options, ArchiveOutcomes& outcomes,
                Console& console) {
    if (services.library().readOnly())
        return explain({library::libraryReadOnly, services.library().readOnlyReason()}, console);
    return ArchiveRun({services.library(), services.pipeline(), services.credentials()}, feed, options, outcomes,
                      console)
        .run();
}

// A window has the library open, or `locked` says who else. Should the window end meanwhile, the work is done here.
int archiveInWindow(const ServicesOptions& wanted, HandoverRun::Waits waits, const base::Error& locked, LinkFeed& feed,
                    const ArchiveOptions& options, ArchiveOutcomes& outcomes, Console& console) {
    std::unique_ptr<Services> services;
    const auto takeOver = [&]() -> base::Result<void> {
        auto opened = Services::open(wanted);
        if (!opened)
            return opened.error();
        services = *std::move(opened);
        return {};
    };
    HandoverRun handover(wanted.libraryFile, feed, options, outcomes, console, takeOver);
    const auto ended = handover.run(waits);
    if (!ended)
        return worse(LibraryTrouble,
                     explain(ended.error().kind == net::handoverNobody ? locked : ended.error(), console));
    if (*ended == HandoverRun::End::TakenOver)
        return archiveWith(*services, feed, handover.rest(), outcomes, console);
    return outcomes.status();
}

// They hold for a run of its own; a window has settings of its own.
void tellWhatDoesNotCount(const Arguments& arguments, Console& console) {
    QStringList given;
    for (const char* option : {"concurrency", "per-host", "no-assets", "timeout", "user-agent", "proxy"}) {
        if (arguments.has(option))
            given << QString(QStringLiteral("--") % QLatin1String(option));
    }
    if (!given.isEmpty())
        console.message(Words::tr("The window captures as its own Settings say; not heeded: %1.")
                            .arg(given.join(QLatin1String(", "))));
}

QString whyNoLink(const QString& text, const base::Error& error) {
    const bool isFile =
        (error.kind == formats::notALink || error.kind == formats::noScheme) && QFileInfo(text).isFile();
    return isFile ? Words::tr("This is a file, not a link. Give a file of links with --from %1").arg(text)
                  : error.message;
}

int run(const Arguments& arguments, Console& console) {
    const auto settings = settingsOf(arguments);
    if (!settings)
        return explain(settings.error(), console);
    ArchiveOptions options;
    qint64 refused = 0;
    for (const QString& text : arguments.operands) {
        const auto link = formats::linkOf(text);
        if (link) {
            options.links << *link;
        } else {
            console.message(QString(text.left(200) % u": " % whyNoLink(text, link.error())));
            ++refused;
        }
    }
    options.from = arguments.value("from");
    options.retryFailed = arguments.has("retry-failed");
    options.ifKept = arguments.has("new-only") ? library::IfKept::Skip : library::IfKept::CaptureAgain;
    ArchiveOutcomes outcomes(arguments.has("json") ? ArchiveOutcomes::Form::Json : ArchiveOutcomes::Form::Lines,
                             console);
    outcomes.addRefused(refused);
    if (refused > 0 && options.everything()) // what waits was not asked for
        return outcomes.finish(0, {});
    if (const auto readable = readableList(options.from); !readable)
        return worse(outcomes.status(), explain(readable.error(), console));

    ServicesOptions wanted;
    wanted.libraryFile = libraryFile(arguments);
    wanted.settings = *settings;
    wanted.report = tellOfOpening(wanted.libraryFile, console);
    LinkFeed feed(options.links, options.from, outcomes, console);
    auto services = Services::open(wanted);
    if (services)
        return archiveWith(**services, feed, options, outcomes, console);
    if (services.error().kind != library::libraryLocked)
        return worse(outcomes.status(), explain(services.error(), console));
    if (Services::windowIsOpen(wanted.libraryFile))
        tellWhatDoesNotCount(arguments, console);
    const auto waits = arguments.has("no-wait") ? HandoverRun::Waits::No : HandoverRun::Waits::Yes;
    return worse(outcomes.status(), archiveInWindow(wanted, waits, services.error(), feed, options, outcomes, console));
}

} // namespace

Command archiveCommand() {
    return {.name = QStringLiteral("archive"),
            .operands = QStringLiteral("[LINK…]"),
            .summary = Words::tr("Captures links into the library; without any, all that waits there.\n"
                                 "Prints an outcome for each link. What was interrupted goes on at the next call.\n"
                                 "While a window has the library open, it does the work, and this tells the outcomes.\n"
                                 "A window that is paused is waited for; Ctrl+C leaves it what it was handed."),
            .example = QStringLiteral("tidemark-cli archive https://example.org/ --from links.txt --concurrency 16"),
            .options =
                {{QStringLiteral("from"), QStringLiteral("FILE"),
                  Words::tr("links from a text or bookmarks file, - for standard input")},
                 {QStringLiteral("concurrency"), QStringLiteral("N"), Words::tr("requests in flight, 1 to 256 (32)")},
                 {QStringLiteral("per-host"), QStringLiteral("N"), Words::tr("requests in flight to one host (6)")},
                 {QStringLiteral("no-assets"), {}, Words::tr("fetch no pictures")},
                 {QStringLiteral("new-only"), {}, Words::tr("pass over links that are kept already")},
                 {QStringLiteral("retry-failed"), {}, Words::tr("capture again what failed")},
                 {QStringLiteral("no-wait"), {}, Words::tr("hand the links to an open window and do not wait for it")},
                 {QStringLiteral("timeout"), QStringLiteral("S"), Words::tr("seconds that one attempt may take (120)")},
                 {QStringLiteral("user-agent"), QStringLiteral("TEXT"), Words::tr("what to say this program is"), false,
                  true},
                 {QStringLiteral("proxy"), QStringLiteral("URL"),
                  Words::tr("http://host:port or socks5://host:port; none for no proxy")},
                 jsonOption()},
            .leastOperands = 0,
            .mostOperands = -1,
            .run = run};
}

} // namespace cli
