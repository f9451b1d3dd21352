#include "article/pagefacts.h"

#include "article/text.h"

namespace article {
namespace {

constexpr qsizetype mostMetas = 400;
constexpr size_t mostSpots = 60;
constexpr size_t mostLesserHeadings = 8;

// Class and id tokens that sites give to the line with the author's name; ordered from sure to weak.
bool namesAuthor(std::string_view classes) {
    static constexpr std::string_view marks[] = {"author", "byline", "writer", "contributor"};
    static constexpr std::string_view others[] = {"bio",  "avatar",  "image",  "img",     "photo", "social",
                                                  "box",  "related", "widget", "comment", "desc",  "title-",
                                                  "list", "date",    "share",  "count"};
    std::string lower(classes);
    for (char& c : lower)
        c = c >= 'A' && c <= 'Z' ? char(c + 32) : c;
    const auto holds = [&](std::string_view mark) { return lower.find(mark) != std::string::npos; };
    return std::any_of(std::begin(marks), std::end(marks), holds) &&
           std::none_of(std::begin(others), std::end(others), holds);
}

// Documentation hangs a link to itself on each heading: "Heading¶".
QString withoutAnchor(QString heading) {
    while (heading.endsWith(u'\u00B6') || heading.endsWith(QLatin1String(" #")))
        heading = heading.chopped(1).trimmed();
    return heading;
}

class Gatherer {
public:
    explicit Gatherer(const Document& document)
        : m_document(document) {}

    PageFacts run() {
        for (NodeId id = 0; id < m_document.size(); ++id)
            visit(id);
        return std::move(m_facts);
    }

private:
    const Document& m_document;
    PageFacts m_facts;

    std::string_view attribute(NodeId id, Attribute name) const { return m_document.attribute(id, name); }

    void visit(NodeId id) {
        const Tag tag = m_document.tag(id);
        switch (tag) {
        case Tag::Text:
            return;
        case Tag::Meta:
            visitMeta(id);
            break;
        case Tag::Title:
            if (m_facts.title.isEmpty() && m_document.firstChild(id) != noNode)
                m_facts.title = stringOf(folded(m_document.text(m_document.firstChild(id))));
            break;
        case Tag::Link:
            visitLink(id);
            break;
        case Tag::Html:
        case Tag::Body:
            if (m_facts.language.isEmpty())
                m_facts.language = stringOf(attribute(id, Attribute::Lang));
            if (m_facts.language.isEmpty())
                m_facts.language = stringOf(attribute(id, Attribute::XmlLang));
            if (m_facts.direction.isEmpty())
                m_facts.direction = stringOf(attribute(id, Attribute::Dir)).toLower();
            break;
        case Tag::H1:
            addSpot(m_facts.headings, id, withoutAnchor(stringOf(foldedText(m_document, id, 1000))));
            break;
        case Tag::H2:
        case Tag::H3:
            if (m_facts.lesserHeadings.size() < mostLesserHeadings)
                addSpot(m_facts.lesserHeadings, id, withoutAnchor(stringOf(foldedText(m_document, id, 1000))));
            break;
        default:
            break;
        }
        if (m_document.node(id).attributes > 0 || tag == Tag::Time)
            visitMarks(id, tag);
    }

    void visitMeta(NodeId id) {
        const std::string_view content = attribute(id, Attribute::Content);
        for (const Attribute name : {Attribute::Property, Attribute::Name, Attribute::HttpEquiv, Attribute::Itemprop}) {
            const std::string_view key = attribute(id, name);
            if (!key.empty() && !content.empty() && m_facts.metas.size() < mostMetas)
                m_facts.metas[QByteArray(key.data(), qsizetype(key.size())).toLower()] << stringOf(folded(content));
        }
    }

    void visitLink(NodeId id) {
        const std::string_view relation = attribute(id, Attribute::Rel);
        if (m_facts.canonical.isEmpty() && hasWord(relation, "canonical"))
            m_facts.canonical = stringOf(attribute(id, Attribute::Href)).trimmed();
        if (m_facts.imageSource.isEmpty() && hasWord(relation, "image_src"))
            m_facts.imageSource = stringOf(attribute(id, Attribute::Href)).trimmed();
    }

    void visitMarks(NodeId id, Tag tag) {
        const std::string_view property = attribute(id, Attribute::Itemprop);
        if (tag == Tag::Time || hasWord(property, "datePublished")) {
            QString said = stringOf(attribute(id, Attribute::DateTime));
            if (said.isEmpty())
                said = stringOf(attribute(id, Attribute::Content));
            if (said.isEmpty())
                said = stringOf(foldedText(m_document, id, 200));
            addSpot(m_facts.times, id, said);
        }
        if (tag == Tag::Meta || tag == Tag::Link || tag == Tag::Body || tag == Tag::Html)
            return;
        const bool sure = hasWord(attribute(id, Attribute::Rel), "author") || hasWord(property, "author");
        if (sure || namesAuthor(attribute(id, Attribute::Class)) || namesAuthor(attribute(id, Attribute::Id)))
            addSpot(m_facts.authors, id, stringOf(foldedText(m_document, id, 400)));
    }

    void addSpot(std::vector<Spot>& spots, NodeId id, const QString& text) {
        if (spots.size() < mostSpots && !text.isEmpty())
            spots.push_back({id, text});
    }
};

} // namespace

QString PageFacts::firstMeta(std::initializer_list<const char*> names) const {
    for (const char* name : names) {
        const QString found = withoutEntities(meta(name)).simplified();
        if (!found.isEmpty())
            return found;
    }
    return {};
}

PageFacts gatherFacts(const Document& document) {
    return Gatherer(document).run();
}

} // namespace article
