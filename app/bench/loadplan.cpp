#include "bench/loadplan.h"

#include "bench/delays.h"
#include "bench/limits.h"
#include "bench/schedule.h"
#include "bench/server/limits.h"
#include "bench/server/serve.h"
#include "net/routefinder.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace bench {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

base::Error wrong(const QString& message) {
    return {badPlan, message};
}

// RFC 9110 §5.6.2
bool isToken(const QByteArray& text) {
    static constexpr std::string_view signs = "!#$%&'*+-.^_`|~";
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= 'a' && letter <= 'z') || signs.find(letter) != std::string_view::npos;
    });
}

bool breaksLine(const QByteArray& value) {
    return std::any_of(value.begin(), value.end(),
                       [](char letter) { return letter == '\r' || letter == '\n' || letter == '\0'; });
}

base::Result<void> checkTarget(const QString& target) {
    if (target.count("{}"_L1) > 1)
        return wrong(Words::tr("The target has more than one {}: the number can stand in one place only."));
    const QString sample = QString(target).replace("{}"_L1, "1"_L1);
    const QUrl link(sample, QUrl::StrictMode);
    if (!link.isValid() || link.host().isEmpty() || (link.scheme() != "http"_L1 && link.scheme() != "https"_L1))
        return wrong(Words::tr("“%1” is no link to a server: write http://host/path.").arg(target));
    if (!link.userInfo().isEmpty())
        return wrong(Words::tr("The target holds a user or password, which would be kept with the plan. Give them as a "
                               "header: Authorization."));
    static const QRegularExpression authority(u"^[^:]*://[^/?#]*"_s); // RFC 3986 §3.2
    if (authority.match(target).captured().contains("{}"_L1))
        return wrong(Words::tr("{} stands in the server's name: it can stand in the path or the query only."));
    if (link.hasFragment() && target.mid(target.indexOf(u'#')).contains("{}"_L1))
        return wrong(
            Words::tr("{} stands behind the #, which is not sent: it can stand in the path or the query only."));
    return {};
}

base::Result<void> checkRequest(const LoadPlan& plan) {
    static const QList<QByteArray> ours{"connection", "content-length", "transfer-encoding", "host", "upgrade"};
    if (!isToken(plan.method))
        return wrong(Words::tr("“%1” is no HTTP method.").arg(QString::fromUtf8(plan.method)));
    if (plan.method == "HEAD" && !plan.bodyFile.isEmpty()) // RFC 9110 §9.3.2: it has no meaning, and is not sent
        return wrong(Words::tr("A HEAD request has no body: leave out the file, or choose another method."));
    if (plan.headers.size() > mostHeaders)
        return wrong(Words::tr("More than %1 header fields.").arg(mostHeaders));
    for (const auto& [name, value] : plan.headers) {
        const QString shown = QString::fromUtf8(name);
        if (!isToken(name) || breaksLine(value))
            return wrong(Words::tr("“%1” is no header field: write Name: value, on one line.").arg(shown));
        if (ours.contains(name.toLower()))
            return wrong(Words::tr("The header field %1 is set by the engine itself.").arg(shown));
        if (value.isNull())
            return wrong(
                Words::tr("The value of %1 is a secret and was not kept with the plan: give it again.").arg(shown));
    }
    return {};
}

