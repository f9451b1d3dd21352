#include "tests/ui/benchmark/benchfixture.h"
#include "tests/ui/screens/scene.h"

#include <QAction>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>

#include <csignal>

namespace screens {

namespace {

using stage::BenchStage;
using stage::madeUpRun;
using Draw = std::function<void(QWidget*)>;
using Change = std::function<void(BenchStage&)>;

std::function<void(const Draw&)> place(const Change& change) {
    return [change](const Draw& draw) {
        BenchStage bench;
        bench.window->resize(1'280, 800);
        change(bench);
        settle();
        draw(bench.window.get());
        bench.key(Qt::Key_Escape);
        settle();
    };
}

void keepSome(BenchStage& bench) {
    bench.keep(madeUpRun(QStringLiteral("100 at once"), 100));
    bench.keep(madeUpRun(QStringLiteral("before the change"), 6'000, 0, 40));
    bench.keep(madeUpRun(QStringLiteral("after the change"), 9'000, 3, 22));
    bench.keep(madeUpRun(QStringLiteral("a server that was too slow"), 700, 240, 900));
    bench.reopen();
    bench.window->resize(1'280, 800);
    settle();
}

void start(BenchStage& bench, int requests, int concurrency, const char* delay) {
    bench.plan(requests, concurrency, QString::fromLatin1(delay));
    bench.type("planNameField", QStringLiteral("a trial"));
    bench.key(Qt::Key_F9);
    bench.press("startRunButton");
}

void running(BenchStage& bench) {
    keepSome(bench);
    start(bench, 20'000, 100, "0:300ms");
    settle(4'000);
}

void finished(BenchStage& bench) {
    keepSome(bench);
    start(bench, 2'000, 100, "0:300ms");
    settle(500);
    if (!bench.ended())
        qFatal("the run does not end");
}

void result(BenchStage& bench) {
    finished(bench);
    bench.find<QTabWidget>("runTabs")->setCurrentIndex(1);
}

void overlay(BenchStage& bench) {
    keepSome(bench);
    for (const int row : {1, 2}) {
        bench.runs().setCurrentIndex(bench.runs().model()->index(row, 0));
        bench.find<QAction>("tickRunAction")->trigger();
    }
    settle();
}

void openLoop(BenchStage& bench) {
    bench.keep(stage::madeUpOpenLoop(QStringLiteral("an open loop"), 6'000, 700));
    bench.reopen();
    bench.window->resize(1'280, 800);
    bench.runs().setCurrentIndex(bench.runs().model()->index(0, 0));
    bench.find<QAction>("openRunAction")->trigger();
    bench.find<QComboBox>("secondChartBox")->setCurrentIndex(3);
}

void openLoopResult(BenchStage& bench) {
    openLoop(bench);
    bench.find<QTabWidget>("runTabs")->setCurrentIndex(1);
}

void noParts(BenchStage& bench) {
    finished(bench);
    bench.find<QComboBox>("secondChartBox")->setCurrentIndex(3);
}

void comparison(BenchStage& bench) {
    overlay(bench);
    bench.find<QTabWidget>("runTabs")->setCurrentIndex(2);
}

void errors(BenchStage& bench) {
    keepSome(bench);
    bench.runs().setCurrentIndex(bench.runs().model()->index(0, 0));
    bench.find<QAction>("openRunAction")->trigger();
    bench.find<QTabWidget>("runTabs")->setCurrentIndex(1);
}

void details(BenchStage& bench) {
    bench.unfold();
    bench.choose("targetKindBox", 1);
    bench.type("targetField", QStringLiteral("http://192.0.2.1/{}"));
    bench.press("startRunButton");
    settle();
}

void wrong(BenchStage& bench) {
    bench.unfold();
    bench.type("serverDelayField", QStringLiteral("soon"));
}

void form(BenchStage& bench) {
    bench.unfold();
    bench.type("requestsBox", QStringLiteral("1234"));
}

void formOfALink(BenchStage& bench) {
    bench.unfold();
    bench.choose("targetKindBox", 1);
    bench.type("targetField", QStringLiteral("http://127.0.0.1:8080/a/rather/long/path/{}?with=a+query"));
    bench.find<QWidget>("keepAliveBox")->setFocus();
    bench.key(Qt::Key_Space);
    auto* area = bench.find<QScrollArea>("planDetails");
    area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
}

void formOfARate(BenchStage& bench) {
    bench.unfold();
    bench.choose("engineBox", 2);
    bench.type("stagesField", QStringLiteral("500:30 1000:60"));
    auto* area = bench.find<QScrollArea>("planDetails");
    area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum() / 2);
}

void small(BenchStage& bench) {
    finished(bench);
    bench.window->resize(bench.window->minimumSizeHint().expandedTo(bench.window->minimumSize()));
}

void smallResult(BenchStage& bench) {
    result(bench);
    bench.window->resize(bench.window->minimumSizeHint().expandedTo(bench.window->minimumSize()));
}

void atOnce(BenchStage& bench) {
    keepSome(bench);
    bench.find<QListWidget>("planList")->setCurrentRow(2);
    bench.press("startRunButton");
    settle(500);
    if (!bench.ended())
        qFatal("the run does not end");
}

void killed(BenchStage& bench) {
    keepSome(bench);
    start(bench, 20'000, 100, "0:300ms");
    settle(2'000);
    for (const qint64 server : BenchStage::servers())
        ::kill(static_cast<pid_t>(server), SIGKILL);
    if (!bench.ended())
        qFatal("the run does not end");
}

void noServer(const Draw& draw) {
    BenchStage bench(QStringLiteral("/opt/tidemark/bin/tidemark-cli"));
    bench.window->resize(1'280, 800);
    bench.press("startRunButton");
    settle(500);
    draw(bench.window.get());
}

} // namespace

QList<Scene> benchmarkScenes() {
    QList<Scene> scenes;
    const QString benchmark = QStringLiteral("benchmark-");
    for (const auto& [look, name] :
         {std::pair{Look::Light, "light"}, {Look::Dark, "dark"}, {Look::RightToLeft, "rtl"}}) {
        const QString end = QString::fromLatin1(name);
        scenes << Scene{QString(benchmark + QStringLiteral("empty-") + end), look, place([](BenchStage&) {})};
        scenes << Scene{QString(benchmark + QStringLiteral("running-") + end), look, place(running)};
        scenes << Scene{QString(benchmark + QStringLiteral("finished-") + end), look, place(finished)};
        scenes << Scene{QString(benchmark + QStringLiteral("overlay-") + end), look, place(overlay)};
        scenes << Scene{QString(benchmark + QStringLiteral("open-loop-") + end), look, place(openLoop)};
    }
    scenes << Scene{QString(benchmark + QStringLiteral("result")), Look::Light, place(result)};
    scenes << Scene{QString(benchmark + QStringLiteral("comparison")), Look::Light, place(comparison)};
    scenes << Scene{QString(benchmark + QStringLiteral("errors")), Look::Dark, place(errors)};
    scenes << Scene{QString(benchmark + QStringLiteral("question")), Look::Light, place(details)};
    scenes << Scene{QString(benchmark + QStringLiteral("wrong")), Look::Light, place(wrong)};
    const auto add = [&](const char* name, const Change& change, Look look = Look::Light) {
        scenes << Scene{QString(benchmark + QLatin1String(name)), look, place(change)};
    };
    add("open-loop-result", openLoopResult);
    add("no-parts", noParts);
    add("form", form);
    add("form-rtl", form, Look::RightToLeft);
    add("form-link", formOfALink);
    add("form-rate", formOfARate);
    add("form-rate-rtl", formOfARate, Look::RightToLeft);
    add("small", small);
    add("small-result", smallResult);
    add("small-form", [](BenchStage& bench) {
        form(bench);
        bench.window->resize(bench.window->minimumSizeHint().expandedTo(bench.window->minimumSize()));
    });
    add("at-once", atOnce);
    add("killed", killed);
    scenes << Scene{QString(benchmark + QStringLiteral("no-server")), Look::Light, noServer};
    return scenes;
}

} // namespace screens
