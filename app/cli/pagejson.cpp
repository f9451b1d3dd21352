#include "cli/pagejson.h"

#include "formats/frontmatter.h"

#include <QJsonArray>

namespace cli {

QJsonValue timeJson(const QDateTime& time) {
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODate)) : QJsonValue();
}

QJsonObject pageJson(const library::PageRow& page) {
    return {
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
        {QStringLiteral("added_at"), timeJson(page.addedAt)},
        {QStringLiteral("captured_at"), timeJson(page.capturedAt)},
        {QStringLiteral("read_at"), timeJson(page.readAt.value_or(QDateTime()))},
        {QStringLiteral("deleted_at"), timeJson(page.deletedAt.value_or(QDateTime()))},
        {QStringLiteral("last_error"), QString::fromLatin1(page.lastError)},
    };
}

} // namespace cli
