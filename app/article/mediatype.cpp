#include "article/article.h"

#include <algorithm>
#include <array>

namespace article {
namespace {

struct Magic {
    QByteArrayView bytes;
    const char* type;
};

constexpr std::array<Magic, 14> magics{{{"%PDF-", "application/pdf"},
                                        {"\x89PNG\r\n\x1a\n", "image/png"},
                                        {"\xFF\xD8\xFF", "image/jpeg"},
                                        {"GIF87a", "image/gif"},
                                        {"GIF89a", "image/gif"},
                                        {"BM", "image/bmp"},
                                        {"PK\x03\x04", "application/zip"},
                                        {"\x1F\x8B\x08", "application/gzip"},
                                        {"OggS", "application/ogg"},
                                        {"ID3", "audio/mpeg"},
                                        {"%!PS-Adobe-", "application/postscript"},
                                        {"wOFF", "font/woff"},
                                        {"wOF2", "font/woff2"},
                                        {"Rar!\x1A\x07", "application/vnd.rar"}}};

QByteArray byMagic(const QByteArray& bytes) {
    for (const Magic& magic : magics) {
        if (bytes.startsWith(magic.bytes))
            return magic.type;
    }
    if (bytes.size() >= 12 && bytes.startsWith("RIFF"))
        return QByteArrayView(bytes).sliced(8, 4) == "WEBP" ? "image/webp" : "application/octet-stream";
    if (bytes.size() >= 12 && QByteArrayView(bytes).sliced(4, 4) == "ftyp")
        return QByteArrayView(bytes).sliced(8, 3) == "avi" ? "image/avif" : "video/mp4";
    return {};
}

// MIME Sniffing §7.1: the tags that begin an HTML page, and XML that turns out to be XHTML.
bool looksLikeHtml(const QByteArray& bytes) {
    static constexpr std::array<const char*, 20> starts{
        "<!doctype html", "<html",  "<head", "<script", "<iframe", "<h1", "<div", "<font", "<table", "<a",
        "<style",         "<title", "<b",    "<body",   "<br",     "<p",  "<!--", "<meta", "<link",  "<section"};
    qsizetype at = bytes.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    while (at < bytes.size() && quint8(bytes.at(at)) <= 0x20)
        ++at;
    const QByteArray head = bytes.mid(at, 512).toLower();
    if (head.startsWith("<?xml"))
        return head.contains("<html") || head.contains("xhtml");
    return std::any_of(starts.begin(), starts.end(), [&](const char* start) {
        const qsizetype length = qsizetype(qstrlen(start));
        const char after = head.size() > length ? head.at(length) : ' ';
        return head.startsWith(start) && (start[1] == '!' || after == '>' || quint8(after) <= 0x20);
    });
}

bool looksBinary(const QByteArray& bytes) {
    const QByteArray start = bytes.left(1445); // MIME Sniffing §5.1 "resource header"
    if (start.startsWith("\xFF\xFE") || start.startsWith("\xFE\xFF"))
        return false;
    return std::any_of(start.begin(), start.end(), [](char c) {
        const auto byte = quint8(c);
        return byte <= 0x08 || byte == 0x0B || (byte >= 0x0E && byte <= 0x1A) || (byte >= 0x1C && byte <= 0x1F);
    });
}

} // namespace

QByteArray sniffMediaType(const QByteArray& bytes, const QByteArray& contentType) {
    const QByteArray said = contentType.left(contentType.indexOf(';')).trimmed().toLower();
    const QByteArray stated = contentType.contains(';') ? said : contentType.trimmed().toLower();
    if (const QByteArray found = byMagic(bytes);
        !found.isEmpty() && !(found == "image/bmp" && stated.startsWith("text/")))
        return found;
    const bool html = stated == "text/html" || stated == "application/xhtml+xml";
    if (bytes.isEmpty())
        return html || stated.isEmpty() ? QByteArray("text/html") : stated;
    if (looksLikeHtml(bytes) &&
        (html || stated.isEmpty() || stated == "text/plain" || stated == "application/xml" || stated == "text/xml" ||
         !stated.contains('/') || stated == "application/octet-stream" || stated == "unknown/unknown"))
        return stated == "text/plain" ? QByteArray("text/plain") : QByteArray("text/html");
    if (html)
        return looksBinary(bytes) ? QByteArray("application/octet-stream") : QByteArray("text/html");
    if (!stated.isEmpty() && stated.contains('/') && stated != "application/octet-stream" &&
        stated != "unknown/unknown")
        return stated == "text/plain" && looksBinary(bytes) ? QByteArray("application/octet-stream") : stated;
    return looksBinary(bytes) ? QByteArray("application/octet-stream") : QByteArray("text/plain");
}

} // namespace article
