#include "fixture.h"

#include "library/transaction.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QRandomGenerator>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

// Measures the library and prints the numbers: bench_library [folder] [pages] [links]. Build it for release.

using namespace library;

namespace {

double cpu() {
    return double(std::clock()) / CLOCKS_PER_SEC;
}

double seconds(const QElapsedTimer& timer) {
    return double(timer.nsecsElapsed()) / 1e9;
}

qint64 peakMegabytes() {
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).simplified().split(' ').first().toLongLong() / 1024;
    }
    return 0;
}

// Words by Zipf's law, so that some are in nearly every page and most in few.
QString words(QRandomGenerator& random, int count) {
    QString text;
    text.reserve(count * 7);
    for (int i = 0; i < count; ++i) {
        const auto rank = quint32(std::exp(random.generateDouble() * std::log(200'000.0)));
        text +=
            QStringLiteral("w") % QString::number(rank, 36) % QString::number(rank % 7) % (i % 12 == 11 ? u". " : u" ");
    }
    return text;
}

template<typename Work>
void percentiles(const char* name, int times, Work work) {
    QList<double> taken;
    const double cpuBefore = cpu();
    for (int i = 0; i < times; ++i) {
        QElapsedTimer timer;
        timer.start();
        work(i);
        taken.append(seconds(timer) * 1000);
    }
    std::sort(taken.begin(), taken.end());
    std::printf("%-46s p50 %8.2f ms  p95 %8.2f ms  max %8.2f ms  processor %8.2f ms\n", name, taken[times / 2],
                taken[times * 95 / 100], taken.last(), (cpu() - cpuBefore) * 1000 / times);
}

void addLinks(const QString& folder, int count, bool oneHost) {
    const auto opened =
        fixture::open(folder + (oneHost ? QStringLiteral("/one.tidemark") : QStringLiteral("/many.tidemark")));
    Stores& stores = opened->here();
    QElapsedTimer timer;
    timer.start();
    const double cpuBefore = cpu();
    for (int done = 0; done < count; done += 10'000) {
        QList<NewJob> links;
        for (int i = done; i < done + 10'000; ++i)
            links.append(fixture::newJob(
                QStringLiteral("https://%1/articles/2024/05/some-title-of-a-page-%2.html")
                    .arg(oneHost ? QStringLiteral("example.org") : QStringLiteral("host%1.example.org").arg(i),
                         QString::number(i))));
        (void)stores.jobs.add(links, IfKept::Skip);
    }
    std::printf("add %d links, %s: %.1f s (%.1f s of processor), peak %lld MB\n", count,
                oneHost ? "one host" : "a host each", seconds(timer), cpu() - cpuBefore, peakMegabytes());
    const auto now = QDateTime::currentDateTimeUtc();
    timer.restart();
    int claimed = 0;
    for (int i = 0; i < 500; ++i) {
        const auto jobs = stores.jobs.claim(32, 64, {}, now);
        claimed += int(jobs->size());
        QList<JobId> ids;
        for (const Job& job : *jobs)
            ids.append(job.id);
        (void)stores.jobs.cancel(ids);
    }
    std::printf("  claim and end 32 at a time: %.0f jobs/s (durable each time)\n", claimed / seconds(timer));
    percentiles("  claim 1 of all", 200, [&](int) { (void)stores.jobs.claim(1, 1'000'000, {}, now); });
    percentiles("  counts", 50, [&](int) { (void)stores.jobs.counts(); });
    percentiles("  ids of all, as added", 5, [&](int) { (void)stores.jobs.ids({}); });
    percentiles("  ids of the waiting", 5, [&](int) {
        (void)stores.jobs.ids({JobState::Waiting, {}, JobSort::Added, false});
    });
    percentiles("  ids by link", 3, [&](int) { (void)stores.jobs.ids({std::nullopt, {}, JobSort::Link, false}); });
    percentiles("  ids by text", 3, [&](int i) {
        (void)stores.jobs.ids({std::nullopt, QString::number(777 + i), JobSort::Added, false});
    });
    timer.restart();
    (void)stores.jobs.cancelAll();
    std::printf("  cancel all: %.1f s\n", seconds(timer));
    timer.restart();
    (void)stores.jobs.clearFinished();
    std::printf("  clear all: %.1f s, peak %lld MB\n", seconds(timer), peakMegabytes());
}

NewSnapshot page(QRandomGenerator& random, int number, int bodyBytes) {
    const int length = 300 + int(random.bounded(900));
    NewSnapshot values = fixture::snapshot(words(random, 6), words(random, length), number);
    values.excerpt = values.text.left(300);
    values.publishedAt = QStringLiteral("20%1-0%2-11").arg(10 + random.bounded(15)).arg(1 + random.bounded(9));
    values.wordCount = length;
    if (bodyBytes > 0) {
        // Markup that compresses about as pages do, around the text.
        QByteArray body;
        while (body.size() < bodyBytes)
            body += "<div class=\"c" + QByteArray::number(random.bounded(5000)) + "\" data-x=\"" +
                    QByteArray::number(random.generate(), 36) + "\"><p>" + words(random, 12).toUtf8() + "</p></div>\n";
        values.body = pack(body, "text/html");
        values.article = pack(body.left(bodyBytes / 10), "text/html");
    }
    return values;
}

// Captures handed in by two threads that also compress them, as the pipeline's workers do.
void commitCaptures(const QString& folder, int count) {
    const auto opened = fixture::open(folder + QStringLiteral("/captures.tidemark"), true);
    QList<JobId> ids;
    QList<NewJob> links;
    for (int i = 0; i < count; ++i)
        links.append(fixture::newJob(QStringLiteral("http://example.org/%1").arg(i)));
    QObject context;
    bool ready = false;
    opened->write(
        &context,
        [&](Stores& stores) -> base::Result<QList<Job>> {
            (void)stores.jobs.add(links, IfKept::Skip);
            return stores.jobs.claim(count, count, {}, fixture::at(0));
        },
        [&](base::Result<QList<Job>> jobs) {
            for (const Job& job : *jobs)
                ids.append(job.id);
            ready = true;
        });
    while (!ready)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    // Packed before: what is measured is the writer.
    QList<NewSnapshot> snapshots;
    QRandomGenerator random(3);
    qint64 stored = 0;
    for (int i = 0; i < 200; ++i) {
        snapshots.append(page(random, i, 280 * 1024));
        stored += snapshots.last().body.data.size() + snapshots.last().article.data.size();
    }
    int done = 0;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < count; ++i) {
        NewSnapshot values = snapshots[i % 200];
        values.body.sha256 = QCryptographicHash::hash(QByteArray::number(i), QCryptographicHash::Sha256);
        values.article.sha256 = QCryptographicHash::hash(QByteArray::number(-i), QCryptographicHash::Sha256);
        values.text += QString::number(i);
        opened->write(
            &context,
            [id = ids[i], values](Stores& stores) {
                return stores.snapshots.commitCapture(id, fixture::capture(), values);
            },
            [&](base::Result<Committed> committed) { done += committed ? 1 : 0; });
        if (i - done > 64)
            QCoreApplication::processEvents();
        while (i - done > 256)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    while (done < count)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    std::printf("commit %d captures of 280 KB (%lld KB packed), at most 256 waiting: %.0f/s durable\n", count,
                stored / 200 / 1024, count / seconds(timer));
    // One after another: each waits for its own commit.
    timer.restart();
    percentiles("  one alone, until durable", 100, [&](int i) {
        bool ended = false;
        opened->write(
            &context,
            [&, i](Stores& stores) -> base::Result<Committed> {
                return stores.snapshots.importSnapshot(fixture::newJob(QStringLiteral("http://alone.org/%1").arg(i)),
                                                       fixture::capture(), snapshots[i]);
            },
            [&](base::Result<Committed>) { ended = true; });
        while (!ended)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    });
}

void searchPages(const QString& folder, int count) {
    const QString file = folder + QStringLiteral("/pages%1.tidemark").arg(count);
    if (!QFileInfo::exists(file)) {
        const auto opened = fixture::open(file);
        QElapsedTimer timer;
        timer.start();
        QRandomGenerator random(5);
        const double cpuBefore = cpu();
        for (int i = 0; i < count;) {
            Transaction thousand(opened->here().database, Transaction::Kind::Write);
            for (const int end = std::min(count, i + 1000); i < end; ++i)
                (void)opened->here().snapshots.importSnapshot(
                    fixture::newJob(QStringLiteral("http://site%1.org/%2").arg(i % 997).arg(i)), fixture::capture(i),
                    page(random, i, 0));
            (void)thousand.commit();
        }
        std::printf("make %d pages: %.0f s (%.0f s of processor), file %lld MB\n", count, seconds(timer),
                    cpu() - cpuBefore, QFileInfo(file).size() / 1'000'000);
    }
    QElapsedTimer timer;
    timer.start();
    const auto opened = Library::open({file, OpenMode::ReadWrite, true});
    std::printf("open with %d pages: %.1f ms\n", count, seconds(timer) * 1000);
    Stores& stores = (*opened)->here();
    const char* names[] = {"added", "captured", "published", "title", "site", "length"};
    for (int sort = 0; sort <= int(PageSort::Length); ++sort) {
        PageQuery query;
        query.sort = PageSort(sort);
        percentiles(qPrintable(QStringLiteral("  ids by %1").arg(QLatin1String(names[sort]))), 5,
                    [&](int) { (void)stores.pages.ids(query); });
    }
    PageQuery unread;
    unread.shelf = PageShelf::Unread;
    percentiles("  ids of the unread", 5, [&](int) { (void)stores.pages.ids(unread); });
    percentiles("  count", 5, [&](int) { (void)stores.pages.count({}); });
    percentiles("  sites", 5, [&](int) { (void)stores.pages.sites(100); });
    const auto ids = stores.pages.ids({});
    QRandomGenerator random(9);
    percentiles("  100 rows anywhere", 200,
                [&](int) { (void)stores.pages.rows(ids->mid(random.bounded(int(ids->size() - 100)), 100)); });
    const auto find = [&](const char* name, auto typed, int limit, bool byRank, PageSort sort = PageSort::Added) {
        percentiles(name, 100, [&](int) {
            PageQuery query;
            query.sort = sort;
            query.search = typed();
            const auto found = stores.search.find(query, limit, byRank);
            (void)stores.search.snippets(found->mid(0, 20), query.search);
        });
    };
    const auto one = [&] { return words(random, 1).simplified().remove(u'.'); };
    const auto two = [&] { return QString(one() % u' ' % one()); };
    const auto common = [] { return QStringLiteral("w11"); };
    find("  search 1 word, newest 200, 20 snippets", one, 200, false);
    find("  search 2 words, newest 200", two, 200, false);
    find("  search the commonest word, newest 200", common, 200, false);
    find("  search 2 words, all", two, 0, false);
    find("  search the commonest word, all", common, 0, false);
    find("  search 1 word, best 200", one, 200, true);
    find("  search 2 words, best 200", two, 200, true);
    find("  search the commonest word, best 200", common, 200, true);
    find("  search 2 words, by title 200", two, 200, false, PageSort::Title);
    find(
        "  search a prefix, newest 200", [&] { return QString(one().left(2) % u'*'); }, 200, false);
    find(
        "  search a phrase, newest 200", [&] { return QString(u'"' % two() % u'"'); }, 200, false);
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    QTemporaryDir temporary(QDir::currentPath() + QStringLiteral("/bench_library-XXXXXX"));
    const QString folder = argc > 1 ? QString::fromLocal8Bit(argv[1]) : temporary.path();
    const int pages = argc > 2 ? atoi(argv[2]) : 100'000;
    const int links = argc > 3 ? atoi(argv[3]) : 1'000'000;
    if (links > 0) {
        addLinks(folder, links, true);
        addLinks(folder, links, false);
        commitCaptures(folder, 2000);
    }
    if (pages > 0)
        searchPages(folder, pages);
    std::printf("peak %lld MB\n", peakMegabytes());
    return 0;
}
