// What the interface thread is asked to do, measured: how long every event takes over a session of archiving,
// searching, opening the 20 longest articles, scrolling and resizing (promise 4), and how long from exec() to the first
// painted window.
//
//   interface --library FILE [--pages N]      the session; archives N pages of a server it starts itself
//   interface --library FILE --links FILE     takes in a long list of links, and looks at it while it is being archived
//   interface --library FILE --start-only [--place library]      prints the time to the first paint and ends

#include "probe.h"
#include "steps.h"

#include "archive/pipeline.h"
#include "bench/server/server.h"
#include "library/library.h"
#include "services.h"
#include "ui/mainwindow.h"

#include <QAbstractButton>
#include <QCommandLineParser>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QTableView>

#include <cstdio>
#include <fstream>

namespace {

// Ends the program at the first paint of the window, when only the start is measured.
class FirstPaint final : public QObject {
public:
    FirstPaint(QWidget* window, qint64 startedNs)
        : QObject(window)
        , m_startedNs(startedNs) {
        window->installEventFilter(this);
    }

    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint && !m_painted) {
            m_painted = true;
            QTimer::singleShot(0, this, [this] {
                const auto now = std::chrono::system_clock::now().time_since_epoch();
                std::printf("first paint %.0f ms\n", double(std::chrono::nanoseconds(now).count() - m_startedNs) / 1e6);
                QCoreApplication::quit();
            });
        }
        return QObject::eventFilter(watched, event);
    }

private:
    qint64 m_startedNs;
    bool m_painted = false;
};

struct Stage {
    ProbedApplication& application;
    Services& core;
    ui::MainWindow& window;
    qint64 jobs = -1; // all that the pipeline has told of
    qint64 left = -1; // waiting and running
};

void addSession(Steps& steps, Stage& stage, const QStringList& links, const QList<library::PageId>& longest) {
    ui::MainWindow& window = stage.window;
    steps.add([&window, links] { window.archiveLinks(links); });
    steps.wait(20);
    steps.resize();
    steps.add([&window] { window.showPlace(QStringLiteral("library")); });
    steps.wait(5);
    for (const char* query : {"harbour light", "tide", "\"open sea\"", "la mer", "wind mill stone", "privacy"})
        steps.type("librarySearchEdit", QString::fromLatin1(query));
    for (const library::PageId page : longest) {
        steps.add([&window, page] { window.place(QStringLiteral("library"))->showPage(page); });
        steps.wait(8);
        steps.scroll("articleView", 25);
        steps.jump("articleView");
    }
    steps.resize();
    steps.scroll("pageList", 25);
    steps.jump("pageList");
    steps.add([&window] { window.showPlace(QStringLiteral("archive")); });
    steps.scroll("jobTable", 25);
    steps.resize();
    steps.waitUntil([&stage] { return stage.left == 0; });
}

int runSession(Stage& stage, int pages) {
    bench::server::Server server{bench::server::Options{}};
    if (const std::string failed = server.start(); !failed.empty()) {
        std::fprintf(stderr, "%s\n", failed.c_str());
        return 1;
    }
    QStringList links;
    for (int page = 0; page < pages; ++page)
        links << QStringLiteral("http://127.0.0.1:%1/page/%2").arg(server.port()).arg(page);
    Steps steps(stage.window);
    stage.core.library().read(
        library::ReadLane::Lists, &steps,
        [](library::Stores& stores) {
            library::PageQuery longest;
            longest.sort = library::PageSort::Length;
            return stores.pages.ids(longest);
        },
        [&](const base::Result<QList<library::PageId>>& found) {
            addSession(steps, stage, links, found.valueOr({}).mid(0, 20));
            steps.run([] { QCoreApplication::exit(); }); // quit() would ask the window first
        });
    stage.application.begin();
    stage.window.show();
    const int status = QApplication::exec();
    stage.application.end();
    stage.application.report("session", 12);
    std::printf("peak memory %.0f MiB\n", peakMebibytes());
    return status;
}

