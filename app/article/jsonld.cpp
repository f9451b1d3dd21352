#include "article/jsonld.h"

#include "article/limits.h"
#include "article/text.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace article {
namespace {

constexpr size_t mostNodes = 5000;
constexpr qsizetype mostAuthors = 12;

// Pages wrap JSON in comments and leave raw line breaks in strings; both are forgiven.
QByteArray repaired(std::string_view script) {
    QByteArray json(script.data(), qsizetype(script.size()));
    for (char& c : json) {
        if (quint8(c) < 0x20)
            c = ' ';
    }
    const qsizetype begin = std::max<qsizetype>(0, json.indexOf('{'));
    const qsizetype list = json.indexOf('[');
    const qsizetype from = list >= 0 && list < begin ? list : begin;
    const qsizetype to = std::max(json.lastIndexOf('}'), json.lastIndexOf(']'));
    return to > from ? json.mid(from, to - from + 1) : QByteArray();
}

QStringList typesOf(const QJsonObject& node) {
    const QJsonValue type = node.value(QLatin1String("@type"));
    QStringList types;
    if (type.isString())
        types << type.toString();
    for (const QJsonValue each : type.toArray())
        types << each.toString();
    return types;
}

// How much a node of this type is the page itself; 0: it is something else.
int rankOf(const QJsonObject& node) {
    int rank = 0;
    for (const QString& type : typesOf(node)) {
        const auto ends = [&](const char* end) { return type.endsWith(QLatin1String(end)); };
        if (ends("Article") || ends("Posting") || type == QLatin1String("Report"))
            rank = std::max(rank, 5);
        else if (type == QLatin1String("Question") || type == QLatin1String("Recipe") ||
                 type == QLatin1String("HowTo") || type == QLatin1String("TechArticle") ||
                 type == QLatin1String("Course") || type == QLatin1String("Book"))
            rank = std::max(rank, 4);
        else if (type == QLatin1String("Product") || type == QLatin1String("VideoObject") ||
                 type == QLatin1String("Event"))
            rank = std::max(rank, 3);
        else if (ends("Page"))
            rank = std::max(rank, 2);
        else if (type == QLatin1String("CreativeWork"))
            rank = std::max(rank, 1);
    }
    return rank;
}

// Comments, reviews and lists of other pages hang on these.
bool leadsElsewhere(const QString& key) {
    static const QStringList keys{
        QStringLiteral("comment"),     QStringLiteral("review"),          QStringLiteral("itemListElement"),
        QStringLiteral("hasPart"),     QStringLiteral("suggestedAnswer"), QStringLiteral("acceptedAnswer"),
        QStringLiteral("isPartOf"),    QStringLiteral("citation"),        QStringLiteral("mentions"),
        QStringLiteral("relatedLink"), QStringLiteral("blogPost"),        QStringLiteral("about")};
    return keys.contains(key);
}

// The questions of an FAQ are no threads of a forum.
bool isQuestionList(const QJsonObject& object, const QString& key) {
    return key == QLatin1String("mainEntity") && typesOf(object).contains(QLatin1String("FAQPage"));
}

class Reader {
public:
    void add(const QJsonValue& root) {
        std::vector<QJsonValue> waiting{root};
        for (size_t i = 0; i < waiting.size() && waiting.size() < mostNodes; ++i) {
            const QJsonValue value = waiting[i];
            for (const QJsonValue each : value.toArray())
                waiting.push_back(each);
            if (!value.isObject())
                continue;
            const QJsonObject object = value.toObject();
            take(object);
            for (auto each = object.begin(); each != object.end(); ++each) {
                if ((each->isObject() || each->isArray()) && !leadsElsewhere(each.key()) &&
                    !isQuestionList(object, each.key()))
                    waiting.push_back(*each);
            }
        }
    }

