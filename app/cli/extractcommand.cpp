#include "cli/extractcommand.h"

#include "article/article.h"
#include "article/explain.h"
#include "base/file.h"
#include "cli/gzip.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>

namespace cli {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

constexpr qint64 largestFile = 64LL << 20;

base::Result<QByteArray> readPage(const QString& path) {
    base::Result<QByteArray> bytes = base::readFile(path, largestFile);
    if (!bytes || !path.endsWith(QLatin1String(".gz"), Qt::CaseInsensitive))
        return bytes;
    return gunzip(bytes.value(), largestFile);
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

void printArticle(const article::Article& found, QTextStream& out) {
    if (!found.title.isEmpty())
        out << found.title << "\n\n";
    out << found.text << '\n';
}

int extractFiles(const QCommandLineParser& parser, QTextStream& out, QTextStream& err) {
    article::ExtractOptions options;
    options.link = QUrl(parser.value(QStringLiteral("link")).trimmed());
    int status = 0;
    for (const QString& path : parser.positionalArguments()) {
        const base::Result<QByteArray> page = readPage(path);
        if (!page) {
            err << page.error().message << '\n';
            status = 1;
        } else if (parser.isSet(QStringLiteral("explain"))) {
            out << article::explain(page.value(), options);
        } else if (const article::Article found = article::extract(page.value(), options);
                   parser.isSet(QStringLiteral("json"))) {
            out << QJsonDocument(allFieldsOf(found)).toJson(QJsonDocument::Compact) << '\n';
        } else {
            printArticle(found, out);
        }
    }
    return status;
}

int extractFolder(const QString& folder, const QString& output, QTextStream& err) {
    const QDir directory(folder);
    if (!directory.exists()) {
        err << Words::tr("%1 is not a folder.").arg(folder) << '\n';
        return 1;
    }
    int status = 0;
    QJsonObject all;
    for (const QString& name :
         directory.entryList({QStringLiteral("*.html"), QStringLiteral("*.html.gz")}, QDir::Files, QDir::Name)) {
        const base::Result<QByteArray> page = readPage(directory.filePath(name));
        if (page) {
            all[name] = fieldsOf(article::extract(page.value()));
        } else {
            err << page.error().message << '\n';
            status = 1;
        }
    }
    const base::Result<void> written = base::writeFileAtomically(output, QJsonDocument(all).toJson());
    if (!written) {
        err << written.error().message << '\n';
        return 1;
    }
    return status;
}

} // namespace

int runExtract(const QStringList& arguments, QTextStream& out, QTextStream& err) {
    QCommandLineParser parser;
    parser.setApplicationDescription(Words::tr("Takes the readable article out of saved HTML pages."));
    parser.addPositionalArgument(QStringLiteral("FILE"), Words::tr("saved pages, also compressed (.html.gz)"),
                                 QStringLiteral("FILE…"));
    const QCommandLineOption help = parser.addHelpOption();
    parser.addOptions({
        {QStringLiteral("link"), Words::tr("where the page came from, for its links and images"),
         QStringLiteral("URL")},
        {QStringLiteral("explain"), Words::tr("show each block, whether it was kept, and why")},
        {QStringLiteral("json"), Words::tr("print one JSON object a page")},
        {QStringLiteral("batch"), Words::tr("extract every *.html and *.html.gz in DIR"), QStringLiteral("DIR")},
        {QStringLiteral("output"), Words::tr("where --batch writes its JSON"), QStringLiteral("FILE")},
    });
    if (!parser.parse(QStringList{QStringLiteral("tidemark-cli extract")} + arguments)) {
        err << parser.errorText() << '\n';
        return 2;
    }
    if (parser.isSet(help)) {
        out << parser.helpText();
        return 0;
    }
    const QString folder = parser.value(QStringLiteral("batch"));
    const QString output = parser.value(QStringLiteral("output"));
    if (folder.isEmpty() != output.isEmpty() || folder.isEmpty() == parser.positionalArguments().isEmpty()) {
        err << Words::tr("Name the files to extract, or a folder with --batch and the result with --output.") << '\n';
        return 2;
    }
    return folder.isEmpty() ? extractFiles(parser, out, err) : extractFolder(folder, output, err);
}

} // namespace cli
