#include "library/jobrow.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace library {

Job jobFrom(const Query& query) {
    Job job;
    job.id = query.integer(0);
    job.link = query.text(1);
    job.host = query.text(2);
    job.state = JobState(qBound(qint64(0), query.integer(3), qint64(4)));
    job.attempts = int(query.integer(4));
    job.notBefore = query.optionalTime(5);
    job.addedAt = query.time(6);
    job.finishedAt = query.optionalTime(7);
    job.title = query.text(8);
    job.page = query.integer(9);
    job.status = int(query.integer(10));
    job.errorKind = query.bytes(11);
    job.errorText = query.text(12);
    job.bytes = query.integer(13);
    job.durationMs = query.integer(14);
    job.tags = tagsFromText(query.text(15));
    job.linkAddedAt = query.optionalTime(16);
    return job;
}

QString tagsToText(const QStringList& tags) {
    if (tags.isEmpty())
        return {};
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(tags)).toJson(QJsonDocument::Compact));
}

QStringList tagsFromText(const QString& text) {
    QStringList tags;
    if (text.isEmpty())
        return tags;
    const QJsonArray array = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const QJsonValue& tag : array)
        tags.append(tag.toString());
    return tags;
}

base::Result<void> giveTag(Database& database, PageId page, const QString& tag) {
    const QString name = tag.simplified();
    if (name.isEmpty())
        return {};
    if (const auto made = change(database, "INSERT INTO tag(name) VALUES(?) ON CONFLICT DO NOTHING", name); !made)
        return made;
    return change(database,
                  "INSERT INTO page_tag(tag, page) SELECT id, ?2 FROM tag WHERE name = ?1 ON CONFLICT DO NOTHING", name,
                  page);
}

base::Result<void> giveTags(Database& database, PageId page, const QStringList& tags) {
    for (const QString& tag : tags) {
        if (const auto given = giveTag(database, page, tag); !given)
            return given;
    }
    return {};
}

} // namespace library
