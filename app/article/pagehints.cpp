#include "article/pagehints.h"

#include "article/blocktext.h"

#include <algorithm>

namespace article {
namespace {

constexpr size_t mostWords = 60;
constexpr size_t mostJson = 200'000;

bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

// The word behind each "@type" of JSON-LD, and of an itemtype: schema.org's names.
void takeType(PageHints& hints, std::string_view type) {
    hints.saysArticle |= type.ends_with("Article") || type == "BlogPosting" || type == "Report" || type == "Recipe";
    hints.saysProduct |= type == "Product" || type == "ProductGroup" || type == "Offer" || type == "AggregateOffer";
    hints.saysList |= type == "CollectionPage" || type == "ItemList" || type == "SearchResultsPage";
    hints.saysThread |= type == "DiscussionForumPosting" || type == "QAPage" || type == "Comment";
    hints.saysQuestions |= type == "FAQPage";
}

void readTypes(PageHints& hints, std::string_view json) {
    json = json.substr(0, mostJson);
    for (size_t at = json.find("\"@type\""); at != std::string_view::npos; at = json.find("\"@type\"", at + 7)) {
        const size_t from = json.find('"', at + 7);
        const size_t to = from == std::string_view::npos ? from : json.find('"', from + 1);
        if (to == std::string_view::npos)
            return;
        takeType(hints, json.substr(from + 1, to - from - 1));
    }
    hints.hasPublished |= holds(json, "\"datePublished\"");
}

void readAddress(PageHints& hints, std::string_view address) {
    const size_t scheme = address.find("://");
    const size_t host = scheme == std::string_view::npos ? 0 : scheme + 3;
    const size_t path = std::min(address.find('/', host), address.size());
    hints.pathDepth = hints.pathDigits = hints.pathHyphens = 0;
    hints.pathLength = quint32(address.size() - path);
    for (size_t i = path; i < address.size(); ++i) {
        hints.pathDepth += address[i] == '/' && i + 1 < address.size();
        hints.pathDigits += address[i] >= '0' && address[i] <= '9';
        hints.pathHyphens += address[i] == '-' || address[i] == '_';
    }
}

class Reader {
public:
    explicit Reader(const Document& document)
        : m_document(document) {}

    PageHints run() {
        for (NodeId id = 0; id < m_document.size(); ++id)
            visit(id);
        readAddress(m_hints, m_canonical.empty() ? m_graphAddress : m_canonical);
        m_hints.titleWords = sortedWords(m_title);
        m_hints.descriptionWords = sortedWords(m_description);
        return std::move(m_hints);
    }

private:
    const Document& m_document;
    PageHints m_hints;
    std::string m_title, m_description;
    std::string_view m_canonical, m_graphAddress;

    static std::vector<quint32> sortedWords(std::string_view text) {
        std::vector<quint32> words;
        appendWordHashes(words, text, mostWords);
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
        return words;
    }

    void visit(NodeId id) {
        switch (m_document.tag(id)) {
        case Tag::Text:
            return;
        case Tag::Title:
            if (m_title.empty() && m_document.firstChild(id) != noNode)
                m_title.append(m_document.text(m_document.firstChild(id)));
            break;
        case Tag::Meta:
            visitMeta(id);
            break;
        case Tag::Link:
            if (hasWord(m_document.attribute(id, Attribute::Rel), "canonical"))
                m_canonical = m_document.attribute(id, Attribute::Href);
            break;
        case Tag::Script:
            if (m_document.firstChild(id) != noNode)
                readTypes(m_hints, m_document.text(m_document.firstChild(id)));
            break;
        case Tag::Input:
            ++m_hints.inputs;
            break;
        case Tag::Button:
            ++m_hints.buttons;
            break;
        case Tag::Img:
            ++m_hints.images;
            break;
        case Tag::A:
            ++m_hints.anchors;
            break;
        case Tag::Time:
            ++m_hints.times;
            break;
        default:
            break;
        }
        if (const std::string_view type = m_document.attribute(id, Attribute::Itemtype); !type.empty())
            takeType(m_hints, type.substr(type.rfind('/') + 1));
    }

    void visitMeta(NodeId id) {
        const std::string_view content = m_document.attribute(id, Attribute::Content);
        std::string_view name = m_document.attribute(id, Attribute::Property);
        if (name.empty())
            name = m_document.attribute(id, Attribute::Name);
        if (name == "og:title")
            m_title.append(" ").append(content);
        else if (name == "description" || name == "og:description")
            m_description.append(" ").append(content);
        else if (name == "og:url")
            m_graphAddress = content;
        else if (name == "article:published_time")
            m_hints.hasPublished = true;
        else if (name == "og:type") {
            m_hints.saysArticle |= holds(content, "article") || holds(content, "blog");
            m_hints.saysProduct |= holds(content, "product");
            m_hints.saysWebsite |= holds(content, "website");
        }
    }
};

} // namespace

PageHints readHints(const Document& document) {
    return Reader(document).run();
}

} // namespace article
