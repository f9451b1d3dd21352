#include "article/authors.h"

#include "article/names.h"
#include "article/text.h"

namespace article {
namespace {

constexpr int mostAuthors = 12;

void addNames(QStringList& names, const QStringList& stated) {
    for (const QString& each : stated) {
        const QString name = names.size() < mostAuthors ? statedName(each) : QString();
        if (!name.isEmpty() && !names.contains(name))
            names << name;
    }
}

// "Doe, Jane A." → "Jane A. Doe", as bibliographies turn names.
QString turned(const QString& name) {
    const QStringList halves = name.split(u',');
    const bool simple = halves.size() == 2 && halves[0].count(u' ') <= 1 && halves[1].trimmed().count(u' ') <= 2;
    return simple && !halves[1].trimmed().isEmpty() ? QString(halves[1].trimmed() + u' ' + halves[0].trimmed()) : name;
}

// Blogs say "Written by" in a card for social networks.
QString nameOnCard(const PageFacts& facts) {
    static const QStringList labels =
        QStringLiteral("written by|by|author|posted by|verfasst von|geschrieben von|"
                       "écrit par|escrito por|scritto da|geschreven door|автор|"
                       "napisane przez|skrevet av|skriven av|yazan|執筆者|作者|written by:")
            .split(u'|');
    for (const auto& [label, data] :
         {std::pair("twitter:label1", "twitter:data1"), {"twitter:label2", "twitter:data2"}}) {
        if (labels.contains(facts.meta(label).toLower()))
            return facts.meta(data);
    }
    return {};
}

QStringList statedNames(const AuthorSources& sources) {
    QStringList names;
    addNames(names, sources.data.authors);
    for (const char* meta :
         {"author", "article:author", "parsely-author", "sailthru.author", "byl", "citation_author", "dc.creator",
          "dcterms.creator", "dc.contributor", "book:author", "og:author", "creator"}) {
        if (!names.isEmpty())
            break;
        addNames(names, sources.facts.metas.value(meta));
        if (qstrncmp(meta, "citation", 8) == 0 || qstrncmp(meta, "dc", 2) == 0) {
            for (QString& name : names)
                name = turned(name);
        }
    }
    if (names.isEmpty())
        addNames(names, {nameOnCard(sources.facts)});
    return names;
}

bool isOrganisation(const QString& name, const QStringList& sites) {
    const QString plain = essence(name);
    static const QStringList ends = QStringLiteral("team staff desk editors editorial redaktion redaction rédaction "
                                                   "redacción redazione media inc llc ltd gmbh")
                                        .split(u' ');
    return ends.contains(name.section(u' ', -1).toLower()) ||
           std::any_of(sites.begin(), sites.end(), [&](const QString& site) { return essence(site) == plain; });
}

// "jane.doe", "NOC Admin": what an account is called, not a person.
bool isAccount(const QString& name) {
    if (name.contains(QLatin1String("admin"), Qt::CaseInsensitive))
        return true;
    return !name.contains(u' ') && name.toLower() == name;
}

} // namespace

QString authorOf(const AuthorSources& sources, const std::function<VisibleByline()>& visible) {
    QStringList names = statedNames(sources);
    const bool person = !names.isEmpty() && !isOrganisation(names.front(), sources.sites) && !isAccount(names.front());
    if (person && names.size() > 1)
        return joinedNames(names, sources.language);
    const VisibleByline shown = visible();
    if (person) {
        // The line on the page names more of them.
        const bool more = shown.sure && shown.name.size() > names.front().size() &&
                          shown.name.contains(names.front()) && shown.name.contains(u',');
        return more ? shown.name : names.front();
    }
    if (shown.sure && !shown.name.isEmpty())
        return shown.name;
    if (!sources.isArticle)
        return names.value(0);
    if (names.isEmpty())
        addNames(names, sources.data.organisations);
    return names.isEmpty() ? shown.name : joinedNames(names, sources.language);
}

} // namespace article
