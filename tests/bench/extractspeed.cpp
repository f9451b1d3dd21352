#include "article/article.h"

#include "pages.h"

#include <QUrl>

#include <algorithm>
#include <cstdio>
#include <vector>

// Processor time of extract(), bytes to article, over the pages of a folder, on one core: the median, the slowest and
// the whole. With --each also every page's own line, slowest first.
int main(int count, char** arguments) {
    const bool each = count == 3 && qstrcmp(arguments[2], "--each") == 0;
    if (count != 2 && !each) {
        std::fprintf(stderr, "usage: %s FOLDER [--each]\n", arguments[0]);
        return 2;
    }
    const QList<bench::Page> pages = bench::readPages(QString::fromLocal8Bit(arguments[1]));
    article::ExtractOptions options;
    options.link = QUrl(QStringLiteral("https://site.example/folder/page")); // links and pictures are made absolute
    article::extract(pages.first().bytes, options);                          // tables are read at first use
    struct Cost {
        double milliseconds;
        const bench::Page* page;
    };
    std::vector<Cost> costs;
    double total = 0;
    for (const bench::Page& page : pages) {
        const double before = bench::processorMilliseconds();
        article::extract(page.bytes, options);
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
