#include "article/pagefacts.h"

#include "article/text.h"

namespace article {
namespace {

constexpr qsizetype mostMetas = 400;
constexpr size_t mostSpots = 60;
constexpr size_t mostLesserHeadings = 8;
constexpr size_t mostMarks = 300;
constexpr size_t longestClass = 400; // utility classes by the dozen
constexpr size_t longestAddress = 300;

bool isLower(char c) {
    return c >= 'a' && c <= 'z';
}
bool isUpper(char c) {
    return c >= 'A' && c <= 'Z';
}

template<size_t Count>
bool holdsAny(std::string_view text, const std::string_view (&parts)[Count]) {
    return std::any_of(std::begin(parts), std::end(parts),
                       [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

// Whether `word` stands in `text` as a word: "post-author", "authorName" and "authors", but not "authority".
bool holdsWord(std::string_view text, std::string_view lower, std::string_view word) {
    for (size_t at = lower.find(word); at != std::string_view::npos; at = lower.find(word, at + 1)) {
        const bool begins = at == 0 || (!isLower(text[at - 1]) && !isUpper(text[at - 1])) ||
                            (isUpper(text[at]) && isLower(text[at - 1]));
        const std::string_view rest = text.substr(at + word.size());
        const bool ends = rest.empty() || !isLower(rest[0]) || rest.starts_with("name") || rest.starts_with("by") ||
                          (rest[0] == 's' && (rest.size() == 1 || !isLower(rest[1])));
        if (begins && ends)
            return true;
    }
    return false;
}

// Class and id tokens that sites give to the line with the author's name.
bool namesAuthor(std::string_view classes) {
    static constexpr std::string_view marks[] = {"author",  "byline", "writer", "contributor",
                                                 "creator", "autor",  "auteur"};
    static constexpr std::string_view others[] = {
        "bio",     "avatar", "image",    "img",      "photo", "social", "box",         "related",  "widget",
        "comment", "desc",   "title",    "list",     "date",  "share",  "count",       "stat",     "button",
        "label",   "role",   "position", "bookmark", "job",   "review", "testimonial", "category", "product"};
    if (classes.empty() || classes.size() > longestClass)
        return false;
    std::string lower(classes);
    for (char& c : lower)
        c = isUpper(c) ? char(c + 32) : c;
    if (!holdsAny(lower, marks) || holdsAny(lower, others))
        return false;
    return std::any_of(std::begin(marks), std::end(marks),
                       [&](std::string_view mark) { return holdsWord(classes, lower, mark); });
}

// Where blogs, magazines and forums keep the pages of those who write there.
bool leadsToPerson(std::string_view address) {
    static constexpr std::string_view folders[] = {
        "/author/",       "/authors/", "/people/",  "/profile/", "/user/",        "/users/",  "/u/",
        "/members/",      "/member/",  "/writer/",  "/writers/", "/contributor/", "/staff/",  "/experts/",
        "/contributors/", "/auteur/",  "/auteurs/", "/autor/",   "/autoren/",     "/autores/"};
    static constexpr std::string_view scripts[] = {"viewprofile", "action=profile", "member.php?", "profile.php?"};
    static constexpr std::string_view others[] = {"youtube.", "tiktok.",   "bsky.",    "google.",    "facebook.",
                                                  "twitter.", "linkedin.", "spotify.", "pinterest.", "instagram.",
                                                  "login",    "register",  "signup",   "share",      "#"};
    if (address.empty() || address.size() > longestAddress)
        return false;
    const bool handle = address.starts_with("/@") || address.find("medium.com/@") != std::string_view::npos;
    const auto leads = [&](std::string_view folder) {
        const size_t at = address.find(folder);
        return at != std::string_view::npos && address.size() > at + folder.size() + 1;
    };
    return (handle || std::any_of(std::begin(folders), std::end(folders), leads) || holdsAny(address, scripts)) &&
           !holdsAny(address, others);
}

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
        if (m_facts.authors.size() >= mostMarks)
            return;
        if (hasWord(attribute(id, Attribute::Rel), "author") || hasWord(property, "author"))
            m_facts.authors.push_back({id, AuthorMark::Stated});
        else if (tag == Tag::A && leadsToPerson(attribute(id, Attribute::Href)))
            m_facts.authors.push_back({id, AuthorMark::Link});
        else if (namesAuthor(attribute(id, Attribute::Class)) || namesAuthor(attribute(id, Attribute::Id)))
            m_facts.authors.push_back({id, AuthorMark::Class});
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