    StructuredData result() const {
        StructuredData data;
        QJsonObject best;
        int bestRank = 0;
        for (const QJsonObject& node : m_pages) {
            const int rank = rankOf(node) * 2 + (node.contains(QLatin1String("author")) ? 1 : 0);
            if (rank > bestRank) {
                best = node;
                bestRank = rank;
            }
        }
        data.headline = textAt(best, "headline");
        if (data.headline.isEmpty() && rankOf(best) != 2)
            data.headline = textAt(best, "name");
        if (rankOf(best) >= 4 || !best.value(QLatin1String("author")).isUndefined())
            takeAuthors(best.value(QLatin1String("author")), data);
        for (const char* key : {"datePublished", "dateCreated", "uploadDate"}) {
            if (data.published.isEmpty())
                data.published = textAt(best, key);
        }
        data.modified = textAt(best, "dateModified");
        data.language = textAt(best, "inLanguage");
        data.image = address(best.value(QLatin1String("image")));
        if (data.image.isEmpty())
            data.image = address(best.value(QLatin1String("thumbnailUrl")));
        data.description = textAt(best, "description");
        data.publisher = names(best.value(QLatin1String("publisher"))).value(0);
        if (data.publisher.isEmpty())
            data.publisher = m_site;
        return data;
    }

private:
    std::vector<QJsonObject> m_pages;
    QHash<QString, QString> m_names; // "@id" → name, for authors given by reference
    QString m_site;

    void take(const QJsonObject& object) {
        const QString id = object.value(QLatin1String("@id")).toString();
        const QString name = textAt(object, "name");
        if (!id.isEmpty() && !name.isEmpty())
            m_names.insert(id, name);
        if (rankOf(object) > 0)
            m_pages.push_back(object);
        const QStringList types = typesOf(object);
        if (m_site.isEmpty() && types.contains(QLatin1String("WebSite")))
            m_site = name;
    }

    static QString textAt(const QJsonObject& object, const char* key) {
        const QJsonValue value = object.value(QLatin1String(key));
        return (value.isArray() ? value.toArray().at(0) : value).toString().isEmpty()
                   ? QString()
                   : withoutEntities((value.isArray() ? value.toArray().at(0) : value).toString()).simplified();
    }

    void takeAuthors(const QJsonValue& value, StructuredData& data) const {
        const QJsonArray all = value.isArray() ? value.toArray() : QJsonArray{value};
        for (const QJsonValue each : all) {
            const bool organisation = typesOf(each.toObject()).contains(QLatin1String("Organization"));
            (organisation ? data.organisations : data.authors) += names(each);
        }
        data.authors.removeDuplicates();
    }

    QStringList names(const QJsonValue& value) const {
        QStringList found;
        const QJsonArray all = value.isArray() ? value.toArray() : QJsonArray{value};
        for (const QJsonValue each : all) {
            QString name = each.toString();
            if (each.isObject()) {
                const QJsonObject object = each.toObject();
                name = textAt(object, "name");
                if (name.isEmpty())
                    name = m_names.value(object.value(QLatin1String("@id")).toString());
            }
            name = withoutEntities(name).simplified();
            if (!name.isEmpty() && !found.contains(name) && found.size() < mostAuthors)
                found << name;
        }
        return found;
    }

    static QString address(const QJsonValue& value) {
        const QJsonValue first = value.isArray() ? value.toArray().at(0) : value;
        if (first.isString())
            return first.toString().trimmed();
        const QJsonObject object = first.toObject();
        const QString url = object.value(QLatin1String("url")).toString();
        return (url.isEmpty() ? object.value(QLatin1String("contentUrl")).toString() : url).trimmed();
    }
};

} // namespace

StructuredData readJsonLd(const Document& document) {
    Reader reader;
    qint64 left = jsonBytes.standard;
    for (NodeId id = 0; id < document.size(); ++id) {
        if (document.tag(id) != Tag::Script || document.firstChild(id) == noNode ||
            document.attribute(id, Attribute::Type).find("ld+json") == std::string_view::npos)
            continue;
        const std::string_view script = document.text(document.firstChild(id));
        left -= qint64(script.size());
        if (left < 0)
            break;
        const QJsonDocument json = QJsonDocument::fromJson(repaired(script));
        if (!json.isNull())
            reader.add(json.isArray() ? QJsonValue(json.array()) : QJsonValue(json.object()));
    }
    return reader.result();
}

} // namespace article
