#include "article/features.h"
#include "article/hidden.h"

#include <algorithm>
#include <unordered_map>

namespace article {
namespace {

constexpr const char* names[] = {"own tokens",
                                 "own letters a word",
                                 "own link share",
                                 "own bold share",
                                 "own short words",
                                 "own links",
                                 "own images",
                                 "own digits",
                                 "own capitals",
                                 "own commas",
                                 "own sentences",
                                 "own ending",
                                 "own separators",
                                 "own starts with capital",
                                 "own starts with digit",
                                 "own currency",
                                 "own colons",
                                 "own years",
                                 "own marks",
                                 "own questions",
                                 "own other letters",
                                 "own heading",
                                 "own tag",
                                 "own is paragraph",
                                 "own is item",
                                 "own is cell",
                                 "own is control",
                                 "own is code",
                                 "own same text",
                                 "own same text before",
                                 "own position",
                                 "own position by words",
                                 "own depth",
                                 "own title share",
                                 "own description share",
                                 "own hidden",
                                 "own is time",
                                 "own is caption",
                                 "own path",
                                 "own path element",
                                 "own path near",
                                 "own path far",
                                 "own path against page",
                                 "own words",
                                 "own heading's words",
                                 "own link parts",
                                 "own names"};

// Tags by what they usually hold, from chrome to text.
float tagRank(Tag tag) {
    switch (tag) {
    case Tag::P:
        return 9;
    case Tag::Blockquote:
    case Tag::Pre:
        return 8;
    case Tag::H1:
    case Tag::H2:
    case Tag::H3:
    case Tag::H4:
    case Tag::H5:
    case Tag::H6:
        return 7;
    case Tag::Td:
    case Tag::Dd:
        return 6;
    case Tag::Th:
    case Tag::Dt:
        return 5;
    case Tag::Li:
        return 4;
    case Tag::Figcaption:
    case Tag::Caption:
        return 3;
    case Tag::Div:
        return 2;
    case Tag::Section:
    case Tag::Article:
    case Tag::Main:
        return 1;
    case Tag::Button:
    case Tag::Label:
    case Tag::Summary:
        return -1;
    case Tag::Unknown:
        return -2;
    case Tag::Footer:
    case Tag::Nav:
    case Tag::Header:
    case Tag::Aside:
    case Tag::Form:
        return -3;
    default:
        return 0;
    }
}

bool isControl(Tag tag) {
    return tag == Tag::Button || tag == Tag::Label || tag == Tag::Summary || tag == Tag::Legend;
}

// Of each block, how many say the same, and how many of them come before it; eight is many.
struct Repeats {
    quint8 all = 0;
    quint8 before = 0;
};

std::vector<Repeats> repeatsOf(const std::vector<BlockText>& texts) {
    constexpr quint8 many = 8;
    std::unordered_map<quint64, quint8> counts;
    counts.reserve(texts.size());
    std::vector<Repeats> repeats(texts.size());
    for (size_t i = 0; i < texts.size(); ++i) {
        quint8& count = counts[texts[i].hash];
        repeats[i].before = count;
        count = quint8(std::min(count + 1, int(many)));
    }
    for (size_t i = 0; i < texts.size(); ++i)
        repeats[i].all = counts[texts[i].hash];
    return repeats;
}

// Nodes inside something the page itself hides.
std::vector<bool> hiddenBlocks(const PageView& page) {
    std::vector<bool> hidden(page.blocks.size(), false);
    for (const NodeId id : page.elements.ids()) {
        const ElementFacts& facts = page.elements[id];
        if (!hidden[facts.first] &&
            (isHidden(page.document, id) || page.document.attribute(id, Attribute::AriaHidden) == "true"))
            std::fill(hidden.begin() + facts.first, hidden.begin() + facts.end, true);
    }
    return hidden;
}

bool holdsTime(const Document& document, const Block& block) {
    for (NodeId id = block.first; id != noNode && id > block.element; id = document.parent(id)) {
        if (document.tag(id) == Tag::Time)
            return true;
    }
    return false;
}

// A page may nest hundreds of elements around each of 100,000 blocks: those in the same ones are asked for once.
std::vector<bool> timeBlocks(const PageView& page) {
    std::vector<bool> times(page.blocks.size());
    for (size_t i = 0; i < times.size(); ++i)
        times[i] = i > 0 && beginAlike(page.document, page.blocks[i - 1], page.blocks[i])
                       ? times[i - 1]
                       : holdsTime(page.document, page.blocks[i]);
    return times;
}

class Own : public FeatureWriter {
public:
    explicit Own(const PageView& page)
        : m_page(page)
        , m_repeats(repeatsOf(page.texts))
        , m_hidden(hiddenBlocks(page))
        , m_times(timeBlocks(page))
        , m_tokens(std::max(1U, page.blocks.tokens(0, quint32(page.blocks.size()))))
        , m_path(page.meanPath(0, qint64(page.blocks.size()))) {}

    void write(quint32 i, RowWriter& row) const override {
        const Block& block = m_page.blocks[i];
        const BlockText& text = m_page.texts[i];
        const Tag tag = m_page.document.tag(block.element);
        const double tokens = block.tokens;
        const double characters = std::max(1U, text.characters);
        row << logOf(tokens) << text.letters / tokens << block.linkShare() << block.boldTokens / tokens
            << block.shortTokens / tokens << logOf(block.links) << std::min<int>(block.images, 4)
            << text.digits / characters << (text.letters ? double(text.capitals) / text.letters : 0)
            << text.commas / tokens << text.sentences / tokens << text.ending << text.separators / tokens
            << text.startsWithCapital << text.startsWithDigit << std::min(text.currencies, 3U)
            << std::min(text.colons, 3U) << std::min(text.years, 3U) << std::min(text.marks, 3U)
            << std::min(text.questions, 3U) << text.others / characters << int(m_page.headings[i]) << tagRank(tag)
            << (tag == Tag::P) << (tag == Tag::Li || tag == Tag::Dd || tag == Tag::Dt)
            << (tag == Tag::Td || tag == Tag::Th) << isControl(tag) << (tag == Tag::Pre) << int(m_repeats[i].all)
            << int(m_repeats[i].before) << double(i) / double(m_page.blocks.size())
            << m_page.blocks.tokens(0, i) / m_tokens << int(m_page.document.node(block.element).depth)
            << m_page.titleShares[i] << m_page.descriptionShares[i] << bool(m_hidden[i]) << bool(m_times[i])
            << (tag == Tag::Figcaption || tag == Tag::Caption) << m_page.path(i) << m_page.name(i, Place::Own)
            << m_page.name(i, Place::Near) << m_page.name(i, Place::Far) << m_page.path(i) - m_path
            << m_page.name(i, Place::Words) << m_page.name(i, Place::Heading) << m_page.name(i, Place::Links)
            << m_page.path(i) + m_page.name(i, Place::Words) + m_page.name(i, Place::Heading) +
                   m_page.name(i, Place::Links);
    }

private:
    const PageView& m_page;
    const std::vector<Repeats> m_repeats;
    const std::vector<bool> m_hidden;
    const std::vector<bool> m_times;
    const double m_tokens;
    const float m_path;
};

} // namespace

const FeatureGroup ownFeatures{
    names, [](const PageView& page) -> std::unique_ptr<FeatureWriter> { return std::make_unique<Own>(page); }};

} // namespace article