base::Result<void> checkAmount(const LoadPlan& plan) {
    const QLocale locale;
    const auto range = [&locale](const QString& what, qint64 least, qint64 most) {
        return wrong(Words::tr("%1 has to be from %2 to %3.").arg(what, locale.toString(least), locale.toString(most)));
    };
    const bool mayBeNone = plan.duration.count() > 0 || !plan.stages.isEmpty();
    if (plan.requests < (mayBeNone ? 0 : 1) || plan.requests > mostRequests)
        return range(Words::tr("The number of requests"), 1, mostRequests);
    if (plan.concurrency < 1 || plan.concurrency > mostConcurrency)
        return range(Words::tr("The concurrency"), 1, mostConcurrency);
    if (plan.duration.count() < 0 || plan.duration.count() > mostDurationMs || plan.warmUp.count() < 0 ||
        plan.warmUp.count() > mostDurationMs)
        return range(Words::tr("The duration in seconds"), 0, mostDurationMs / 1'000);
    for (const milliseconds timeout : {plan.timeout, plan.connectTimeout}) {
        if (timeout.count() < 1 || timeout.count() > mostTimeoutMs)
            return range(Words::tr("A timeout in milliseconds"), 1, mostTimeoutMs);
    }
    if (plan.firstByteTimeout.count() < 0 || plan.firstByteTimeout.count() > mostTimeoutMs)
        return range(Words::tr("A timeout in milliseconds"), 0, mostTimeoutMs);
    if (plan.engine != EngineKind::Direct && plan.firstByteTimeout.count() > 0)
        return wrong(Words::tr("A time until the first byte of an answer is kept by the direct engine alone."));
    if (plan.engine == EngineKind::Sequential && plan.concurrency != 1)
        return wrong(Words::tr("The sequential engine sends one request at a time: its concurrency is 1."));
    if (plan.threads < 0 || plan.threads > mostThreads)
        return range(Words::tr("The number of threads"), 1, mostThreads);
    if (plan.engine != EngineKind::Direct && (plan.threads > 0 || !plan.caFile.isEmpty() || plan.insecure))
        return wrong(
            Words::tr("Threads, certificates of your own and unchecked ones are for the direct engine alone."));
    if (plan.engine != EngineKind::Direct && !plan.localAddresses.isEmpty())
        return wrong(Words::tr("Local addresses are for the direct engine alone."));
    if (plan.localAddresses.size() > mostLocalAddresses)
        return wrong(Words::tr("More than %1 local addresses.").arg(mostLocalAddresses));
    for (const QString& address : plan.localAddresses) {
        if (!net::localAddress(address))
            return wrong(Words::tr("“%1” is no address of this computer: write one such as 192.0.2.7.").arg(address));
    }
    if (plan.insecure && !plan.caFile.isEmpty())
        return wrong(Words::tr("Certificates are either checked against a file or not checked: not both."));
    return {};
}

base::Result<void> checkRate(const LoadPlan& plan) {
    if (!plan.isOpenLoop() && plan.rate == 0)
        return {};
    const QLocale locale;
    const auto isRate = [](double rate) { return rate >= 0 && rate <= mostRate; };
    const bool ratesAreRight = isRate(plan.rate) && std::all_of(plan.stages.begin(), plan.stages.end(),
                                                                [&](const Stage& stage) { return isRate(stage.rate); });
    if (!ratesAreRight)
        return wrong(
            Words::tr("A rate has to be above 0, and %1 requests a second at most.").arg(locale.toString(mostRate)));
    if (plan.engine != EngineKind::Direct)
        return wrong(Words::tr("A rate is kept by the direct engine alone: the others wait for answers."));
    if (plan.stages.isEmpty())
        return {};
    if (plan.stages.size() > mostStages)
        return wrong(Words::tr("More than %1 stages of the rate.").arg(locale.toString(mostStages)));
    if (plan.requests > 0 || plan.duration.count() > 0)
        return wrong(Words::tr("The stages of the rate say how many requests there are and how long it takes: leave "
                               "out the number and the duration."));
    milliseconds all{0};
    for (const Stage& stage : plan.stages) {
        if (stage.time.count() < 1 || stage.time.count() > mostDurationMs)
            return wrong(Words::tr("A stage takes from 0.001 seconds to a day."));
        all += stage.time;
    }
    const qint64 requests = all.count() > mostDurationMs ? mostRequests + 1 : Schedule(plan).requests();
    if (requests < 1 || requests > mostRequests)
        return wrong(Words::tr("The stages of the rate make %1 requests: it has to be from 1 to %2, within a day.")
                         .arg(locale.toString(requests), locale.toString(mostRequests)));
    return {};
}

// None where the text is no delay.
std::optional<Delay> delayOf(const ServerPlan& plan) {
    if (plan.delay.isEmpty())
        return Delay{};
    const auto delay = server::delayFromText(plan.delay);
    return delay ? std::optional(*delay) : std::nullopt;
}

} // namespace

QString engineName(EngineKind kind) {
    switch (kind) {
    case EngineKind::Sequential:
        return u"sequential"_s;
    case EngineKind::Qt:
        return u"qt"_s;
    case EngineKind::Direct:
        return u"direct"_s;
    }
    return {};
}

