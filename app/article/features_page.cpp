#include "article/features.h"

#include <algorithm>

namespace article {
namespace {

constexpr const char* names[] = {"page tokens",
                                 "page blocks",
                                 "page link share",
                                 "page text share",
                                 "page paragraphs",
                                 "page items",
                                 "page cells",
                                 "page h2",
                                 "page h3",
                                 "page headings",
                                 "page sections",
                                 "page articles",
                                 "page buttons",
                                 "page inputs",
                                 "page images",
                                 "page links a word",
                                 "page times",
                                 "page currencies",
                                 "page questions",
                                 "page years",
                                 "page codes",
                                 "page title words",
                                 "page address depth",
                                 "page address digits",
                                 "page address hyphens",
                                 "page address length",
                                 "page says article",
                                 "page says product",
                                 "page says list",
                                 "page says thread",
                                 "page says questions",
                                 "page says website",
                                 "page says published",
                                 "page path",
                                 "page good path",
                                 "page long texts",
                                 "page alike",
                                 "page other letters",
                                 "page short words"};

struct Counts {
    double paragraphs = 0, items = 0, cells = 0, second = 0, third = 0, headings = 0, code = 0;
    double currencies = 0, questions = 0, years = 0, goodPaths = 0, longTexts = 0, others = 0, characters = 0,
           shortWords = 0;
    double sections = 0, articles = 0, alike = 0;
};

Counts countsOf(const PageView& page) {
    Counts counts;
    for (size_t i = 0; i < page.blocks.size(); ++i) {
        const Tag tag = page.document.tag(page.blocks[i].element);
        counts.paragraphs += tag == Tag::P;
        counts.items += tag == Tag::Li;
        counts.cells += tag == Tag::Td || tag == Tag::Th;
        counts.code += tag == Tag::Pre;
        counts.second += page.headings[i] == 2;
        counts.third += page.headings[i] == 3;
        counts.headings += page.headings[i] > 0;
        const BlockText& text = page.texts[i];
        counts.currencies += text.currencies > 0;
        counts.questions += text.questions > 0;
        counts.years += text.years > 0;
        counts.others += text.others;
        counts.characters += text.characters;
        counts.shortWords += page.blocks[i].shortTokens;
        counts.goodPaths += page.path(i) > 0 ? page.blocks[i].tokens : 0;
        counts.longTexts += page.blocks[i].tokens >= 40;
    }
    for (const NodeId id : page.elements.ids()) {
        counts.sections += page.document.tag(id) == Tag::Section;
        counts.articles += page.document.tag(id) == Tag::Article;
        const ElementFacts& facts = page.elements[id];
        if (facts.alike >= 4)
            counts.alike = std::max(counts.alike, double(facts.alikeTokens));
    }
    return counts;
}

class Page : public FeatureWriter {
public:
    explicit Page(const PageView& page) {
        const auto all = quint32(page.blocks.size());
        const double blocks = std::max(1U, all);
        const double tokens = std::max(1U, page.blocks.tokens(0, all));
        const Counts counts = countsOf(page);
        const PageHints& hints = page.hints;
        RowWriter row(m_values.data());
        row << logOf(tokens) << logOf(blocks) << page.blocks.linkTokens(0, all) / tokens
            << page.blocks.textyTokens(0, all) / tokens << counts.paragraphs / blocks << counts.items / blocks
            << counts.cells / blocks << counts.second / blocks << counts.third / blocks << counts.headings / blocks
            << logOf(counts.sections) << logOf(counts.articles) << logOf(hints.buttons) << logOf(hints.inputs)
            << logOf(hints.images) << hints.anchors / tokens << logOf(hints.times) << counts.currencies / blocks
            << counts.questions / blocks << counts.years / blocks << logOf(counts.code) << hints.titleWords.size()
            << hints.pathDepth << std::min(hints.pathDigits, 20U) << std::min(hints.pathHyphens, 20U)
            << std::min(hints.pathLength, 200U) << hints.saysArticle << hints.saysProduct << hints.saysList
            << hints.saysThread << hints.saysQuestions << hints.saysWebsite << hints.hasPublished
            << page.meanPath(0, all) << counts.goodPaths / tokens << logOf(counts.longTexts) << counts.alike / tokens
            << counts.others / std::max(1.0, counts.characters) << counts.shortWords / tokens;
        Q_ASSERT(row.at() == m_values.data() + m_values.size());
    }

    void write(quint32, RowWriter& row) const override {
        for (const float value : m_values)
            row << value;
    }

private:
    std::array<float, std::size(names)> m_values{};
};

} // namespace

const FeatureGroup pageFeatures{
    names, [](const PageView& page) -> std::unique_ptr<FeatureWriter> { return std::make_unique<Page>(page); }};

} // namespace article
