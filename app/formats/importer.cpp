#include "formats/importer.h"

#include "formats/frontmatter.h"
#include "formats/limits.h"

#include <QCoreApplication>
#include <QDir>

namespace formats {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(formats)
};

EntryResult failed(const QString& name, const QString& message) {
    return {name, {}, Outcome::Failed, message};
}

void add(ImportPart& part, const EntryResult& result) {
    part.tally.count(result.outcome);
    part.results << result;
}

class FolderImporter final : public Importer {
public:
    FolderImporter(QString source, QByteArrayList entries, PictureLimits pictures)
        : m_source(std::move(source))
        , m_entries(std::move(entries))
        , m_pictures(pictures) {}

    Format format() const override { return Format::CachedArticles; }

    base::Result<void> read(const std::function<bool(ImportPart)>& sink) override {
        ImportPart part;
        for (qsizetype i = 0; i < m_entries.size(); ++i) {
            readEntry(part, QFile::decodeName(m_entries[i]));
            const bool last = i + 1 == m_entries.size();
            if (!last && part.articles.size() + part.results.size() < maxPartArticles && m_heldBytes < maxPartBytes)
                continue;
            m_heldBytes = 0;
            part.share = double(i + 1) / double(m_entries.size());
            if (!sink(std::exchange(part, {})))
                break;
        }
        return {};
    }

private:
    void readEntry(ImportPart& part, const QString& entry) {
        const QString name = entry == QLatin1String(".") ? QDir(m_source).dirName() : entry;
        const QString path = entry == QLatin1String(".") ? m_source : QDir(m_source).filePath(entry);
        auto article = readCachedArticle(path, m_pictures);
        if (!article)
            return add(part, failed(name, article.error().message));
        if (!article->user.isEmpty())
            part.logins << FoundLink{article->link.link, {}, {}, {}, article->user, article->password};
        m_heldBytes += article->heldBytes();
        part.names << name;
        part.articles << *std::move(article);
    }

    QString m_source;
    QByteArrayList m_entries;
    PictureLimits m_pictures;
    qint64 m_heldBytes = 0;
};

class ListImporter final : public Importer {
public:
    ListImporter(std::unique_ptr<QFile> file, Format format)
        : m_file(std::move(file))
        , m_format(format) {}

    Format format() const override { return m_format; }

    base::Result<void> read(const std::function<bool(ImportPart)>& sink) override {
        const double size = double(qMax<qint64>(1, m_file->isSequential() ? 0 : m_file->size()));
        bool goOn = true;
        const auto summary = readLinkFile(*m_file, [&](const QList<FoundLink>& links) {
            ImportPart part;
            for (const FoundLink& link : links) {
                part.jobs << jobOf(link);
                if (!link.user.isEmpty())
                    part.logins << link;
            }
            part.share = m_file->isSequential() ? 0 : double(m_file->pos()) / size;
            return goOn = sink(std::move(part));
        });
        if (!summary)
            return summary.error();
        if (!goOn)
            return {};
        ImportPart rest;
        for (const BadLine& bad : summary->bad)
            add(rest, failed(Words::tr("line %1").arg(bad.line), QString(badLinkSentence(bad.why) % u' ' % bad.text)));
        rest.tally.failed = summary->badLines;
        rest.share = 1;
        sink(std::move(rest));
        return {};
    }

private:
    std::unique_ptr<QFile> m_file;
    Format m_format;
};

base::Error cannotImport(const QString& source, const QString& reason) {
    return {nothingToImport, Words::tr("%1 cannot be imported: %2").arg(QDir::toNativeSeparators(source), reason)};
}

base::Result<std::unique_ptr<Importer>> openFolder(const ImportOptions& options) {
    if (options.format.value_or(Format::CachedArticles) != Format::CachedArticles)
        return cannotImport(options.source, Words::tr("it is a folder; links and bookmarks come from a file."));
    auto entries = findCachedArticles(options.source);
    if (!entries)
        return entries.error();
    if (entries->isEmpty())
        return cannotImport(options.source,
                            Words::tr("it holds no cached articles (folders named by the md5 of a link)."));
    return std::unique_ptr<Importer>(
        std::make_unique<FolderImporter>(options.source, *std::move(entries), options.pictures));
}

base::Result<std::unique_ptr<Importer>> openFile(const ImportOptions& options) {
    auto file = std::make_unique<QFile>(options.source);
    const bool opened =
        options.source == QLatin1String("-") ? file->open(stdin, QIODevice::ReadOnly) : file->open(QIODevice::ReadOnly);
    if (!opened)
        return cannotImport(options.source, file->errorString());
    const bool isInput = options.source == QLatin1String("-");
    const QByteArray head = file->peek(isInput ? 4096 : maxFrontMatterBytes + 4096); // a note may stand before the url
    Format format =
        head.left(4096).toLower().contains("<!doctype netscape-bookmark-file") ? Format::Bookmarks : Format::Links;
    const bool isArticle = !isInput && !frontMatterOf(head).value("url").isEmpty();
    if (options.format)
        format = *options.format;
    else if (isArticle)
        format = Format::CachedArticles;
    if (format == Format::CachedArticles && !isArticle)
        return cannotImport(options.source, Words::tr("it does not begin as a cached article does."));
    if (format == Format::CachedArticles) {
        const QFileInfo info(options.source);
        return std::unique_ptr<Importer>(std::make_unique<FolderImporter>(
            info.path(), QByteArrayList{QFile::encodeName(info.fileName())}, options.pictures));
    }
    return std::unique_ptr<Importer>(std::make_unique<ListImporter>(std::move(file), format));
}

} // namespace

library::NewJob jobOf(const FoundLink& link) {
    return {link.link, link.title, link.addedAt, link.tags, link.note};
}

base::Result<std::unique_ptr<Importer>> Importer::open(const ImportOptions& options) {
    if (options.source != QLatin1String("-") && !QFileInfo::exists(options.source))
        return cannotImport(options.source, Words::tr("there is no such file or folder."));
    return QFileInfo(options.source).isDir() ? openFolder(options) : openFile(options);
}

} // namespace formats