// Dropped into the window, counted, archived: as a person would with a long list.
void addIntake(Steps& steps, Stage& stage, const QString& file, QElapsedTimer& clock, qint64 wanted) {
    ui::MainWindow& window = stage.window;
    steps.wait(20);
    steps.add([&window, file] {
        static QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(QFileInfo(file).absoluteFilePath())});
        const auto post = [&window]<typename Event>(std::type_identity<Event>) {
            QCoreApplication::postEvent(
                &window, new Event(QPoint(200, 200), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier));
        };
        post(std::type_identity<QDragEnterEvent>()); // whoever accepts it gets the drop
        post(std::type_identity<QDropEvent>());
    });
    steps.add([&clock] { clock.start(); });
    steps.wait(5);
    steps.waitUntil(
        [&window] { return !widgetOf<QLabel>(window, "linkStatus")->text().contains(QStringLiteral("counting")); });
    steps.add([&window, &clock] {
        std::printf("counted after %.1f s: %s\n", double(clock.restart()) / 1000,
                    qPrintable(widgetOf<QLabel>(window, "linkStatus")->text()));
        widgetOf<QAbstractButton>(window, "archiveButton")->click();
    });
    steps.waitUntil([&stage, wanted] { return stage.jobs >= wanted; });
    steps.add([&stage, &clock] {
        std::printf("%lld jobs on disk %.1f s after the button, %lld already done, peak memory %.0f MiB\n",
                    static_cast<long long>(stage.jobs), double(clock.elapsed()) / 1000,
                    static_cast<long long>(stage.jobs - stage.left), peakMebibytes());
        stage.application.end();
        stage.application.report("taking in");
        stage.application.begin();
    });
}

void addLooking(Steps& steps, Stage& stage) {
    ui::MainWindow& window = stage.window;
    steps.wait(50);
    steps.scroll("jobTable", 25);
    steps.jump("jobTable");
    steps.resize();
    for (const char* tab : {"waitingFilterTab", "doneFilterTab", "runningFilterTab", "allFilterTab"}) {
        steps.add([&window, tab] { widgetOf<QAbstractButton>(window, tab)->click(); });
        steps.wait(50);
        steps.jump("jobTable");
    }
    steps.type("jobFilterField", QStringLiteral("77777"));
    for (const int column : {1, 0, -1}) {
        steps.add(
            [&window, column] { widgetOf<QTableView>(window, "jobTable")->sortByColumn(column, Qt::DescendingOrder); });
        steps.wait(100);
        steps.jump("jobTable");
    }
    steps.add([&window] { widgetOf<QTableView>(window, "jobTable")->selectAll(); });
    steps.wait(10);
    steps.scroll("jobTable", 5);
}

int runManyLinks(Stage& stage, const QString& file) {
    std::ifstream lines(file.toStdString());
    const auto wanted = std::count(std::istreambuf_iterator<char>(lines), {}, '\n');
    QElapsedTimer clock;
    Steps steps(stage.window);
    addIntake(steps, stage, file, clock, wanted);
    addLooking(steps, stage);
    stage.application.begin();
    stage.window.show();
    steps.run([] { QCoreApplication::exit(); }); // quit() would ask the window first
    const int status = QApplication::exec();
    stage.application.end();
    stage.application.report("looking");
    std::printf("peak memory %.0f MiB\n", peakMebibytes());
    return status;
}

} // namespace

int main(int argc, char** argv) {
    // The caller says when it started us (nanoseconds since the epoch), so that loading the program is counted.
    qint64 startedNs = qEnvironmentVariable("STARTED_NS").toLongLong();
    if (startedNs == 0)
        startedNs = std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    QCoreApplication::setApplicationName(QStringLiteral("tidemark"));
    ProbedApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("library"), QStringLiteral("The library."), QStringLiteral("FILE")},
                       {QStringLiteral("pages"), QStringLiteral("How many pages to archive."), QStringLiteral("N"),
                        QStringLiteral("600")},
                       {QStringLiteral("links"), QStringLiteral("A list of links to take in."), QStringLiteral("FILE")},
                       {QStringLiteral("place"), QStringLiteral("Where to start."), QStringLiteral("PLACE"),
                        QStringLiteral("archive")},
                       {QStringLiteral("start-only"), QStringLiteral("Measure the start alone.")}});
    parser.process(application);

    ServicesOptions options;
    options.libraryFile = parser.value(QStringLiteral("library"));
    auto services = Services::open(options);
    if (!services) {
        std::fprintf(stderr, "%s\n", qPrintable(services.error().message));
        return 3;
    }
    Services& core = **services;
    ui::MainWindow window({core.library(), core.pipeline(), core.recorder(), core.credentials(), core.settingsFile()});
    window.showPlace(parser.value(QStringLiteral("place")));
    window.resize(1280, 800);
    if (parser.isSet(QStringLiteral("start-only"))) {
        new FirstPaint(&window, startedNs);
        window.show();
        return QApplication::exec();
    }
    Stage stage{application, core, window};
    QObject::connect(&core.pipeline(), &archive::Pipeline::countsChanged, &window,
                     [&stage](const library::JobCounts& counts) {
                         stage.jobs = counts.all();
                         stage.left = counts.waiting + counts.running;
                     });
    QMetaObject::invokeMethod(&core.pipeline(), &archive::Pipeline::start);
    const QString links = parser.value(QStringLiteral("links"));
    return links.isEmpty() ? runSession(stage, parser.value(QStringLiteral("pages")).toInt())
                           : runManyLinks(stage, links);
}
