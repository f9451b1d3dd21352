#include "archive/handedlinks.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace archive {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(archive)
};

constexpr auto handedKey = "handed"_L1;
constexpr auto retryKey = "retry_failed"_L1;
constexpr qsizetype partLinks = 5'000;
constexpr qsizetype partCharacters = 1'000'000; // of links and what comes along; a message holds 16 MiB

// With what was cut off it: it goes over a socket of this user alone, and the window's own parser takes it apart.
QString wholeLink(const formats::FoundLink& link) {
    if (link.user.isEmpty())
        return link.link;
    const auto encoded = [](const QString& text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    const qsizetype host = link.link.indexOf("//"_L1) + 2;
    return QString(link.link.left(host) % encoded(link.user) % u':' % encoded(link.password) % u'@' %
                   link.link.mid(host));
}

QJsonObject objectOf(const formats::FoundLink& link) {
    QJsonObject object{{u"link"_s, wholeLink(link)}};
    if (!link.title.isEmpty())
        object.insert("title"_L1, link.title);
    if (link.addedAt)
        object.insert("added_at"_L1, link.addedAt->toMSecsSinceEpoch());
    if (!link.tags.isEmpty())
        object.insert("tags"_L1, QJsonArray::fromStringList(link.tags));
    if (!link.note.isEmpty())
        object.insert("note"_L1, link.note);
    return object;
}

// What is no link is left out: nothing that says otherwise is a link's beginning.
std::optional<formats::FoundLink> linkIn(const QJsonObject& object) {
    const auto found = formats::linkOf(object["link"_L1].toString());
    if (!found)
        return std::nullopt;
    formats::FoundLink link = *found;
    link.title = object["title"_L1].toString();
    if (const QJsonValue at = object["added_at"_L1]; at.isDouble())
        link.addedAt = QDateTime::fromMSecsSinceEpoch(at.toInteger(), Qt::UTC);
    const QJsonArray tags = object["tags"_L1].toArray();
    for (const auto& tag : tags)
        link.tags << tag.toString();
    link.note = object["note"_L1].toString();
    return link;
}

// Ids mostly follow one another: first and last of each row of them.
QJsonArray rowsOf(const QList<qint64>& ids) {
    QJsonArray rows;
    for (qsizetype at = 0; at < ids.size();) {
        qsizetype end = at + 1;
        while (end < ids.size() && ids[end] == ids[end - 1] + 1)
            ++end;
        rows << ids[at] << ids[end - 1];
        at = end;
    }
    return rows;
}

QList<qint64> idsOf(const QJsonArray& rows) {
    constexpr qint64 longestRow = 100'000'000;
    QList<qint64> ids;
    for (qsizetype at = 0; at + 1 < rows.size(); at += 2) {
        const qint64 first = rows[at].toInteger();
        const qint64 last = qMin(rows[at + 1].toInteger(), first + longestRow);
        for (qint64 id = first; id <= last; ++id)
            ids << id;
    }
    return ids;
}

QByteArray compact(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray messageOf(const HandedLinks& handed) {
    QJsonArray links;
    for (const formats::FoundLink& link : handed.links)
        links << objectOf(link);
    QJsonObject message{{handedKey, links}};
    if (handed.retryFailed)
        message.insert(retryKey, true);
    return compact(message);
}

std::optional<HandedLinks> handedLinksOf(const QByteArray& message) {
    const QJsonObject object = QJsonDocument::fromJson(message).object();
    if (!object.contains(handedKey))
        return std::nullopt;
    HandedLinks handed;
    const QJsonArray links = object[handedKey].toArray();
    for (const auto& value : links) {
        if (auto link = linkIn(value.toObject()))
            handed.links << *std::move(link);
    }
    handed.retryFailed = object[retryKey].toBool();
    return handed;
}

QByteArray messageOf(const WindowAnswer& answer) {
    QJsonObject message{
        {u"jobs"_s, rowsOf(answer.jobs)}, {u"halt"_s, int(answer.halt)}, {u"sentence"_s, answer.sentence}};
    if (answer.error)
        message.insert("error"_L1, QJsonObject{{u"kind"_s, QString::fromLatin1(answer.error->kind)},
                                               {u"message"_s, answer.error->message}});
    return compact(message);
}

base::Result<WindowAnswer> windowAnswerOf(const QByteArray& message) {
    const QJsonObject object = QJsonDocument::fromJson(message).object();
    if (!object.contains("halt"_L1))
        return base::Error{windowUnknown,
                           Words::tr("The window that has this library open is of another version. Close it, then "
                                     "try again.")};
    WindowAnswer answer;
    answer.jobs = idsOf(object["jobs"_L1].toArray());
    answer.halt = Halt(qBound(int(Halt::None), object["halt"_L1].toInt(), int(Halt::Stopped)));
    answer.sentence = object["sentence"_L1].toString();
    if (const QJsonObject error = object["error"_L1].toObject(); !error.isEmpty())
        answer.error = base::Error{error["kind"_L1].toString().toLatin1(), error["message"_L1].toString()};
    return answer;
}

qsizetype partOf(const QList<formats::FoundLink>& links, qsizetype at) {
    qsizetype characters = 0;
    qsizetype end = at;
    while (end < links.size() && end - at < partLinks && characters < partCharacters) {
        const formats::FoundLink& link = links[end++];
        characters += link.link.size() + link.title.size() + link.note.size() + link.user.size() + link.password.size();
        for (const QString& tag : link.tags)
            characters += tag.size();
    }
    return end - at;
}

} // namespace archive
