#include "article/metadata.h"

#include "article/authors.h"
#include "article/bylines.h"
#include "article/jsonld.h"
#include "article/languages.h"
#include "article/publication.h"
#include "article/text.h"
#include "article/titles.h"

namespace article {
namespace {

constexpr qsizetype longestSite = 100;
constexpr quint32 letterSample = 6000; // bytes of the content that tell its script

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

// As the nearest of the element and those around it says, else <html> or <body>.
QString statedFor(const Document& document, NodeId element, Attribute name) {
    for (NodeId id = element; id != noNode; id = document.parent(id)) {
        const std::string_view value = document.attribute(id, name);
        if (!value.empty())
            return stringOf(value);
    }
    QString found;
    for (NodeId id = document.firstChild(0); id != noNode && found.isEmpty(); id = document.nextSibling(id)) {
        found = document.tag(id) == Tag::Html ? stringOf(document.attribute(id, name)) : QString();
        for (NodeId child = document.firstChild(id); child != noNode && found.isEmpty();
             child = document.nextSibling(child))
            found = document.tag(child) == Tag::Body ? stringOf(document.attribute(child, name)) : QString();
    }
    return found;
}

LetterCount lettersOf(const Blocks& blocks, NodeId main) {
    LetterCount count;
    quint32 bytes = 0;
    for (quint32 i = blocks.firstBelow(main); i < blocks.endBelow(main) && bytes < letterSample; ++i) {
        const std::string_view text = blocks.text(i);
        bytes += quint32(text.size());
        count.add(text);
    }
    return count;
}

// What the page says, unless its letters prove it wrong: themes come with lang=en, and nobody changes it.
QString languageOf(const Document& document, NodeId main, const PageFacts& facts, const StructuredData& data,
                   const LetterCount& letters) {
    QString found;
    for (const QString& said :
         {statedFor(document, main, Attribute::Lang), statedFor(document, main, Attribute::XmlLang), facts.language,
          facts.meta("content-language"), facts.meta("og:locale"), facts.meta("dc.language"),
          facts.meta("dcterms.language"), facts.meta("inlanguage"), facts.meta("language"), data.language}) {
        if (found.isEmpty())
            found = languageTag(said);
    }
    const bool wrong = !found.isEmpty() && letters.isForeign() && isWrittenInLatin(found);
    return found.isEmpty() || wrong ? letters.language() : found;
}

QString directionOf(const Document& document, NodeId main, const QString& language, const LetterCount& letters) {
    const QString stated = statedFor(document, main, Attribute::Dir).trimmed().toLower();
    if (stated == QLatin1String("rtl") || stated == QLatin1String("ltr"))
        return stated;
    if (letters.letters() == 0 && language.isEmpty())
        return {};
    const bool rightToLeft = letters.isRightToLeft()   ? true
                             : letters.isLeftToRight() ? false
                             : language.isEmpty()      ? letters.mostlyRightToLeft()
                                                       : isWrittenRightToLeft(language);
    return rightToLeft ? QStringLiteral("rtl") : QStringLiteral("ltr");
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

TitleSources titleSourcesOf(const PageFacts& facts, const StructuredData& data, const QUrl& base) {
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
    titles.isHome = !base.host().isEmpty() && titles.folder.isEmpty() && !base.hasQuery();
    titles.isArticle = saysArticle(facts, data);
    return titles;
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
    const TitleSources titles = titleSourcesOf(facts, data, base);
    metadata.title = chooseTitle(titles);
    const LetterCount letters = lettersOf(blocks, main);
    metadata.language = languageOf(document, main, facts, data, letters);
    const NodeId heading = headingOf(document, facts, metadata.title, main);
    metadata.publishedAt = publicationDate({document, blocks, facts, data, heading, metadata.language, base});
    const bool isArticle = titles.isArticle || !metadata.publishedAt.isEmpty() || leadsToArticle(base);
    metadata.byline = authorOf({facts, data, titles.sites, metadata.language, isArticle},
                               [&] { return visibleByline(document, blocks, facts, heading); });
    metadata.direction = directionOf(document, main, metadata.language, letters);
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
    return metadata;
}

} // namespace article
