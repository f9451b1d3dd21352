#include "article/article.h"

#include "pages.h"

#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <cstdio>
#include <vector>

// Processor time of extract(), bytes to article, over the pages of a folder, on one core: the median, the slowest and
// the whole. --every takes each Nth page only; with --each every page has its own line, slowest first.
int main(int count, char** arguments) {
    QStringList options;
    for (int i = 1; i < count; ++i)
        options.append(QString::fromLocal8Bit(arguments[i]));
    const qsizetype every = options.indexOf(QLatin1String("--every"));
    const int step = every > 0 ? options.value(every + 1).toInt() : 1;
    const bool each = options.contains(QLatin1String("--each"));
    if (options.isEmpty() || step < 1) {
        std::fprintf(stderr, "usage: %s FOLDER [--every N] [--each]\n", arguments[0]);
        return 2;
    }
    const QList<bench::Page> pages = bench::readPages(options.first());
    article::ExtractOptions how;
    how.link = QUrl(QStringLiteral("https://site.example/folder/page")); // links and pictures are made absolute
    article::extract(pages.first().bytes, how);                          // tables are read at first use
    struct Cost {
        double milliseconds;
        const bench::Page* page;
    };
    std::vector<Cost> costs;
    double total = 0;
    for (qsizetype i = 0; i < pages.size(); i += step) {
        const bench::Page& page = pages[i];
        const double before = bench::processorMilliseconds();
        article::extract(page.bytes, how);
        costs.push_back({bench::processorMilliseconds() - before, &page});
        total += costs.back().milliseconds;
    }
    std::sort(costs.begin(), costs.end(), [](const Cost& a, const Cost& b) { return a.milliseconds > b.milliseconds; });
    const auto quantile = [&](double part) {
        return costs[size_t((1 - part) * double(costs.size() - 1) + 0.5)].milliseconds;
    };
    if (each) {
        for (const Cost& cost : costs)
            std::printf("%9.3f ms %9lld bytes %s\n", cost.milliseconds, static_cast<long long>(cost.page->bytes.size()),
                        qUtf8Printable(cost.page->name));
    }
    std::printf("pages %d median %.3f ms p90 %.3f ms p99 %.3f ms max %.3f ms, %.1f pages/s\n", int(costs.size()),
                quantile(0.5), quantile(0.9), quantile(0.99), costs.front().milliseconds,
                double(costs.size()) * 1e3 / total);
    return 0;
}