QString engineSentence(EngineKind kind) {
    switch (kind) {
    case EngineKind::Sequential:
        return Words::tr("One request after the other, each when the answer before it has come.");
    case EngineKind::Qt:
        return Words::tr("QNetworkAccessManager behind a queue: what a program made with Qt would really reach.");
    case EngineKind::Direct:
        return Words::tr("Sockets of its own in several threads: what this computer can do.");
    }
    return {};
}

std::optional<EngineKind> engineFromName(const QString& name) {
    for (const EngineKind kind : engineKinds) {
        if (engineName(kind) == name)
            return kind;
    }
    return std::nullopt;
}

bool isLoopback(const QUrl& link) {
    static const QRegularExpression form(u"^127(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}$"_s);
    const QString host = link.host(); // any other name is asked of somebody, names below localhost among them
    return host == "localhost"_L1 || host == "::1"_L1 || form.match(host).hasMatch();
}

base::Result<void> checkPlan(const LoadPlan& plan) {
    if (plan.target.isEmpty() && plan.linksFile.isEmpty() && !plan.server)
        return wrong(Words::tr("The plan has no target: give a link, or a file of links."));
    if (plan.server && !(plan.target.isEmpty() && plan.linksFile.isEmpty()))
        return wrong(Words::tr("The plan has a target and the built-in test server: give one of them."));
    if (!plan.target.isEmpty() && !plan.linksFile.isEmpty())
        return wrong(Words::tr("The plan has a target and a file of links: give one of them."));
    if (!plan.target.isEmpty()) {
        if (const auto target = checkTarget(plan.target); !target)
            return target;
    }
    if (plan.server && !plan.server->delay.isEmpty()) {
        if (const auto delay = server::delayFromText(plan.server->delay); !delay)
            return wrong(delay.error().message);
    }
    if (plan.server && (plan.server->bodySize < 0 || plan.server->bodySize > server::mostBodySize))
        return wrong(Words::tr("The size of the test server's body has to be from 0 to %1 bytes.")
                         .arg(QLocale().toString(server::mostBodySize)));
    if (plan.server && plan.server->seed > mostSeed)
        return wrong(Words::tr("The seed has to be from 0 to %1.").arg(QLocale().toString(mostSeed)));
    if (const auto request = checkRequest(plan); !request)
        return request;
    if (const auto amount = checkAmount(plan); !amount)
        return amount;
    return checkRate(plan);
}

std::optional<milliseconds> expectedDuration(const LoadPlan& plan) {
    constexpr qint64 mostDrawn = 10'000; // a matter of a millisecond
    if (plan.isOpenLoop()) {
        const std::optional<Delay> last = plan.server ? delayOf(*plan.server) : std::nullopt;
        return plan.warmUp + std::chrono::ceil<milliseconds>(Schedule(plan).length()) +
               (last ? last->maximum : milliseconds(0));
    }
    if (plan.requests <= mostDrawn) {
        if (const auto best = bestPossible(plan))
            return best;
    }
    const std::optional<Delay> delay = plan.server ? delayOf(*plan.server) : std::nullopt;
    std::optional<milliseconds> time;
    if (plan.requests > 0 && delay && delay->maximum.count() > 0) {
        const auto mean = (delay->minimum + delay->maximum) / 2.0;
        const auto all = mean * static_cast<double>(plan.requests) / plan.concurrency;
        time = plan.concurrency == 1 ? std::chrono::ceil<milliseconds>(all)
                                     : std::max(std::chrono::ceil<milliseconds>(all), delay->maximum);
    }
    if (plan.duration.count() > 0) {
        const milliseconds longest = plan.duration + (delay ? delay->maximum : milliseconds(0));
        time = time ? std::min(*time, longest) : longest;
    }
    if (time)
        *time += plan.warmUp;
    return time;
}

std::optional<milliseconds> bestPossible(const LoadPlan& plan) {
    constexpr qint64 mostWorkedOut = 10'000'000;
    const std::optional<Delay> delay = plan.server ? delayOf(*plan.server) : std::nullopt;
    if (!delay || delay->maximum.count() == 0 || plan.requests <= 0 || plan.requests > mostWorkedOut ||
        plan.duration.count() > 0 || plan.warmUp.count() > 0 || plan.isOpenLoop())
        return std::nullopt;
    return listScheduling(DelayDraws(*delay, plan.server->seed), static_cast<std::uint64_t>(plan.requests),
                          static_cast<std::size_t>(plan.concurrency));
}

} // namespace bench
