// Makes a library of made-up pages, each with an article, text and a few tags, for what is to be measured with many:
//
//   make_library FILE [PAGES]      100,000 pages unless told otherwise

#include "article/article.h"
#include "bench/server/behaviours.h"
#include "library/library.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>

#include <cstdio>

namespace {

using namespace library;

constexpr int pagesInOneWork = 250;
constexpr int worksAhead = 4;

QByteArray pageOf(int number) {
    bench::server::Memory memory;
    bench::server::Request request;
    request.path = "/page/" + std::to_string(number);
    request.query = "images=0";
    const auto script = bench::server::behave(request, memory);
    return QByteArray::fromStdString(*std::get<bench::server::Send>(script->steps.back()).bytes);
}

struct Entry {
    NewJob link;
    CaptureRecord capture;
    NewSnapshot snapshot;
};

Entry entryOf(int number) {
    const QByteArray html = pageOf(number);
    const QString link = QStringLiteral("https://almanac-%1.test/page/%2").arg(number % 500).arg(number);
    article::ExtractOptions options;
    options.link = QUrl(link);
    const article::Article found = article::extract(html, options);
    const QDateTime when = QDateTime::fromSecsSinceEpoch(1'400'000'000 + number * 600LL, Qt::UTC);

    Entry entry;
    entry.link.link = link;
    if (number % 10 == 0)
        entry.link.tags = QStringList{QStringLiteral("tag %1").arg(number % 70)};
    entry.capture.startedAt = when;
    entry.capture.finishedAt = when.addSecs(1);
    entry.capture.outcome = "stored";
    entry.capture.status = 200;
    entry.capture.bytes = html.size();
    entry.capture.timings = "{}";
    NewSnapshot& snapshot = entry.snapshot;
    snapshot.capturedAt = when.addSecs(1);
    snapshot.finalLink = link;
    snapshot.mediaType = "text/html";
    snapshot.charset = found.charset;
    snapshot.body = pack(html, "text/html");
    snapshot.article = pack(found.html, "text/html");
    snapshot.title = found.title;
    snapshot.byline = found.byline;
    snapshot.publishedAt = found.publishedAt;
    snapshot.language = found.language;
    snapshot.direction = found.direction;
    snapshot.wordCount = found.wordCount;
    snapshot.excerpt = found.excerpt;
    snapshot.extractorVersion = article::extractorVersion;
    snapshot.text = found.text;
    return entry;
}

base::Result<int> store(Stores& stores, const std::vector<Entry>& entries) {
    for (const Entry& entry : entries) {
        if (const auto stored = stores.snapshots.importSnapshot(entry.link, entry.capture, entry.snapshot); !stored)
            return stored.error();
    }
    return int(entries.size());
}

} // namespace

int main(int count, char** values) {
    const QCoreApplication application(count, values);
    const QStringList arguments = application.arguments();
    if (arguments.size() < 2 || QFile::exists(arguments[1])) {
        std::fprintf(stderr, "make_library FILE [PAGES], where FILE is not there yet\n");
        return 2;
    }
    const int pages = arguments.size() > 2 ? arguments[2].toInt() : 100'000;
    const auto opened = Library::open({arguments[1], OpenMode::ReadWrite, true});
    if (!opened) {
        std::fprintf(stderr, "%s\n", qPrintable(opened.error().message));
        return 3;
    }
    QElapsedTimer timer;
    timer.start();
    QObject context;
    int waiting = 0;
    int stored = 0;
    bool failed = false;
    for (int first = 1; first <= pages && !failed; first += pagesInOneWork) {
        std::vector<Entry> entries;
        for (int number = first; number < first + pagesInOneWork && number <= pages; ++number)
            entries.push_back(entryOf(number));
        ++waiting;
        (*opened)->write(
            &context, [entries = std::move(entries)](Stores& stores) { return store(stores, entries); },
            [&](const base::Result<int>& done) {
                --waiting;
                stored += done ? *done : 0;
                if (!done)
                    std::fprintf(stderr, "%s\n", qPrintable(done.error().message));
                failed = failed || !done;
            });
        while (waiting >= worksAhead)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    while (waiting > 0)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    std::printf("%d pages in %.1f s\n", stored, double(timer.elapsed()) / 1000);
    return failed ? 1 : 0;
}
