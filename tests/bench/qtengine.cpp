// The engine `qt` by itself, with ticks four times a second as a run asks for them. Prints one line, the first four
// columns as bareloop: seconds, processor seconds, peak KiB, failures; then requests a minute in the steady part (0:
// too short) and how often something had to be waited for.

#include "base/descriptors.h"
#include "bench/engine.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <cstdio>
#include <sys/resource.h>

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    if (argc != 4) {
        std::fputs("usage: qtengine LINK REQUESTS CONNECTIONS\n", stderr);
        return 2;
    }
    base::raiseDescriptorLimit();
    bench::LoadPlan plan;
    plan.target = QString::fromLocal8Bit(argv[1]);
    plan.requests = std::atoll(argv[2]);
    plan.concurrency = std::atoi(argv[3]);
    const auto targets = bench::Targets::of(plan, {});
    if (!targets) {
        std::fprintf(stderr, "%s\n", qPrintable(targets.error().message));
        return 2;
    }
    QElapsedTimer time;
    time.start();
    const auto engine = bench::makeEngine(plan, *targets, {}, plan.concurrency, [&application] {
        QMetaObject::invokeMethod(&application, &QCoreApplication::quit, Qt::QueuedConnection);
    });
    engine->start();
    QTimer ticks;
    QObject::connect(&ticks, &QTimer::timeout, &application, [&engine] { engine->tick(); });
    ticks.start(250);
    application.exec();

    const double seconds = static_cast<double>(time.nsecsElapsed()) / 1e9;
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    const auto inSeconds = [](const timeval& value) {
        return static_cast<double>(value.tv_sec) + static_cast<double>(value.tv_usec) / 1e6;
    };
    const bench::EngineTick tick = engine->tick();
    quint64 waits = 0;
    for (const auto& [kind, count] : tick.waits)
        waits += count;
    std::printf("%.3f %.3f %ld %llu %.0f %llu\n", seconds, inSeconds(use.ru_utime) + inSeconds(use.ru_stime),
                use.ru_maxrss, static_cast<unsigned long long>(tick.total.failed), tick.steadyPerMinute.value_or(0),
                static_cast<unsigned long long>(waits));
    for (const auto& [kind, count] : tick.total.errors)
        std::fprintf(stderr, "%s: %llu\n", kind.c_str(), static_cast<unsigned long long>(count));
    return tick.total.failed == 0 ? 0 : 1;
}
