#pragma once

#include "bench/storedrun.h"
#include "tests/ui/stage.h"
#include "ui/benchmark/benchmarkscreen.h"
#include "ui/mainwindow.h"
#include "ui/widgets/banner.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

#include <memory>

namespace stage {

// A result as a run leaves it: so many answers of 20 ms, a tenth of them in each second.
inline bench::StoredRun madeUpRun(const QString& name, int succeeded, int failed = 0, int milliseconds = 20) {
    bench::StoredRun run;
    bench::LoadResult& result = run.result;
    result.plan.name = name;
    result.plan.server = bench::ServerPlan{.delay = QStringLiteral("0:3"), .bodySize = 2'000, .seed = 1};
    result.plan.target = QStringLiteral("http://127.0.0.1:40000/");
    result.plan.requests = succeeded + failed;
    result.plan.concurrency = 20;
    result.startedAt = QDateTime::currentDateTimeUtc().addSecs(-300);
    result.requests = succeeded + failed;
    result.elapsed = std::chrono::seconds(10);
    result.meanDelayS = 0.015;
    if (succeeded > 1'000)
        result.steadyPerMinute = 6.0 * (succeeded + failed);
    result.client = {.cpuUserS = 0.8, .cpuSystemS = 0.3, .peakRssBytes = 52'000'000};
    result.server = bench::ProcessUse{.cpuUserS = 0.4, .cpuSystemS = 0.4, .peakRssBytes = 12'000'000};
    result.busiestThreadShare = 0.3;
    measure::Tick& total = result.total;
    for (int second = 0; second <= 10; ++second) {
        total.elapsed = std::chrono::seconds(second);
        total.succeeded = static_cast<quint64>(succeeded * second / 10);
        total.failed = static_cast<quint64>(failed * second / 10);
        total.started = total.completed();
        total.bytes = static_cast<qint64>(total.succeeded) * 2'000;
        total.inFlightSeconds = 20.0 * second;
        total.latency.clear();
        for (quint64 at = 0; at < total.succeeded; ++at)
            total.latency.record(milliseconds * 1'000 + static_cast<int>(at % 17) * 700);
        run.series.add(total);
    }
    total.statuses[200] = total.succeeded;
    if (failed > 0) {
        total.errors["timeout"] = total.failed;
        for (quint64 at = 0; at < total.failed; ++at)
            total.failedLatency.record(1'000'000);
    }
    bench::judge(result);
    return run;
}

// The same of an open loop, whose rate was that much too high: what waited for a place and what took its time apart.
inline bench::StoredRun madeUpOpenLoop(const QString& name, int succeeded, int notSent) {
    bench::StoredRun run = madeUpRun(name, succeeded);
    bench::LoadResult& result = run.result;
    result.plan.engine = bench::EngineKind::Direct;
    result.plan.requests = 0;
    result.plan.duration = std::chrono::seconds(10);
    result.plan.rate = (succeeded + notSent) / 10.0;
    result.requests = succeeded + notSent;
    result.notSent = notSent;
    measure::Breakdown& parts = result.breakdown;
    for (int at = 0; at < succeeded; ++at) {
        parts.service.record(3'000 + at % 17 * 700);
        parts.waited.record(17'000 + at % 5);
        parts.firstByte.record(2'500 + at % 17 * 600);
        parts.body.record(400 + at % 17 * 90);
    }
    for (int at = 0; at < 20; ++at)
        parts.connect.record(70 + 5 * at);
    parts.lookUp.record(1'800);
    result.total.inFlightSeconds = static_cast<double>(parts.service.sum()) / 1'000'000;
    result.kernelDrops = 3;
    bench::judge(result);
    return run;
}

// The window on its Benchmark place, with tidemark-cli as the test server; what a person does, by its keys and buttons.
class BenchStage {
public:
    BenchStage() { open(); }
    explicit BenchStage(const QString& serverProgram) {
        stage.setServerProgram(serverProgram);
        open();
    }

    void open() {
        window = std::make_unique<ui::MainWindow>(stage.core());
        window->resize(1'180, 800);
        window->show();
        window->showPlace(QStringLiteral("benchmark"));
        if (!QTest::qWaitForWindowActive(window.get()))
            qFatal("the window does not come up");
    }

    template<typename Object>
    Object* find(const char* name) const {
        return stage::find<Object>(*window, name);
    }
    ui::BenchmarkScreen& screen() const { return *window->findChild<ui::BenchmarkScreen*>(); }
    const ui::LoadSession& session() const { return screen().session(); }

    void press(const char* button) const { QTest::mouseClick(find<QAbstractButton>(button), Qt::LeftButton); }
    void key(Qt::Key key, Qt::KeyboardModifiers with = Qt::NoModifier) const {
        QWidget* to = QApplication::focusWidget() ? QApplication::focusWidget() : window.get();
        QTest::keyClick(to, key, with);
    }
    void type(const char* field, const QString& text) const {
        auto* widget = find<QWidget>(field);
        widget->setFocus();
        if (auto* spin = qobject_cast<QAbstractSpinBox*>(widget))
            spin->selectAll();
        else
            QTest::keyClick(widget, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(widget, Qt::Key_Delete);
        QTest::keyClicks(widget, text);
    }
    void choose(const char* box, int at) const {
        auto* combo = find<QComboBox>(box);
        combo->setFocus();
        QTest::keyClick(combo, Qt::Key_Home);
        for (int down = 0; down < at; ++down)
            QTest::keyClick(combo, Qt::Key_Down);
        QCOMPARE(combo->currentIndex(), at);
    }
    void unfold() const {
        if (!find<QWidget>("planDetails")->isVisible())
            key(Qt::Key_F9);
        QTRY_VERIFY(find<QWidget>("planDetails")->isVisible());
    }
    // Over the built-in server, as it is typed.
    void plan(int requests, int concurrency, const QString& delay = QStringLiteral("0:50ms")) const {
        unfold();
        choose("targetKindBox", 0);
        choose("engineBox", 1);
        type("serverDelayField", delay);
        type("serverBodyBox", QStringLiteral("2000"));
        type("requestsBox", QString::number(requests));
        type("concurrencyBox", QString::number(concurrency));
    }
    // A run that goes on until it is stopped, and has had answers.
    void begin() const {
        plan(100'000, 5);
        press("startRunButton");
        QTRY_VERIFY(text("completedNumber") != QStringLiteral("–") && text("completedNumber") != QStringLiteral("0"));
    }
    bool ended(int timeoutMs = 30'000) const {
        return QTest::qWaitFor([this] { return session().settled(); }, timeoutMs);
    }

    template<typename Widget = QLabel>
    QString text(const char* label) const {
        return find<Widget>(label)->text();
    }
    QString said() const {
        const auto* banner = find<ui::Banner>("benchSaidBanner");
        return banner->isVisible() ? banner->message() : QString();
    }
    QTableView& runs() const { return *find<QTableView>("runTable"); }
    QString cell(int row, int column) const { return runs().model()->index(row, column).data().toString(); }
    // Runs that the library keeps.
    QList<library::Run> kept() {
        const auto list = stage.write([](library::Stores& stores) { return stores.runs.list(); });
        return list ? *list : QList<library::Run>();
    }
    void keep(const bench::StoredRun& run) {
        const auto added = stage.write(
            [&run](library::Stores& stores) { return stores.runs.add(bench::toStore(run.result, run.series)); });
        if (!added)
            qFatal("%s", qPrintable(added.error().message));
    }
    void reopen() {
        window.reset();
        open();
    }
    // The window over a library that keeps these runs, once it shows them.
    void openWith(const QList<bench::StoredRun>& runs) {
        for (const bench::StoredRun& run : runs)
            keep(run);
        reopen();
        QTRY_COMPARE(find<QTableView>("runTable")->model()->rowCount(), runs.size());
    }

    // Children of this process that serve, by their command lines.
    static QList<qint64> servers() {
        QList<qint64> found;
        const auto tasks = QDir(QStringLiteral("/proc/self/task")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString& task : tasks) {
            QFile file(QStringLiteral("/proc/self/task/%1/children").arg(task));
            if (!file.open(QIODevice::ReadOnly))
                continue;
            for (const QByteArray& child : file.readAll().simplified().split(' ')) {
                QFile line(QStringLiteral("/proc/%1/cmdline").arg(QString::fromLatin1(child)));
                if (!child.isEmpty() && line.open(QIODevice::ReadOnly) && line.readAll().contains("serve"))
                    found << child.toLongLong();
            }
        }
        return found;
    }

    Stage stage;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace stage
