// What the interface thread is asked to do, measured: how long every event takes over a session of archiving,
// searching, opening the 20 longest articles, scrolling and resizing (promise 4), and how long from exec() to the first
// painted window.
//
//   interface --library FILE [--pages N]      the session; archives N pages of a server it starts itself
//   interface --library FILE --start-only     prints the time to the first paint and ends

#include "archive/pipeline.h"
#include "bench/server/server.h"
#include "library/library.h"
#include "measure/histogram.h"
#include "services.h"
#include "ui/mainwindow.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

using namespace std::chrono_literals;

struct SlowEvent {
    qint64 us;
    QByteArray what;
};

// Times every event that reaches the interface thread from its event loop; what an event sends on itself is part of it.
class ProbedApplication final : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override {
        if (m_depth > 0 || !m_measuring)
            return QApplication::notify(receiver, event);
        const int type = event->type();
        const QByteArray name = receiver->metaObject()->className();
        ++m_depth;
        QElapsedTimer timer;
        timer.start();
        const bool result = QApplication::notify(receiver, event);
        const qint64 us = timer.nsecsElapsed() / 1000;
        --m_depth;
        m_events.record(us);
        if (us > 16'000)
            m_slow.push_back({us, name + " event " + QByteArray::number(type)});
        return result;
    }

    void setMeasuring(bool on) { m_measuring = on; }

    void report() {
        std::printf("events %llu  p50 %.2f ms  p99 %.2f ms  p99.9 %.2f ms  max %.1f ms  over 16 ms: %zu\n",
                    static_cast<unsigned long long>(m_events.count()), double(m_events.percentileOfAny(0.5)) / 1e3,
                    double(m_events.percentileOfAny(0.99)) / 1e3, double(m_events.percentileOfAny(0.999)) / 1e3,
                    double(m_events.maximum()) / 1e3, m_slow.size());
        std::ranges::sort(m_slow, std::greater{}, &SlowEvent::us);
        for (std::size_t i = 0; i < std::min<std::size_t>(m_slow.size(), 12); ++i)
            std::printf("  %7.1f ms  %s\n", double(m_slow[i].us) / 1e3, m_slow[i].what.constData());
    }

private:
    measure::Histogram m_events;
    std::vector<SlowEvent> m_slow;
    int m_depth = 0;
    bool m_measuring = false;
};

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

// One thing after another, each from the event loop, 40 ms apart as fast hands would do.
class Session final : public QObject {
public:
    Session(ui::MainWindow& window, Services& services)
        : m_window(window)
        , m_services(services) {
        connect(&m_timer, &QTimer::timeout, this, &Session::next);
        connect(&services.pipeline(), &archive::Pipeline::countsChanged, this,
                [this](const library::JobCounts& counts) { m_left = counts.waiting + counts.running; });
    }

    void begin(const QStringList& links) {
        m_steps.push_back([this, links] { m_window.archiveLinks(links); });
        wait(20);
        m_services.library().read(
            library::ReadLane::Lists, this,
            [](library::Stores& stores) {
                library::PageQuery longest;
                longest.sort = library::PageSort::Length;
                return stores.pages.ids(longest);
            },
            [this](const base::Result<QList<library::PageId>>& found) { plan(found.valueOr({}).mid(0, 20)); });
    }

private:
    void plan(const QList<library::PageId>& longest) {
        addResizes();
        m_steps.push_back([this] { m_window.showPlace(QStringLiteral("library")); });
        wait(5);
        for (const char* query : {"harbour light", "tide", "\"open sea\"", "la mer", "wind mill stone"})
            addTyping(QString::fromLatin1(query));
        for (const library::PageId page : longest) {
            m_steps.push_back([this, page] { m_window.place(QStringLiteral("library"))->showPage(page); });
            wait(8);
            addScrolling("articleView");
        }
        addScrolling("pageList");
        addResizes();
        m_steps.push_back([this] { m_window.showPlace(QStringLiteral("archive")); });
        addScrolling("jobTable");
        addResizes();
        m_timer.start(40ms);
    }

    void wait(int turns) {
        for (int i = 0; i < turns; ++i)
            m_steps.push_back([] {});
    }

    void addTyping(const QString& text) {
        for (qsizetype length = 1; length <= text.size(); ++length) {
            m_steps.push_back([this, typed = text.left(length)] {
                if (auto* field = m_window.findChild<QLineEdit*>(QStringLiteral("librarySearchEdit")))
                    field->setText(typed);
            });
            wait(1);
        }
        wait(5);
        m_steps.push_back([this] {
            if (auto* field = m_window.findChild<QLineEdit*>(QStringLiteral("librarySearchEdit")))
                field->clear();
        });
        wait(5);
    }

    void addScrolling(const char* name) {
        for (int turn = 0; turn < 25; ++turn) {
            m_steps.push_back([this, name] {
                auto* area = m_window.findChild<QAbstractScrollArea*>(QString::fromLatin1(name));
                if (area)
                    area->verticalScrollBar()->setValue(area->verticalScrollBar()->value() +
                                                        area->verticalScrollBar()->pageStep());
            });
        }
    }

    void addResizes() {
        for (int turn = 0; turn < 20; ++turn)
            m_steps.push_back([this, turn] { m_window.resize(900 + 38 * (turn % 11), 600 + 20 * (turn % 11)); });
    }

    void next() {
        if (m_done < m_steps.size()) {
            const auto step = m_steps[m_done++];
            step();
        } else if (m_left == 0) {
            m_timer.stop();
            QCoreApplication::quit();
        }
    }

    ui::MainWindow& m_window;
    Services& m_services;
    QTimer m_timer;
    std::vector<std::function<void()>> m_steps;
    std::size_t m_done = 0;
    qint64 m_left = -1;
};

} // namespace

int main(int argc, char** argv) {
    // The caller says when it started us (nanoseconds since the epoch), so that loading the program is counted.
    qint64 startedNs = qEnvironmentVariable("STARTED_NS").toLongLong();
    if (startedNs == 0)
        startedNs = std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
    QCoreApplication::setApplicationName(QStringLiteral("tidemark"));
    ProbedApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("library"), QStringLiteral("The library."), QStringLiteral("FILE")},
                       {QStringLiteral("pages"), QStringLiteral("How many pages to archive."), QStringLiteral("N"),
                        QStringLiteral("600")},
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
    window.resize(1280, 800);
    if (parser.isSet(QStringLiteral("start-only"))) {
        new FirstPaint(&window, startedNs);
        window.show();
        return QApplication::exec();
    }

    bench::server::Server server{bench::server::Options{}};
    if (const std::string failed = server.start(); !failed.empty()) {
        std::fprintf(stderr, "%s\n", failed.c_str());
        return 1;
    }
    QStringList links;
    for (int page = 0; page < parser.value(QStringLiteral("pages")).toInt(); ++page)
        links << QStringLiteral("http://127.0.0.1:%1/page/%2").arg(server.port()).arg(page);
    QMetaObject::invokeMethod(&core.pipeline(), &archive::Pipeline::start);
    application.setMeasuring(true);
    window.show();
    Session session(window, core);
    session.begin(links);
    const int status = QApplication::exec();
    application.setMeasuring(false);
    application.report();
    return status;
}
