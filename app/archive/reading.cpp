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

// What an article is made from.
struct Source {
    QByteArray mediaType;
    article::ExtractOptions options; // with the address it came from
    const QByteArray& body;
};

article::Article articleOf(const Source& source) {
    if (isHtml(source.mediaType))
        return article::extract(source.body, source.options);
    article::Article made;
    const QUrl& link = source.options.link;
    if (isText(source.mediaType))
        made = article::articleFromText(source.body, source.options);
    else if (isShownImage(source.mediaType))
        made.html = article::sanitise("<p><img src=\"" + link.toEncoded().replace('&', "&amp;") + "\"></p>");
    if (made.title.isEmpty())
        made.title = nameOf(link);
    return made;
}

void take(library::NewArticle& values, const article::Article& found) {
    values.charset = found.charset;
    if (!found.html.isEmpty())
        values.article = library::pack(found.html, "text/html");
    values.title = found.title;
    values.byline = found.byline;
    values.publishedAt = found.publishedAt;
    values.language = found.language;
    values.direction = found.direction;
    values.mainImage = found.mainImage;
    values.wordCount = found.wordCount;
    values.excerpt = found.excerpt;
    values.flag = article::flagName(found.flag);
    values.extractorVersion = article::extractorVersion;
    values.text = found.text;
}

// Only of HTML is anything chosen.
void takeChoice(library::NewArticle& values, const library::Choice& choice, const Source& source, bool met) {
    if (isHtml(source.mediaType) && !source.options.choice.isEmpty())
        values.choice = {choice.json, choice.ofSite, met};
}

} // namespace

QByteArray responseHead(const net::Exchange& exchange) {
    QByteArray head = "HTTP/1.1 " + net::statusPhrase(exchange.status).toLatin1() + "\r\n";
    for (const auto& [name, value] : exchange.headers)
        head += name + ": " + value + "\r\n";
    return head;
}

Reading read(const net::Exchange& exchange, const library::Choice& choice) {
    const QByteArray contentType = net::headerValue(exchange.headers, "content-type");
    const QByteArray mediaType = article::sniffMediaType(exchange.body, contentType);
    const Source source{mediaType,
                        {.link = exchange.finalLink,
                         .headerCharset = charsetOf(contentType),
                         .choice = article::overrideFromJson(choice.json)},
                        exchange.body};
    article::Article found = articleOf(source);

    Reading reading;
    library::NewSnapshot& snapshot = reading.snapshot;
    take(snapshot, found);
    takeChoice(snapshot, choice, source, found.choiceMet);
    snapshot.finalLink = exchange.finalLink.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo);
    snapshot.mediaType = mediaType;
    snapshot.head = responseHead(exchange);
    snapshot.body = library::pack(exchange.body, mediaType);
    if (isShownImage(mediaType)) {
        snapshot.mainImage = snapshot.finalLink;
        snapshot.assets << library::AssetRecord{
            .link = snapshot.finalLink, .mediaType = mediaType, .blob = snapshot.body, .error = {}};
    }
    reading.images = std::move(found.images);
    return reading;
}

base::Result<KeptPage> keptPage(library::Stores& stores, library::SnapshotId id) {
    auto snapshot = stores.snapshots.snapshot(id);
    if (!snapshot)
        return snapshot.error();
    const auto page = stores.pages.page(snapshot->page);
    if (!page)
        return page.error();
    auto choice = stores.choices.ofSite(page->site);
    if (!choice)
        return choice.error();
    auto body = stores.blobs.get(snapshot->bodyBlob);
    if (!body)
        return body.error();
    return KeptPage{*std::move(snapshot), *std::move(body), *std::move(choice)};
}

library::Choice choiceFor(const KeptPage& page) {
    const library::Choice& own = page.snapshot.choice;
    return !own.json.isEmpty() && !own.ofSite ? own : library::Choice{page.siteChoice, true, true};
}

article::ExtractOptions extractOptions(const library::SnapshotRow& snapshot) {
    QByteArray contentType;
    for (const QByteArray& line : snapshot.head.split('\n')) { // the first, as net::headerValue() has it
        if (contentType.isEmpty() && line.left(13).toLower() == "content-type:")
            contentType = line.mid(13).trimmed();
    }
    return {.link = QUrl(snapshot.finalLink), .headerCharset = charsetOf(contentType)};
}

library::NewArticle readAgain(const KeptPage& page, const library::Choice& choice) {
    Source source{page.snapshot.mediaType, extractOptions(page.snapshot), page.body};
    source.options.choice = article::overrideFromJson(choice.json);
    const article::Article found = articleOf(source);
    library::NewArticle values;
    take(values, found);
    takeChoice(values, choice, source, found.choiceMet);
    return values;
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
