#include "archive/reading.h"

#include "archive/errors.h"
#include "library/blobstore.h"

#include <QFileInfo>

#include <algorithm>

namespace archive {

namespace {

// charset=… of a Content-Type (RFC 9110 §8.3), with or without quotes.
QByteArray charsetOf(const QByteArray& contentType) {
    for (const QByteArray& part : contentType.split(';').mid(1)) {
        const QByteArray parameter = part.trimmed();
        if (parameter.left(8).toLower() == "charset=")
            return parameter.mid(8).replace('"', "").replace('\'', "").trimmed();
    }
    return {};
}

bool isShownImage(const QByteArray& mediaType) {
    static constexpr const char* shown[] = {"image/png", "image/jpeg", "image/gif", "image/webp"};
    return std::any_of(std::begin(shown), std::end(shown), [&](const char* type) { return mediaType == type; });
}

bool isHtml(const QByteArray& mediaType) {
    return mediaType == "text/html" || mediaType == "application/xhtml+xml";
}

bool isText(const QByteArray& mediaType) {
    return mediaType.startsWith("text/") || mediaType == "application/json" || mediaType.endsWith("+json");
}

// A file has no title of its own: its name, else its host.
QString nameOf(const QUrl& link) {
    const QString name = link.fileName(QUrl::FullyDecoded);
    return name.isEmpty() ? link.host() : name;
}

article::Article articleOf(const QByteArray& mediaType, const net::Exchange& exchange) {
    const QByteArray contentType = net::headerValue(exchange.headers, "content-type");
    const article::ExtractOptions options{.link = exchange.finalLink, .headerCharset = charsetOf(contentType)};
    if (isHtml(mediaType))
        return article::extract(exchange.body, options);
    article::Article made;
    if (isText(mediaType))
        made = article::articleFromText(exchange.body, options);
    else if (isShownImage(mediaType))
        made.html =
            article::sanitise("<p><img src=\"" + exchange.finalLink.toEncoded().replace('&', "&amp;") + "\"></p>");
    if (made.title.isEmpty())
        made.title = nameOf(exchange.finalLink);
    return made;
}

} // namespace

QByteArray responseHead(const net::Exchange& exchange) {
    QByteArray head = "HTTP/1.1 " + net::statusPhrase(exchange.status).toLatin1() + "\r\n";
    for (const auto& [name, value] : exchange.headers)
        head += name + ": " + value + "\r\n";
    return head;
}

Reading read(const net::Exchange& exchange) {
    const QByteArray contentType = net::headerValue(exchange.headers, "content-type");
    const QByteArray mediaType = article::sniffMediaType(exchange.body, contentType);
    article::Article found = articleOf(mediaType, exchange);

    Reading reading;
    library::NewSnapshot& snapshot = reading.snapshot;
    snapshot.finalLink = exchange.finalLink.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo);
    snapshot.mediaType = mediaType;
    snapshot.charset = found.charset;
    snapshot.head = responseHead(exchange);
    snapshot.body = library::pack(exchange.body, mediaType);
    if (!found.html.isEmpty())
        snapshot.article = library::pack(found.html, "text/html");
    snapshot.title = found.title;
    snapshot.byline = found.byline;
    snapshot.publishedAt = found.publishedAt;
    snapshot.language = found.language;
    snapshot.direction = found.direction;
    snapshot.mainImage = found.mainImage;
    snapshot.wordCount = found.wordCount;
    snapshot.excerpt = found.excerpt;
    snapshot.flag = article::flagName(found.flag);
    snapshot.extractorVersion = article::extractorVersion;
    snapshot.text = found.text;
    if (isShownImage(mediaType)) {
        snapshot.mainImage = snapshot.finalLink;
        snapshot.assets << library::AssetRecord{
            .link = snapshot.finalLink, .mediaType = mediaType, .blob = snapshot.body, .error = {}};
    }
    reading.images = std::move(found.images);
    return reading;
}

library::AssetRecord readAsset(const QString& link, const net::Exchange& exchange) {
    library::AssetRecord record{.link = link, .mediaType = {}, .blob = {}, .error = {}};
    // The bytes alone decide: a Content-Type is only what a server claims, and SVG may not pass as anything.
    record.mediaType = article::sniffMediaType(exchange.body, {});
    if (isShownImage(record.mediaType))
        record.blob = library::pack(exchange.body, record.mediaType);
    else
        record.error = notAnImage;
    return record;
}

} // namespace archive
