#include "formats/exporter.h"

#include "formats/folderexporter.h"
#include "formats/limits.h"
#include "library/errors.h"
#include "library/stores.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace formats {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(formats)
};

constexpr char bookmarksBegin[] = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n"
                                  "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=UTF-8\">\n"
                                  "<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>\n";
constexpr char bookmarksEnd[] = "</DL><p>\n";

base::Error cannotWrite(const QString& path, const QString& reason) {
    return {base::Error{"file-unwritable",
                        Words::tr("%1 cannot be written: %2").arg(QDir::toNativeSeparators(path), reason)}};
}

// Links, one a line, or bookmarks: into a file beside the wanted one that takes its place at the end, or to standard
// output as they come.
class ListExporter final : public Exporter {
public:
    ListExporter(ExportOptions options, std::unique_ptr<QFileDevice> file)
        : m_options(std::move(options))
        , m_file(std::move(file)) {}

    base::Result<WrittenPart> write(const ExportPart& part) override {
        QByteArray bytes;
        const bool bookmarks = m_options.format == Format::Bookmarks;
        if (bookmarks && !std::exchange(m_begun, true))
            bytes += bookmarksBegin;
        for (const ExportedPage& page : part.pages)
            bytes += bookmarks ? bookmarkEntry(page) : QByteArray(page.link.toUtf8() + '\n');
        if (bookmarks && part.last)
            bytes += bookmarksEnd;
        if (m_file->write(bytes) != bytes.size() || (part.last && !finish()))
            return cannotWrite(m_options.destination, m_file->errorString());
        WrittenPart written;
        written.tally.done = part.pages.size();
        return written;
    }

protected:
    qsizetype partPages() const override { return maxPartLinks; }

    base::Result<ExportedPage> readPage(library::Stores& stores, const library::PageRow& row, qint64& room) override {
        Q_UNUSED(room)
        ExportedPage page;
        if (m_options.format == Format::Bookmarks) {
            const auto whole = stores.pages.page(row.id);
            if (!whole)
                return whole.error();
            page.marks.note = whole->note;
        }
        page.link = row.link;
        page.title = row.title;
        page.addedAt = row.addedAt;
        page.marks.tags = row.tags;
        return page;
    }

private:
    bool finish() {
        auto* saved = qobject_cast<QSaveFile*>(m_file.get());
        return saved ? saved->commit() : m_file->flush();
    }

    ExportOptions m_options;
    std::unique_ptr<QFileDevice> m_file;
    bool m_begun = false;
};

ExportedPage brokenPage(const library::PageRow& row, const base::Error& error) {
    ExportedPage page;
    page.link = row.link;
    page.title = row.title;
    page.problem = error.message;
    return page;
}

} // namespace

base::Result<std::unique_ptr<Exporter>> Exporter::open(const ExportOptions& options) {
    const QString& path = options.destination;
    const bool standardOutput = path == QLatin1String("-");
    if (options.format == Format::CachedArticles) {
        if (standardOutput)
            return cannotWrite(path, Words::tr("cached articles need a folder."));
        const bool exists = QFileInfo::exists(path);
        if (exists && !QFileInfo(path).isDir())
            return cannotWrite(path, Words::tr("it is a file, not a folder."));
        if (!exists && !QDir().mkpath(path))
            return cannotWrite(path, Words::tr("the folder cannot be made."));
        return makeFolderExporter(options);
    }
    std::unique_ptr<QFileDevice> file;
    bool opened = false;
    if (standardOutput) {
        auto output = std::make_unique<QFile>();
        opened = output->open(stdout, QIODevice::WriteOnly);
        file = std::move(output);
    } else if (QFileInfo(path).isDir()) {
        return cannotWrite(path, Words::tr("it is a folder, not a file."));
    } else {
        // A device or a pipe is written to; only a plain file may be replaced.
        const bool isPlain = !QFileInfo::exists(path) || QFileInfo(path).isFile();
        file =
            isPlain ? std::unique_ptr<QFileDevice>(std::make_unique<QSaveFile>(path)) : std::make_unique<QFile>(path);
        opened = file->open(QIODevice::WriteOnly);
    }
    if (!opened)
        return cannotWrite(path, file->errorString());
    return std::unique_ptr<Exporter>(std::make_unique<ListExporter>(options, std::move(file)));
}

base::Result<void> Exporter::begin(library::Stores& stores) {
    library::PageQuery everything;
    everything.sort = library::PageSort::Added;
    everything.descending = false;
    auto ids = stores.pages.ids(everything);
    if (!ids)
        return ids.error();
    m_pages = *std::move(ids);
    m_begun = true;
    return {};
}

base::Result<ExportPart> Exporter::read(library::Stores& stores) {
    if (!m_begun) {
        if (const auto begun = begin(stores); !begun)
            return begun.error();
    }
    const QList<library::PageId> ids = m_pages.mid(m_next, partPages());
    const auto rows = stores.pages.rows(ids);
    if (!rows)
        return rows.error();
    ExportPart part;
    qint64 room = maxPartBytes;
    qsizetype ended = ids.size();
    for (const library::PageRow& row : *rows) {
        auto page = readPage(stores, row, room);
        if (!page && page.error().kind == library::interrupted)
            return page.error();
        part.pages << (page ? *std::move(page) : brokenPage(row, page.error()));
        const bool whole = part.pages.last().whole;
        if (!whole || room <= 0) {
            ended = ids.indexOf(row.id) + (whole ? 1 : 0);
            break;
        }
    }
    m_next += ended;
    part.last = m_next >= m_pages.size();
    part.share = m_pages.isEmpty() ? 1 : double(m_next) / double(m_pages.size());
    return part;
}

QByteArray bookmarkEntry(const ExportedPage& page) {
    // A tag that holds a comma cannot stand in TAGS; as a folder it can.
    QStringList listed;
    QStringList folders;
    for (const QString& tag : page.marks.tags)
        (tag.contains(u',') ? folders : listed) << tag.toHtmlEscaped();
    QString entry;
    for (const QString& folder : folders)
        entry += u"    <DT><H3>" % folder % u"</H3><DL><p>\n";
    entry += u"    <DT><A HREF=\"" % page.link.toHtmlEscaped() % u'"';
    if (page.addedAt.isValid())
        entry += QString(u" ADD_DATE=\"" % QString::number(page.addedAt.toSecsSinceEpoch()) % u'"');
    if (!listed.isEmpty())
        entry += QString(u" TAGS=\"" % listed.join(u',') % u'"');
    entry += u'>' % page.title.simplified().toHtmlEscaped() % u"</A>\n";
    if (!page.marks.note.isEmpty())
        entry += QString(u"    <DD>" % page.marks.note.toHtmlEscaped() % u'\n');
    for (qsizetype i = 0; i < folders.size(); ++i)
        entry += u"    </DL><p>\n";
    return entry.toUtf8();
}

} // namespace formats
