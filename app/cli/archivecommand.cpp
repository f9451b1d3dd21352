#include "archive/limits.h"
#include "cli/archiveoutcomes.h"
#include "cli/archiverun.h"
#include "cli/console.h"
#include "cli/handoverrun.h"
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

int archiveWith(Services& services, const ArchiveOptions& options, ArchiveOutcomes& outcomes, Console& console) {
    if (services.library().readOnly())
        return explain({library::libraryReadOnly, services.library().readOnlyReason()}, console);
    return ArchiveRun({services.library(), services.pipeline(), services.credentials()}, options, outcomes, console)
        .run();
}

enum class Waits { Yes, No };

// A window has the library open, or `locked` says who else. Should the window end meanwhile, the work is done here.
int archiveInWindow(const QString& file, const ServicesOptions& wanted, const ArchiveOptions& options, Waits waits,
                    const base::Error& locked, ArchiveOutcomes& outcomes, Console& console) {
    std::unique_ptr<Services> services;
    const auto takeOver = [&] {
        auto opened = Services::open(wanted);
        if (!opened)
            return false;
        services = *std::move(opened);
        return true;
    };
    HandoverRun handover(file, options, outcomes, console, takeOver);
    const auto handed = handover.handOver();
    if (!handed)
        return explain(handed.error().kind == library::libraryLocked ? locked : handed.error(), console);
    console.message(handover.handed() > 0
                        ? Words::tr("A window has this library open; it was handed %Ln link(s) and captures them.",
                                    nullptr, int(handover.handed()))
                        : Words::tr("A window has this library open and does what waits."));
    if (waits == Waits::No)
        return outcomes.status();
    if (handover.wait() == HandoverRun::End::TakenOver)
        return archiveWith(*services, handover.rest(), outcomes, console);
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
    int status = AllWell;
    for (const QString& text : arguments.operands) {
        const auto link = formats::linkOf(text);
        if (link) {
            options.links << *link;
        } else {
            console.message(QString(text.left(200) % u": " % whyNoLink(text, link.error())));
            status = SomeFailed;
        }
    }
    options.from = arguments.value("from");
    options.retryFailed = arguments.has("retry-failed");
    options.ifKept = arguments.has("new-only") ? library::IfKept::Skip : library::IfKept::CaptureAgain;
    if (status != AllWell && options.everything())
        return status;
    if (const auto readable = readableList(options.from); !readable)
        return worse(status, explain(readable.error(), console));

    ServicesOptions wanted;
    wanted.libraryFile = arguments.value("library");
    wanted.settings = *settings;
    wanted.report = tellOfOpening(libraryFile(arguments), console);
    ArchiveOutcomes outcomes(arguments.has("json") ? ArchiveOutcomes::Form::Json : ArchiveOutcomes::Form::Lines,
                             console);
    outcomes.worsen(status);
    auto services = Services::open(wanted);
    if (services)
        return archiveWith(**services, options, outcomes, console);
    if (services.error().kind != library::libraryLocked)
        return worse(status, explain(services.error(), console));
    const QString file = libraryFile(arguments);
    if (Services::windowIsOpen(file))
        tellWhatDoesNotCount(arguments, console);
    const auto waits = arguments.has("no-wait") ? Waits::No : Waits::Yes;
    return worse(status, archiveInWindow(file, wanted, options, waits, services.error(), outcomes, console));
}

} // namespace

Command archiveCommand() {
    return {.name = QStringLiteral("archive"),
            .operands = QStringLiteral("[LINK…]"),
            .summary = Words::tr("Captures links into the library; without any, all that waits there.\n"
                                 "Prints an outcome for each link. What was interrupted goes on at the next call.\n"
                                 "While a window has the library open, it does the work, and this tells the outcomes."),
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
                 {QStringLiteral("user-agent"), QStringLiteral("TEXT"), Words::tr("what to say this program is")},
                 {QStringLiteral("proxy"), QStringLiteral("URL"),
                  Words::tr("http://host:port or socks5://host:port; none for no proxy")},
                 jsonOption()},
            .leastOperands = 0,
            .mostOperands = -1,
            .run = run};
}

} // namespace cli
