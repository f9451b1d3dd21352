// One run of the benchmark, shown in the window or with none, so that the two can be compared: the window is 1280 × 800
// with the Benchmark place open, as a person leaves it. Prints one line: requests a minute, CPU seconds of this
// process, share of the cores that the interface thread took (0 without a window), failures.
//
//   showing FOLDER SERVER REQUESTS CONNECTIONS [window]      FOLDER takes the library and settings; SERVER:
//   tidemark-cli

#include "base/descriptors.h"
#include "bench/loadrun.h"
#include "services.h"
#include "ui/benchmark/benchmarkscreen.h"
#include "ui/benchmark/planpanel.h"
#include "ui/mainwindow.h"

#include <QAbstractButton>
#include <QApplication>

#include <cstdio>

namespace {

bench::LoadPlan planOf(char** argv) {
    bench::LoadPlan plan;
    plan.server = bench::ServerPlan{.delay = {}, .bodySize = 1'000, .seed = 1};
    plan.requests = std::atoll(argv[3]);
    plan.concurrency = std::atoi(argv[4]);
    return plan;
}

int print(const bench::LoadResult& result) {
    std::printf("%.0f %.2f %.5f %llu\n", result.perMinute(), result.client.cpuUserS + result.client.cpuSystemS,
                result.interfaceShare.value_or(0), static_cast<unsigned long long>(result.total.failed));
    return result.total.failed == 0 && result.notSent == 0 ? 0 : 1;
}

int runAlone(const bench::LoadPlan& plan, const QString& server) {
    bench::LoadRun run(plan, server);
    int status = 3;
    QObject::connect(&run, &bench::LoadRun::refused, &run, [](const base::Error& why) {
        std::fprintf(stderr, "%s\n", qPrintable(why.message));
        QCoreApplication::exit();
    });
    QObject::connect(&run, &bench::LoadRun::ended, &run, [&status](const bench::LoadResult& result) {
        status = print(result);
        QCoreApplication::exit();
    });
    QMetaObject::invokeMethod(&run, &bench::LoadRun::start, Qt::QueuedConnection);
    QCoreApplication::exec();
    return status;
}

int runShown(const bench::LoadPlan& plan, const QString& server, const QString& folder) {
    ServicesOptions options;
    options.libraryFile = folder + QStringLiteral("/library.tidemark");
    auto services = Services::open(options);
    if (!services) {
        std::fprintf(stderr, "%s\n", qPrintable(services.error().message));
        return 3;
    }
    Services& core = **services;
    ui::MainWindow window({.library = core.library(),
                           .pipeline = core.pipeline(),
                           .recorder = core.recorder(),
                           .credentials = core.credentials(),
                           .settingsFile = core.settingsFile(),
                           .serverProgram = server});
    window.showPlace(QStringLiteral("benchmark"));
    window.resize(1280, 800);
    window.show();
    auto* screen = window.findChild<ui::BenchmarkScreen*>();
    window.findChild<ui::PlanPanel*>()->setPlan(plan);
    int status = 3;
    QObject::connect(screen, &ui::BenchmarkScreen::ended, &window,
                     [&status](const bench::LoadResult& result) { status = print(result); });
    QObject::connect(screen, &ui::BenchmarkScreen::settledDown, &window, [] { QCoreApplication::exit(); });
    QMetaObject::invokeMethod(
        &window, [&window] { window.findChild<QAbstractButton*>(QStringLiteral("startRunButton"))->click(); },
        Qt::QueuedConnection);
    QApplication::exec();
    return status;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication::setApplicationName(QStringLiteral("tidemark"));
    QApplication application(argc, argv); // for both, so that they differ in the window alone
    if (argc != 5 && argc != 6) {
        std::fputs("usage: showing FOLDER SERVER REQUESTS CONNECTIONS [window]\n", stderr);
        return 2;
    }
    base::raiseDescriptorLimit();
    const QString server = QString::fromLocal8Bit(argv[2]);
    return argc == 5 ? runAlone(planOf(argv), server) : runShown(planOf(argv), server, QString::fromLocal8Bit(argv[1]));
}
