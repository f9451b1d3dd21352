#include "pages.h"

#include "base/file.h"
#include "cli/gzip.h"

#include <QDir>

#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace bench {
namespace {

constexpr qint64 largestPage = 256LL << 20;

QByteArray contentOf(const QString& path) {
    base::Result<QByteArray> bytes = base::readFile(path, largestPage);
    if (bytes && path.endsWith(QLatin1String(".gz")))
        bytes = cli::gunzip(bytes.value(), largestPage);
    if (!bytes) {
        std::fprintf(stderr, "%s: %s\n", qUtf8Printable(path), qUtf8Printable(bytes.error().message));
        std::exit(1);
    }
    return bytes.value();
}

} // namespace

QList<Page> readPages(const QString& folder) {
    const QDir directory(folder);
    QList<Page> pages;
    for (const QString& name :
         directory.entryList({QStringLiteral("*.html"), QStringLiteral("*.html.gz")}, QDir::Files, QDir::Name))
        pages.append({name, contentOf(directory.filePath(name))});
    if (pages.isEmpty()) {
        std::fprintf(stderr, "no *.html or *.html.gz in %s\n", qUtf8Printable(folder));
        std::exit(1);
    }
    return pages;
}

double processorMilliseconds() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

} // namespace bench
