#include "article/metadata.h"

#include "article/authors.h"
#include "article/bylines.h"
#include "article/jsonld.h"
#include "article/publication.h"
#include "article/text.h"
#include "article/titles.h"

namespace article {
namespace {

constexpr qsizetype longestSite = 100;

// "www.blog.example.co.uk" → "blog.example.co.uk" and its labels, longest first: names a title may end with.
QStringList siteNames(const PageFacts& facts, const StructuredData& data, const QUrl& base) {
    QStringList names;
    for (const char* name : {"og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site"})
        names << facts.firstMeta({name});
    names << data.publisher;
    QString host = base.host();
    if (host.startsWith(QLatin1String("www.")))
        host.remove(0, 4);
    names << host;
    const QStringList labels = host.split(u'.');
    if (labels.size() >= 2) {
        const bool twoPart = labels.size() >= 3 && labels[labels.size() - 2].size() <= 3;
        names << labels[labels.size() - (twoPart ? 3 : 2)];
    }
    names.removeAll(QString());
    return names;
}

QString languageOf(const PageFacts& facts, const StructuredData& data) {
    QString found = facts.language;
    if (found.trimmed().isEmpty())
        found = facts.firstMeta({"content-language", "og:locale", "dc.language", "language"});
    if (found.isEmpty())
        found = data.language;
    found = found.trimmed().section(u',', 0, 0).trimmed().toLower().replace(u'_', u'-');
    for (const QChar c : found) {
        if (!(c >= u'a' && c <= u'z') && !c.isDigit() && c != u'-')
            return {};
    }
    return found.size() >= 2 && found.size() <= 35 ? found : QString();
}

bool saysArticle(const PageFacts& facts, const StructuredData& data) {
    return facts.meta("og:type").contains(QLatin1String("article"), Qt::CaseInsensitive) || !data.published.isEmpty() ||
           facts.metas.contains("article:published_time");
}

// "/blog/…", "/threads/…": addresses under which somebody writes.
bool leadsToArticle(const QUrl& link) {
    const QString address = link.path() + u'?' + link.query();
    for (const char* part : {"/blog", "/news/", "/article", "/post", "/stories/", "/story/", "/thread", "showthread",
                             "viewtopic", "/topic", "/forum", "/discussion", "/questions/", "/t/", "/d/"}) {
        if (address.contains(QLatin1String(part), Qt::CaseInsensitive))
            return true;
    }
    return false;
}

// The heading of the content: the one that reads like the title, else the first in the main element, else the first.
NodeId headingOf(const Document& document, const PageFacts& facts, const QString& title, NodeId main) {
    NodeId inMain = noNode;
    for (const Spot& spot : facts.headings) {
        if (essence(spot.text) == essence(title))
            return spot.node;
        if (inMain == noNode && document.contains(main, spot.node))
            inMain = spot.node;
    }
    if (inMain == noNode && !facts.headings.empty())
        return facts.headings.front().node;
    return inMain == noNode ? main : inMain;
}

} // namespace

QUrl baseOf(const Document& document, const QUrl& link) {
    QUrl base = link;
    QString graph;
    for (NodeId id = 0; id < document.size(); ++id) {
        const Tag tag = document.tag(id);
        if (tag == Tag::Base && document.has(id, Attribute::Href)) {
            const QUrl stated(stringOf(document.attribute(id, Attribute::Href)).trimmed());
            return base.isEmpty() ? stated : base.resolved(stated);
        }
        if (!link.isEmpty())
            continue;
        if (tag == Tag::Link && base.isEmpty() && hasWord(document.attribute(id, Attribute::Rel), "canonical"))
            base = QUrl(stringOf(document.attribute(id, Attribute::Href)).trimmed());
        else if (tag == Tag::Meta && graph.isEmpty() && document.attribute(id, Attribute::Property) == "og:url")
            graph = stringOf(document.attribute(id, Attribute::Content)).trimmed();
        if (base.isRelative())
            base.clear();
    }
    return base.isEmpty() ? QUrl(graph) : base;
}

Metadata readMetadata(const Document& document, const Blocks& blocks, NodeId main, const QUrl& base) {
    const PageFacts facts = gatherFacts(document);
    const StructuredData data = readJsonLd(document);
    const LinkResolver links(base);
    Metadata metadata;
    TitleSources titles;
    titles.element = facts.title;
    titles.openGraph = facts.firstMeta({"og:title", "twitter:title", "dc.title", "citation_title"});
    titles.headline = data.headline;
    titles.sites = siteNames(facts, data, base);
    for (const Spot& spot : facts.headings)
        titles.headings << spot.text;
    for (const Spot& spot : facts.lesserHeadings)
        titles.lesserHeadings << spot.text;
    titles.folder = base.path().section(u'/', -1, -1, QString::SectionSkipEmpty);
    titles.isArticle = saysArticle(facts, data);
    metadata.title = chooseTitle(titles);
    metadata.language = languageOf(facts, data);
    const NodeId heading = headingOf(document, facts, metadata.title, main);
    metadata.publishedAt = publicationDate({document, blocks, facts, data, heading, metadata.language, base});
    const bool isArticle = titles.isArticle || !metadata.publishedAt.isEmpty() || leadsToArticle(base);
    metadata.byline = authorOf({facts, data, titles.sites, metadata.language, isArticle},
                               [&] { return visibleByline(document, blocks, facts, heading); });
    if (facts.direction == QLatin1String("rtl") || facts.direction == QLatin1String("ltr"))
        metadata.direction = facts.direction;
    metadata.siteName = (titles.sites.isEmpty() ? QString() : titles.sites.front()).left(longestSite);
    metadata.description = facts.firstMeta({"og:description", "description", "twitter:description", "dc.description"});
    if (metadata.description.isEmpty())
        metadata.description = data.description;
    for (const QString& image :
         {facts.firstMeta({"og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"}),
          data.image, facts.imageSource}) {
        if (metadata.mainImage.isEmpty())
            metadata.mainImage = QString::fromUtf8(links.image(image.toStdString()));
    }
    for (const QString& address : {facts.canonical, facts.meta("og:url")}) {
        if (metadata.canonical.isEmpty())
            metadata.canonical = QString::fromUtf8(links.image(address.toStdString()));
    }
    metadata.body = data.body;
    return metadata;
}

} // namespace article
