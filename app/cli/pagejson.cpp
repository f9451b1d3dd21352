#include "cli/pagejson.h"

#include "archive/advice.h"
#include "formats/frontmatter.h"

#include <QJsonArray>

namespace cli {

QJsonValue timeJson(const QDateTime& time) {
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODate)) : QJsonValue();
}

base::Result<QString> lastFailure(library::Stores& stores, const library::PageRow& page) {
    if (page.lastError.isEmpty())
        return QString();
    const auto captures = stores.snapshots.captures(page.id);
    if (!captures)
        return captures.error();
    if (captures->isEmpty())
        return archive::failureText(page.lastError, 0, {});
    return archive::failureText(page.lastError, captures->first().status, captures->first().errorText);
}

base::Result<QJsonObject> pageJson(library::Stores& stores, const library::PageRow& page) {
    const auto failure = lastFailure(stores, page);
    if (!failure)
        return failure.error();
    return QJsonObject{
        {QStringLiteral("number"), page.id},
        {QStringLiteral("link"), page.link},
        {QStringLiteral("hash_url"), QString::fromLatin1(formats::hashOfLink(page.link))},
        {QStringLiteral("title"), page.title},
        {QStringLiteral("site"), page.site},
        {QStringLiteral("byline"), page.byline},
        {QStringLiteral("published_at"), page.publishedAt},
        {QStringLiteral("language"), page.language},
        {QStringLiteral("excerpt"), page.excerpt},
        {QStringLiteral("words"), page.wordCount},
        {QStringLiteral("media_type"), QString::fromLatin1(page.mediaType)},
        {QStringLiteral("flag"), QString::fromLatin1(page.flag)},
        {QStringLiteral("snapshots"), page.snapshots},
        {QStringLiteral("tags"), QJsonArray::fromStringList(page.tags)},
        {QStringLiteral("starred"), page.starred},
        {QStringLiteral("read"), page.readAt.has_value()},
        {QStringLiteral("note"), page.note},
        {QStringLiteral("added_at"), timeJson(page.addedAt)},
        {QStringLiteral("captured_at"), timeJson(page.capturedAt)},
        {QStringLiteral("read_at"), timeJson(page.readAt.value_or(QDateTime()))},
        {QStringLiteral("deleted_at"), timeJson(page.deletedAt.value_or(QDateTime()))},
        {QStringLiteral("last_error"), QString::fromLatin1(page.lastError)},
        {QStringLiteral("last_error_text"), *failure},
    };
}

} // namespace cli
