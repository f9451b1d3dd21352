#include "article/pagefacts.h"

#include "article/authormarks.h"
#include "article/text.h"

namespace article {
namespace {

constexpr qsizetype mostMetas = 400;
constexpr qsizetype mostValues = 24; // of one name
constexpr size_t mostSpots = 60;
constexpr size_t mostLesserHeadings = 8;
constexpr size_t longestHeading = 1000; // bytes
constexpr size_t mostMarks = 300;

// Documentation hangs a link to itself on each heading: "Heading¶".
QString withoutAnchor(QString heading) {
    const auto isSign = [](QChar c) { return c == u'\u00B6' || c.category() == QChar::Other_PrivateUse; };
    while (!heading.isEmpty() && (isSign(heading.back()) || heading.endsWith(QLatin1String(" #"))))
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
            break;
        case Tag::H1:
            if (!isLogo(id))
                addSpot(m_facts.headings, id, headingText(id));
            break;
        case Tag::H2:
        case Tag::H3:
            if (m_facts.lesserHeadings.size() < mostLesserHeadings)
                addSpot(m_facts.lesserHeadings, id, headingText(id));
            break;
        default:
            break;
        }
        if (m_document.node(id).attributes > 0 || tag == Tag::Time)
            visitMarks(id, tag);
    }

    // Without the buttons and the date that some put inside of it.
    QString headingText(NodeId heading) const {
        std::string raw;
        for (NodeId id = heading; id < m_document.end(heading) && raw.size() < longestHeading;) {
            const Tag tag = m_document.tag(id);
            if (tag == Tag::Button || tag == Tag::Time || isUnread(tag)) {
                id = m_document.end(id);
                continue;
            }
            if (tag == Tag::Text)
                raw.append(m_document.text(id));
            else if (!isInline(tag) || tag == Tag::Br)
                raw.push_back(' ');
            ++id;
        }
        return withoutAnchor(stringOf(folded(std::string_view(raw).substr(0, longestHeading))));
    }

    // Some sites print their own name as the page's first heading.
    bool isLogo(NodeId heading) const {
        for (const Attribute name : {Attribute::Class, Attribute::Id}) {
            const std::string_view value = attribute(heading, name);
            for (const std::string_view mark : {"logo", "site-title", "site-name", "sitename", "site_title", "brand"}) {
                if (value.find(mark) != std::string_view::npos)
                    return true;
            }
        }
        return false;
    }

    void visitMeta(NodeId id) {
        const std::string_view content = attribute(id, Attribute::Content);
        for (const Attribute name : {Attribute::Property, Attribute::Name, Attribute::HttpEquiv, Attribute::Itemprop}) {
            const std::string_view key = attribute(id, name);
            if (key.empty() || content.empty() || m_facts.metas.size() >= mostMetas)
                continue;
            QStringList& values = m_facts.metas[QByteArray(key.data(), qsizetype(key.size())).toLower()];
            if (values.size() < mostValues)
                values << stringOf(folded(content));
        }
    }

    void visitLink(NodeId id) {
        const std::string_view relation = attribute(id, Attribute::Rel);
        if (m_facts.canonical.isEmpty() && hasWord(relation, "canonical"))
            m_facts.canonical = stringOf(attribute(id, Attribute::Href)).trimmed();
        if (m_facts.imageSource.isEmpty() && hasWord(relation, "image_src"))
            m_facts.imageSource = stringOf(attribute(id, Attribute::Href)).trimmed();
    }

    // Reads an element's attributes once: there are many elements.
    void visitMarks(NodeId id, Tag tag) {
        bool published = tag == Tag::Time, author = false, person = false, named = false;
        const Node& node = m_document.node(id);
        for (quint32 i = node.attributesAt; i < node.attributesAt + node.attributes; ++i) {
            const NamedValue& each = m_document.attributeAt(i);
            const std::string_view value = m_document.view(each.value);
            if (each.name == Attribute::Class || each.name == Attribute::Id) {
                named = named || namesAuthor(value);
            } else if (each.name == Attribute::Itemprop) {
                published = published || hasWord(value, "datePublished");
                author = author || hasWord(value, "author");
            } else if (each.name == Attribute::Rel) {
                author = author || hasWord(value, "author");
            } else if (each.name == Attribute::Href && tag == Tag::A) {
                person = leadsToPerson(value);
            }
        }
        if (published)
            visitTime(id);
        const bool shown = tag != Tag::Meta && tag != Tag::Link && tag != Tag::Body && tag != Tag::Html;
        if (shown && (author || person || named) && m_facts.authors.size() < mostMarks)
            m_facts.authors.push_back({id, author   ? AuthorMark::Stated
                                           : person ? AuthorMark::Link
                                                    : AuthorMark::Class});
    }

    void visitTime(NodeId id) {
        if (m_facts.times.size() >= mostSpots)
            return;
        QString said = stringOf(attribute(id, Attribute::DateTime));
        if (said.isEmpty())
            said = stringOf(attribute(id, Attribute::Content));
        if (said.isEmpty())
            said = stringOf(foldedText(m_document, id, 200));
        addSpot(m_facts.times, id, said);
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
