#include "cli/benchoptions.h"

#include "bench/limits.h"
#include "cli/knownplan.h"

#include <QCoreApplication>

#include <cmath>

namespace cli {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

constexpr int usualConcurrency = 50;
constexpr int usualOfOpenLoop = 1'000; // so that what waits is the server's doing
constexpr qint64 usualRequests = 100;
constexpr double usualFirstRate = 100; // of --find-capacity

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

base::Error usage(const QString& message) {
    return {wrongUsage, message};
}

base::Result<std::optional<double>> decimal(const Arguments& arguments, const char* option, double least, double most) {
    if (!arguments.has(option))
        return std::optional<double>();
    bool isNumber = false;
    const double number = arguments.value(option).toDouble(&isNumber);
    if (!isNumber || !(number >= least && number <= most))
        return usage(Words::tr("--%1 takes a number from %2 to %3, not “%4”.")
                         .arg(QLatin1String(option), QString::number(least), QString::number(most, 'g', 10),
                              arguments.value(option)));
    return std::optional(number);
}

base::Result<void> readTime(const Arguments& arguments, const char* option, milliseconds& time, qint64 leastMs,
                            qint64 mostMs) {
    if (!arguments.has(option))
        return {};
    bool isNumber = false;
    const double given = arguments.value(option).toDouble(&isNumber) * 1'000;
    if (!isNumber || !(given >= static_cast<double>(leastMs) && given <= static_cast<double>(mostMs)))
        return usage(Words::tr("--%1 takes a number of seconds from %2 to %3, not “%4”.")
                         .arg(QLatin1String(option), QString::number(static_cast<double>(leastMs) / 1'000),
                              QString::number(mostMs / 1'000), arguments.value(option)));
    time = milliseconds(std::llround(given));
    return {};
}

bool wantsServer(const Arguments& arguments) {
    return arguments.has("serve-delay") || arguments.has("serve-body-size") || arguments.has("serve-seed");
}

base::Result<void> readServer(const Arguments& arguments, bench::LoadPlan& plan) {
    if (!wantsServer(arguments))
        return {};
    bench::ServerPlan server = plan.server.value_or(bench::ServerPlan{.delay = {}});
    if (arguments.has("serve-delay"))
        server.delay = arguments.value("serve-delay");
    const auto size = arguments.number("serve-body-size", server.bodySize, 0, 1'000'000'000);
    const auto seed =
        arguments.number("serve-seed", static_cast<qint64>(server.seed), 0, static_cast<qint64>(bench::mostSeed));
    if (!size || !seed)
        return size ? seed.error() : size.error();
    server.bodySize = *size;
    server.seed = static_cast<quint64>(*seed);
    plan.server = server;
    return {};
}

// A saved plan's stages give way to new ones.
base::Result<void> readRate(const Arguments& arguments, bench::LoadPlan& plan) {
    auto rate = decimal(arguments, "rate", 0.001, bench::mostRate);
    if (!rate)
        return rate.error();
    if (!*rate && arguments.has("find-capacity"))
        *rate = plan.rate > 0 ? plan.rate : usualFirstRate;
    if (*rate) {
        plan.rate = **rate;
        plan.stages.clear();
    }
    const QStringList given = arguments.options.value(u"stage"_s);
    if (!given.isEmpty())
        plan.stages.clear();
    for (const QString& text : given) {
        const auto stage = bench::stageFromText(text);
        if (!stage)
            return usage(Words::tr("--stage takes requests a second and seconds, such as 500:30, not “%1”.").arg(text));
        plan.stages.append(*stage);
    }
    if (!plan.stages.isEmpty() && (*rate || !given.isEmpty()) && !arguments.has("requests") &&
        !arguments.has("duration")) {
        plan.requests = 0;
        plan.duration = milliseconds(0);
    }
    if ((*rate || !given.isEmpty()) && !arguments.has("engine"))
        plan.engine = bench::EngineKind::Direct;
    return {};
}

base::Result<void> readAmount(const Arguments& arguments, bench::LoadPlan& plan) {
    const bool fresh = !arguments.has("plan");
    if (const auto time = readTime(arguments, "duration", plan.duration, 0, bench::mostDurationMs); !time)
        return time;
    if (const auto time = readTime(arguments, "warm-up", plan.warmUp, 0, bench::mostDurationMs); !time)
        return time;
    if (const auto time = readTime(arguments, "timeout", plan.timeout, 1, bench::mostTimeoutMs); !time)
        return time;
    if (const auto time = readTime(arguments, "connect-timeout", plan.connectTimeout, 1, bench::mostTimeoutMs); !time)
        return time;
    if (const auto time = readTime(arguments, "first-byte-timeout", plan.firstByteTimeout, 1, bench::mostTimeoutMs);
        !time)
        return time;
    const bool timed = plan.duration.count() > 0 || !plan.stages.isEmpty();
    const qint64 requests = timed && fresh ? 0 : usualRequests;
    const auto number = arguments.number("requests", fresh ? requests : plan.requests, 1, bench::mostRequests);
    if (!number)
        return number.error();
    plan.requests = *number;
    const int usual = plan.engine == bench::EngineKind::Sequential ? 1
                      : plan.isOpenLoop()                          ? usualOfOpenLoop
                                                                   : usualConcurrency;
    const auto concurrency =
        arguments.number("concurrency", fresh ? usual : plan.concurrency, 1, bench::mostConcurrency);
    if (!concurrency)
        return concurrency.error();
    plan.concurrency = static_cast<int>(*concurrency);
    const auto threads = arguments.number("threads", plan.threads, plan.threads > 0 ? 1 : 0, bench::mostThreads);
    if (!threads)
        return threads.error();
    plan.threads = static_cast<int>(*threads);
    return {};
}

// What is named here takes the place of what the saved plan aims at.
void readTarget(const Arguments& arguments, bench::LoadPlan& plan) {
    const bool hasLink = !arguments.operands.isEmpty();
    const bool hasLinks = arguments.has("links");
    if (hasLink || hasLinks || wantsServer(arguments)) {
        plan.target = arguments.operands.value(0);
        plan.linksFile = arguments.value("links");
    }
    if ((hasLink || hasLinks) && !wantsServer(arguments))
        plan.server.reset();
}

base::Result<bench::LoadPlan> savedPlan(const Arguments& arguments) {
    return arguments.has("plan") ? planInFile(arguments.value("plan")) : bench::LoadPlan{};
}

} // namespace

QList<Option> benchOptions() {
    return {
        {u"requests"_s, u"N"_s, Words::tr("how many requests (100)")},
        {u"duration"_s, u"S"_s, Words::tr("for so many seconds; with --requests, until the first of both is reached")},
        {u"rate"_s, u"R"_s,
         Words::tr("open loop: R requests are due each second, whenever answers come (direct engine); with --requests "
                   "or --duration")},
        {u"stage"_s, u"RATE:S"_s,
         Words::tr("open loop: the rate goes to RATE within S seconds; may be given several times, and says how long"),
         true},
        {u"warm-up"_s, u"S"_s, Words::tr("send for so many seconds first, left out of every figure (0)")},
        {u"concurrency"_s, u"C"_s,
         Words::tr("requests in flight (50; sequential: 1; with a rate at most so many: 1,000)")},
        {u"engine"_s, u"sequential|qt|direct"_s, Words::tr("what fires the requests (qt; with a rate: direct)")},
        {u"threads"_s, u"N"_s, Words::tr("of the direct engine (one for each core it may use, at most 8)")},
        {u"local-address"_s, u"A"_s,
         Words::tr(
             "come from this address of this computer (direct engine); may be given several times: each has ports "
             "of its own"),
         true},
        {u"ca-file"_s, u"F"_s, Words::tr("https: trust the authorities of this PEM file in place of the system's")},
        {u"insecure"_s, {}, Words::tr("https: whatever certificate the server shows")},
        {u"timeout"_s, u"S"_s, Words::tr("seconds that one request may take (60)")},
        {u"connect-timeout"_s, u"S"_s, Words::tr("seconds that connecting may take (15)")},
        {u"first-byte-timeout"_s, u"S"_s,
         Words::tr("seconds until an answer has to begin, since its request was sent (direct engine)")},
        {u"method"_s, u"M"_s, Words::tr("HTTP method (GET)")},
        {u"header"_s, u"H"_s, Words::tr("a header field 'Name: value'; may be given several times"), true},
        {u"body-file"_s, u"F"_s, Words::tr("send this file as the body of each request; with --method")},
        {u"links"_s, u"FILE"_s, Words::tr("take the links of this file in turn, in place of URL")},
        {u"no-keep-alive"_s, {}, Words::tr("a connection for each request; the server has to close it")},
        {u"follow-redirects"_s, {}, Words::tr("follow redirects within the same server")},
        {u"remote"_s, {}, Words::tr("yes, fire at a server that is not this computer")},
        {u"serve-delay"_s, u"MIN:MAX"_s,
         Words::tr("start the test server for this run and fire at it: 0:3 for seconds, 0:3000ms")},
        {u"serve-body-size"_s, u"N"_s, Words::tr("bytes that the test server answers with (450,000)")},
        {u"serve-seed"_s, u"N"_s, Words::tr("of the test server's delays (1)")},
        {u"save"_s, u"NAME"_s, Words::tr("keep the run in the library under this name")},
        {u"plan"_s, u"FILE"_s,
         Words::tr("begin with a plan that --save-plan wrote, or with that of a result (--json, runs export)")},
        {u"save-plan"_s, u"FILE"_s, Words::tr("write the plan to a file; secrets are left out")},
        {u"json"_s, u"FILE|-"_s, Words::tr("write the result as JSON; - is standard output")},
        {u"min-rpm"_s, u"N"_s, Words::tr("exit status 4 below so many requests a minute")},
        {u"max-p99"_s, u"MS"_s, Words::tr("exit status 4 when one in a hundred takes longer")},
        {u"stop-after-refused"_s, u"N"_s,
         Words::tr("end the run once so many connections in a row were refused; without it, it goes on to its end")},
        {u"max-error-share"_s, u"X"_s,
         Words::tr("exit status 4 when a larger share fails, 0 to 1; judges failures alone")},
        {u"find-capacity"_s,
         {},
         Words::tr("raise the rate, from --rate on (100), to the highest one that keeps --max-p99 (500) and "
                   "--max-error-share (0.01); each for --duration (5)")},
        {u"chart"_s, u"FILE"_s, Words::tr("with --find-capacity: latency against rate as a picture (SVG)")},
        {u"ladder"_s,
         {},
         Words::tr("run the steps of “Making 1 million requests with python-aiohttp” (about 14 minutes); of the "
                   "other options only --json and --save")},
    };
}

base::Result<bench::LoadPlan> planOf(const Arguments& arguments) {
    auto plan = savedPlan(arguments);
    if (!plan)
        return plan;
    if (arguments.has("engine")) {
        const auto engine = bench::engineFromName(arguments.value("engine"));
        if (!engine)
            return usage(
                Words::tr("There is no engine “%1”: write sequential, qt or direct.").arg(arguments.value("engine")));
        plan->engine = *engine;
    }
    if (const auto rate = readRate(arguments, *plan); !rate)
        return rate.error();
    if (const auto amount = readAmount(arguments, *plan); !amount)
        return amount.error();
    if (const auto headers = readHeaders(arguments, *plan); !headers)
        return headers.error();
    if (const auto server = readServer(arguments, *plan); !server)
        return server.error();
    readTarget(arguments, *plan);
    if (arguments.has("method"))
        plan->method = arguments.value("method").toUtf8();
    if (arguments.has("body-file"))
        plan->bodyFile = arguments.value("body-file");
    if (arguments.has("body-file") && !arguments.has("method") && plan->method == "GET")
        return usage(
            Words::tr("--body-file wants --method too, such as --method POST; --method GET sends the body with "
                      "GET, if that is meant."));
    if (arguments.has("no-keep-alive"))
        plan->keepAlive = false;
    if (arguments.has("follow-redirects"))
        plan->followRedirects = true;
    if (arguments.has("local-address"))
        plan->localAddresses = arguments.options.value(u"local-address"_s);
    if (arguments.has("ca-file"))
        plan->caFile = arguments.value("ca-file");
    if (arguments.has("insecure"))
        plan->insecure = true;
    plan->name = bench::nameOfPlan(*plan);
    if (arguments.has("save"))
        plan->name = arguments.value("save");
    if (const auto checked = bench::checkPlan(*plan); !checked)
        return checked.error();
    return plan;
}

base::Result<Thresholds> thresholdsOf(const Arguments& arguments) {
    const auto rpm = decimal(arguments, "min-rpm", 0, 1e12);
    const auto p99 = decimal(arguments, "max-p99", 0, 1e9);
    const auto share = decimal(arguments, "max-error-share", 0, 1);
    for (const auto* each : {&rpm, &p99, &share}) {
        if (!*each)
            return each->error();
    }
    return Thresholds{*rpm, *p99, *share};
}

} // namespace cli
