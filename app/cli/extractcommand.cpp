#include "article/article.h"
#include "article/explain.h"
#include "article/features.h"
#include "article/training.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/gzip.h"
#include "cli/librarycommand.h"
#include "cli/titleline.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeDatabase>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

constexpr qint64 largestFile = 64LL << 20;

base::Result<QByteArray> readBytes(const QString& path) {
    base::Result<QByteArray> bytes = base::readFile(path, largestFile);
    if (!bytes || !path.endsWith(QLatin1String(".gz"), Qt::CaseInsensitive))
        return bytes;
    return gunzip(bytes.value(), largestFile);
}

// What is plainly something else than a page has no article; anything unknown is tried.
bool isOtherMedia(const QMimeType& type) {
    const QString name = type.name();
    const bool drawing = type.inherits(QStringLiteral("application/xml")); // as xhtml is
    return !drawing && (name.startsWith(QLatin1String("image/")) || name.startsWith(QLatin1String("audio/")) ||
                        name.startsWith(QLatin1String("video/")) || name == QLatin1String("application/pdf") ||
                        name == QLatin1String("application/zip") || name == QLatin1String("application/gzip"));
}

base::Result<QByteArray> readPage(const QString& path) {
    base::Result<QByteArray> bytes = readBytes(path);
    if (!bytes)
        return bytes;
    const QMimeType type = QMimeDatabase().mimeTypeForData(bytes.value().left(4'096));
    if (isOtherMedia(type))
        return base::Error{"not-html", Words::tr("%1 is no HTML page (%2).").arg(path, type.name())};
    return bytes;
}

QJsonObject fieldsOf(const article::Article& found) {
    return {{QStringLiteral("text"), found.text},
            {QStringLiteral("title"), found.title},
            {QStringLiteral("author"), found.byline},
            {QStringLiteral("date"), found.publishedAt},
            {QStringLiteral("language"), found.language}};
}

QJsonObject allFieldsOf(const article::Article& found) {
    QJsonObject fields = fieldsOf(found);
    fields[QStringLiteral("direction")] = found.direction;
    fields[QStringLiteral("site")] = found.siteName;
    fields[QStringLiteral("excerpt")] = found.excerpt;
    fields[QStringLiteral("image")] = found.mainImage;
    fields[QStringLiteral("canonical")] = found.canonical;
    fields[QStringLiteral("html")] = QString::fromUtf8(found.html);
    fields[QStringLiteral("words")] = found.wordCount;
    fields[QStringLiteral("charset")] = QString::fromLatin1(found.charset);
    fields[QStringLiteral("flag")] = QString::fromLatin1(article::flagName(found.flag));
    return fields;
}

void print(const article::Article& found, const QString& path, Console& console) {
    if (found.text.isEmpty())
        console.message(
            found.flag == article::Flag::NeedsBrowser
                ? Words::tr("%1 shows its content only with scripts; there is no text to read in it.").arg(path)
                : Words::tr("There is no text to read in %1.").arg(path));
    if (!found.title.isEmpty())
        console.text(QString(found.title % QStringLiteral("\n\n")));
    console.text(QString(withoutTitleLine(found.text, found.title) % u'\n'));
}

int extractFiles(const Arguments& arguments, article::ExtractOptions options, Console& console) {
    options.link = QUrl(arguments.value("link").trimmed());
    int status = AllWell;
    for (const QString& path : arguments.operands) {
        const base::Result<QByteArray> page = readPage(path);
        if (!page)
            status = worse(status, explain(page.error(), console));
        else if (arguments.has("explain"))
            console.text(article::explain(page.value(), options));
        else if (const article::Article found = article::extract(page.value(), options); arguments.has("json"))
            console.json(allFieldsOf(found));
        else
            print(found, path, console);
    }
    return status;
}

QStringList pagesIn(const QDir& folder) {
    return folder.entryList({QStringLiteral("*.html"), QStringLiteral("*.html.gz")}, QDir::Files, QDir::Name);
}

int extractFolder(const QDir& directory, const QString& output, const article::ExtractOptions& options,
                  Console& console) {
    int status = AllWell;
    QJsonObject all;
    for (const QString& name : pagesIn(directory)) {
        const base::Result<QByteArray> page = readBytes(directory.filePath(name));
        if (page)
            all[name] = fieldsOf(article::extract(page.value(), options));
        else
            status = worse(status, explain(page.error(), console));
    }
    const base::Result<void> written = base::writeFileAtomically(output, QJsonDocument(all).toJson());
    return written ? status : worse(status, explain(written.error(), console));
}

// For resources/extraction/train.py: NAME.features and NAME.blocks for each page, and the features' names.
int describeFolder(const QDir& directory, const QString& output, const article::PathModel& paths, Console& console) {
    if (!QDir().mkpath(output))
        return explain({"folder-missing", Words::tr("The folder %1 cannot be made.").arg(output)}, console);
    const auto write = [&](const QString& name, const QByteArray& bytes) {
        const base::Result<void> written = base::writeFileAtomically(QDir(output).filePath(name), bytes);
        return written ? int(AllWell) : explain(written.error(), console);
    };
    int status = AllWell;
    for (const QString& name : pagesIn(directory)) {
        const base::Result<QByteArray> page = readBytes(directory.filePath(name));
        if (!page) {
            status = worse(status, explain(page.error(), console));
            continue;
        }
        const QString stem = name.left(name.indexOf(QLatin1String(".html")));
        const article::TrainingPage described = article::describeForTraining(page.value(), {}, paths);
        status = worse(status, write(stem % QLatin1String(".features"), described.numbers));
        status = worse(status, write(stem % QLatin1String(".blocks"), described.texts));
    }
    QByteArray names;
    for (const char* name : article::featureNames())
        names.append(name).append('\n');
    return worse(status, write(QStringLiteral("features.txt"), names));
}

base::Result<article::ContentTable> readTable(const QString& path) {
    base::Result<QByteArray> bytes = base::readFile(path, largestFile);
    return bytes ? article::ContentTable::read(bytes.value()) : base::Result<article::ContentTable>(bytes.error());
}

int run(const Arguments& arguments, Console& console) {
    const QString folder = arguments.value("batch");
    const QString output = arguments.value("output");
    const QString features = arguments.value("features");
    const bool results = !output.isEmpty() || !features.isEmpty();
    if (folder.isEmpty() == results || folder.isEmpty() == arguments.operands.isEmpty() ||
        (!output.isEmpty() && !features.isEmpty()))
        return explain({wrongUsage, Words::tr("Name the files to extract, or a folder with --batch and the result with "
                                              "--output or --features.")},
                       console);
    article::ContentTable other;
    const bool hasTable = arguments.has("table");
    if (hasTable) {
        base::Result<article::ContentTable> read = readTable(arguments.value("table"));
        if (!read)
            return explain(read.error(), console);
        other = std::move(read.value());
    }
    article::ExtractOptions options;
    options.table = hasTable ? &other : nullptr;
    if (folder.isEmpty())
        return extractFiles(arguments, options, console);
    const QDir directory(folder);
    if (!directory.exists())
        return explain({"folder-missing", Words::tr("%1 is not a folder.").arg(folder)}, console);
    if (output.isEmpty())
        return describeFolder(directory, features, other.paths, console);
    return extractFolder(directory, output, options, console);
}

} // namespace

Command extractCommand() {
    return {.name = QStringLiteral("extract"),
            .operands = QStringLiteral("[FILE…]"),
            .summary = Words::tr("Takes the readable article out of saved HTML pages, without a library.\n"
                                 "FILE may be compressed (.html.gz)."),
            .example = QStringLiteral("tidemark-cli extract page.html --link https://example.org/page\n"
                                      "  tidemark-cli extract --batch pages --output articles.json"),
            .options = {{QStringLiteral("link"), QStringLiteral("URL"),
                         Words::tr("where the page came from, for its links and images")},
                        {QStringLiteral("explain"), {}, Words::tr("show each block, whether it was kept, and why")},
                        {QStringLiteral("batch"), QStringLiteral("DIR"),
                         Words::tr("extract every *.html and *.html.gz in DIR")},
                        {QStringLiteral("output"), QStringLiteral("FILE"), Words::tr("where --batch writes its JSON")},
                        {QStringLiteral("features"), QStringLiteral("DIR"),
                         Words::tr("where --batch writes what the extractor's table is learnt from")},
                        {QStringLiteral("table"), QStringLiteral("FILE"),
                         Words::tr("another table than the one Tidemark comes with")},
                        jsonOption()},
            .leastOperands = 0,
            .mostOperands = -1,
            .run = run};
}

} // namespace cli
