#include "formats/bookmarks.h"
#include "formats/limits.h"
#include "formats/linkcollector.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QStringDecoder>

namespace formats {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(formats)
};

constexpr qint64 chunkBytes = 64 * 1024;

bool hasBinarySignature(const QByteArray& head) {
    static const QByteArrayList signatures{"\x89PNG",
                                           "\xff\xd8\xff",
                                           "GIF8",
                                           "%PDF-",
                                           "PK\x03\x04",
                                           "\x1f\x8b",
                                           ("\x7f"
                                            "ELF"),
                                           "SQLite format 3",
                                           "\x28\xb5\x2f\xfd",
                                           "BZh",
                                           ("\xfd"
                                            "7zXZ"),
                                           "Rar!",
                                           "7z\xbc\xaf",
                                           "RIFF",
                                           "OggS",
                                           "ID3"};
    for (const QByteArray& signature : signatures) {
        if (head.startsWith(signature))
            return true;
    }
    return false;
}

// More than a tenth of bytes that no text holds.
bool looksBinary(const QByteArray& head) {
    qsizetype odd = 0;
    for (const char byte : head)
        odd +=
            (byte >= 0 && byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f') || byte == 0x7f;
    return hasBinarySignature(head) || odd * 10 > head.size();
}

QStringConverter::Encoding encodingOf(const QByteArray& head) {
    if (const auto fromMark = QStringConverter::encodingForData(head))
        return *fromMark;
    // UTF-16 without a mark: a link begins with ASCII.
    if (head.size() >= 4 && head[1] == 0 && head[3] == 0 && head[0] != 0 && head[2] != 0)
        return QStringConverter::Utf16LE;
    if (head.size() >= 4 && head[0] == 0 && head[2] == 0 && head[1] != 0 && head[3] != 0)
        return QStringConverter::Utf16BE;
    QStringDecoder utf8(QStringConverter::Utf8);
    const QString decoded = utf8.decode(head);
    Q_UNUSED(decoded)
    return utf8.hasError() ? QStringConverter::Latin1 : QStringConverter::Utf8;
}

enum class Kind { Text, Html, Bookmarks };

Kind kindOf(const QString& head) {
    const QString begin = head.left(4096).trimmed().toLower();
    if (begin.contains(QLatin1String("<!doctype netscape-bookmark-file")))
        return Kind::Bookmarks;
    if (!begin.startsWith(u'<') || begin.startsWith(QLatin1String("<http")))
        return Kind::Text;
    const bool hasList = begin.contains(QLatin1String("<dl>")) && begin.contains(QLatin1String("<dt>"));
    return hasList ? Kind::Bookmarks : Kind::Html;
}

class Reading {
public:
    Reading(Kind kind, const std::function<bool(const QList<FoundLink>&)>& sink)
        : m_sink(sink)
        , m_collector(LinkCollector::Repeats::Kept)
        , m_markup(m_collector,
                   kind == Kind::Bookmarks ? BookmarkReader::Folders::AsTags : BookmarkReader::Folders::Ignored)
        , m_lines([this](qint64 line, QStringView text) {
            m_collector.addLine(line, text);
            return flush(maxBatchLinks);
        })
        , m_isText(kind == Kind::Text) {}

    bool feed(QStringView text) {
        if (m_isText)
            return m_lines.feed(text);
        m_markup.feed(text);
        return flush(maxBatchLinks);
    }

    void end() {
        if (m_isText && !m_lines.end())
            return;
        if (!m_isText)
            m_markup.end();
        flush(1);
    }

    LinkFileSummary summary() {
        const FoundLinks& found = m_collector.found();
        return {m_links, found.badLines, found.bad};
    }

private:
    bool flush(qsizetype atLeast) {
        while (m_collector.found().links.size() >= atLeast) {
            QList<FoundLink> links = m_collector.takeLinks();
            const QList<FoundLink> batch = links.mid(0, maxBatchLinks);
            m_collector.found().links = links.mid(batch.size());
            m_links += batch.size();
            if (!m_sink(batch))
                return false;
        }
        return true;
    }

    const std::function<bool(const QList<FoundLink>&)>& m_sink;
    LinkCollector m_collector;
    BookmarkReader m_markup;
    LineSplitter m_lines;
    bool m_isText;
    qint64 m_links = 0;
};

QByteArray readChunk(QIODevice& device) {
    QByteArray chunk = device.read(chunkBytes);
    while (!chunk.isEmpty() && chunk.size() < chunkBytes) {
        const QByteArray more = device.read(chunkBytes - chunk.size());
        if (more.isEmpty())
            break;
        chunk += more;
    }
    return chunk;
}

} // namespace

base::Result<LinkFileSummary> readLinkFile(QIODevice& device,
                                           const std::function<bool(const QList<FoundLink>&)>& sink) {
    QByteArray chunk = readChunk(device);
    const QStringConverter::Encoding encoding = encodingOf(chunk);
    const bool oneByteUnits = encoding == QStringConverter::Utf8 || encoding == QStringConverter::Latin1;
    if (oneByteUnits && looksBinary(chunk))
        return base::Error{binaryFile, Words::tr("This is not a list of links: it holds binary data.")};

    QStringDecoder decoder(encoding);
    QString text = decoder.decode(chunk);
    Reading reading(kindOf(text), sink);
    while (reading.feed(text)) {
        chunk = readChunk(device);
        if (chunk.isEmpty()) {
            reading.end();
            return reading.summary();
        }
        text = decoder.decode(chunk);
    }
    return reading.summary();
}

} // namespace formats
