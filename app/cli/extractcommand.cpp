#include "article/article.h"
#include "article/explain.h"
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

void print(const article::Article& found, Console& console) {
    if (!found.title.isEmpty())
        console.text(QString(found.title % QStringLiteral("\n\n")));
    console.text(QString(withoutTitleLine(found.text, found.title) % u'\n'));
}

int extractFiles(const Arguments& arguments, Console& console) {
    article::ExtractOptions options;
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
            print(found, console);
    }
    return status;
}

int extractFolder(const QString& folder, const QString& output, Console& console) {
    const QDir directory(folder);
    if (!directory.exists())
        return explain({"folder-missing", Words::tr("%1 is not a folder.").arg(folder)}, console);
    int status = AllWell;
    QJsonObject all;
    for (const QString& name :
         directory.entryList({QStringLiteral("*.html"), QStringLiteral("*.html.gz")}, QDir::Files, QDir::Name)) {
        const base::Result<QByteArray> page = readBytes(directory.filePath(name));
        if (page)
            all[name] = fieldsOf(article::extract(page.value()));
        else
            status = worse(status, explain(page.error(), console));
    }
    const base::Result<void> written = base::writeFileAtomically(output, QJsonDocument(all).toJson());
    return written ? status : worse(status, explain(written.error(), console));
}

int run(const Arguments& arguments, Console& console) {
    const QString folder = arguments.value("batch");
    const QString output = arguments.value("output");
    if (folder.isEmpty() != output.isEmpty() || folder.isEmpty() == arguments.operands.isEmpty())
        return explain({wrongUsage,
                        Words::tr("Name the files to extract, or a folder with --batch and the result with --output.")},
                       console);
    return folder.isEmpty() ? extractFiles(arguments, console) : extractFolder(folder, output, console);
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
                        jsonOption()},
            .leastOperands = 0,
            .mostOperands = -1,
            .run = run};
}

} // namespace cli
