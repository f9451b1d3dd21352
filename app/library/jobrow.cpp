#include "library/jobrow.h"

#include "library/searchindex.h"
#include "library/tagname.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace library {

Job jobFrom(const Query& query) {
    Job job;
    qint64 state = 0;
    QString tags;
    query.read(job.id, job.link, job.host, state, job.attempts, job.notBefore, job.addedAt, job.finishedAt, job.title,
               job.page, job.status, job.errorKind, job.errorText, job.bytes, job.durationMs, tags, job.linkAddedAt,
               job.note);
    job.state = JobState(qBound(qint64(0), state, qint64(4)));
    job.tags = tagsFromText(tags);
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
    for (const auto& tag : array)
        tags.append(tag.toString());
    return tags;
}

namespace {

base::Result<void> link(Database& database, PageId page, const QString& tag) {
    const QString name = tagName(tag);
    if (name.isEmpty())
        return {};
    if (const auto made = change(database, "INSERT INTO tag(name) VALUES(?) ON CONFLICT DO NOTHING", name); !made)
        return made;
    return change(database,
                  "INSERT INTO page_tag(tag, page) SELECT id, ?2 FROM tag WHERE name = ?1 ON CONFLICT DO NOTHING", name,
                  page);
}

} // namespace

base::Result<void> giveTags(Database& database, PageId page, const QStringList& tags) {
    for (const QString& tag : tags) {
        if (const auto linked = link(database, page, tag); !linked)
            return linked;
    }
    return tags.isEmpty() ? base::Result<void>() : indexOwnWords(database, page);
}

} // namespace library
