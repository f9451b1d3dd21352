#include "article/features.h"

#include <algorithm>
#include <unordered_map>

namespace article {
namespace {

constexpr size_t levels = 5;

#define LEVEL(n)                                                                                                       \
    "level " n " blocks", "level " n " share", "level " n " text share", "level " n " link share",                     \
        "level " n " words a block", "level " n " position", "level " n " tag", "level " n " children",                \
        "level " n " alike", "level " n " path", "level " n " text of words", "level " n " words' score"
constexpr const char* names[] = {LEVEL("1"),
                                 LEVEL("2"),
                                 LEVEL("3"),
                                 LEVEL("4"),
                                 LEVEL("5"),
                                 "around nav",
                                 "around header",
                                 "around footer",
                                 "around aside",
                                 "around form",
                                 "around main",
                                 "around article",
                                 "around list",
                                 "around table",
                                 "around figure",
                                 "around quote",
                                 "around section",
                                 "around link",
                                 "repeat count",
                                 "repeat level",
                                 "repeat index",
                                 "repeat words each",
                                 "repeat link share",
                                 "repeat share of page",
                                 "repeat alike surroundings",
                                 "repeat surroundings' words",
                                 "repeat surroundings' link share"};
#undef LEVEL

constexpr size_t levelWidth = 12;

float tagOf(Tag tag) {
    switch (tag) {
    case Tag::Body:
        return 1;
    case Tag::Main:
        return 8;
    case Tag::Article:
        return 9;
    case Tag::Section:
        return 7;
    case Tag::Div:
        return 5;
    case Tag::Ul:
    case Tag::Ol:
    case Tag::Dl:
        return 4;
    case Tag::Li:
        return 3;
    case Tag::Table:
    case Tag::Tbody:
    case Tag::Tr:
    case Tag::Td:
        return 6;
    case Tag::Header:
        return -1;
    case Tag::Form:
        return -2;
    case Tag::Aside:
        return -3;
    case Tag::Footer:
        return -4;
    case Tag::Nav:
        return -5;
    default:
        return 2;
    }
}

// Which of the named kinds an element is; size_t(-1) for none.
size_t kindOf(Tag tag) {
    switch (tag) {
    case Tag::Nav:
        return 0;
    case Tag::Header:
        return 1;
    case Tag::Footer:
        return 2;
    case Tag::Aside:
        return 3;
    case Tag::Form:
        return 4;
    case Tag::Main:
        return 5;
    case Tag::Article:
        return 6;
    case Tag::Ul:
    case Tag::Ol:
    case Tag::Dl:
        return 7;
    case Tag::Table:
        return 8;
    case Tag::Figure:
        return 9;
    case Tag::Blockquote:
        return 10;
    case Tag::Section:
        return 11;
    case Tag::A:
        return 12;
    default:
        return size_t(-1);
    }
}
constexpr size_t kinds = 13;

struct Surroundings {
    quint32 count = 0, tokens = 0, linkTokens = 0;
};

class Levels : public FeatureWriter {
public:
    explicit Levels(const PageView& page)
        : m_page(page)
        , m_all(quint32(page.blocks.size()))
        , m_tokens(std::max(1U, page.blocks.tokens(0, m_all)))
        , m_texty(std::max(1U, page.blocks.textyTokens(0, m_all))) {
        m_surroundings.reserve(m_all);
        for (quint32 i = 0; i < m_all; ++i) {
            Surroundings& each = m_surroundings[surroundingsOf(i)];
            ++each.count;
            each.tokens += page.blocks[i].tokens;
            each.linkTokens += page.blocks[i].linkTokens;
        }
    }

    void write(quint32 block, RowWriter& row) const override {
        writeLevels(row, block);
        writeAround(row, block);
        writeRepeats(row, block);
    }

private:
    const PageView& m_page;
    const quint32 m_all;
    const double m_tokens, m_texty;
    std::unordered_map<quint64, Surroundings> m_surroundings;

    quint64 surroundingsOf(quint32 i) const { return m_page.elements[m_page.blocks[i].element].surroundings; }

    void writeLevels(RowWriter& row, quint32 i) const {
        NodeId id = m_page.blocks[i].element;
        size_t level = 0;
        for (; level < levels && id != noNode; ++level) {
            const ElementFacts& facts = m_page.elements[id];
            const double tokens = m_page.blocks.tokens(facts.first, facts.end);
            const quint32 count = facts.end - facts.first;
            row << logOf(count) << tokens / m_tokens << m_page.blocks.textyTokens(facts.first, facts.end) / m_texty
                << m_page.blocks.linkTokens(facts.first, facts.end) / std::max(1.0, tokens) << logOf(tokens / count)
                << (i - facts.first + 0.5) / count << tagOf(m_page.document.tag(id)) << logOf(facts.children)
                << logOf(facts.alike) << m_page.meanPath(facts.first, facts.end)
                << m_page.blocks.textyTokens(facts.first, facts.end) / std::max(1.0, tokens)
                << m_page.meanWords(facts.first, facts.end);
            id = facts.wider;
        }
        for (; level < levels; ++level) {
            for (size_t k = 0; k < levelWidth; ++k)
                row << -1;
        }
    }

    // How many elements up the nearest of each kind is; 0 where there is none.
    void writeAround(RowWriter& row, quint32 i) const {
        std::array<int, kinds> found{};
        int up = 1;
        for (NodeId id = m_page.blocks[i].element; id != noNode; id = m_page.document.parent(id), ++up) {
            const size_t kind = kindOf(m_page.document.tag(id));
            if (kind < kinds && found[kind] == 0)
                found[kind] = up;
        }
        for (const int each : found)
            row << std::min(each, 20);
    }

    // The element around that repeats most among its siblings: a card, a comment, an entry.
    void writeRepeats(RowWriter& row, quint32 i) const {
        const ElementFacts* most = nullptr;
        int level = 0, found = 0;
        for (NodeId id = m_page.blocks[i].element; id != noNode && level < 8; ++level) {
            const ElementFacts& facts = m_page.elements[id];
            if (facts.alike > 2 && (!most || facts.alike > most->alike)) {
                most = &facts;
                found = level;
            }
            id = facts.wider;
        }
        if (most)
            row << logOf(most->alike) << found << double(most->alikeIndex) / most->alike
                << logOf(double(most->alikeTokens) / most->alike)
                << double(most->alikeLinkTokens) / std::max(1U, most->alikeTokens) << most->alikeTokens / m_tokens;
        else
            row << 0 << -1 << -1 << -1 << -1 << -1;
        const Surroundings& same = m_surroundings.at(surroundingsOf(i));
        row << logOf(same.count) << logOf(double(same.tokens) / same.count)
            << double(same.linkTokens) / std::max(1U, same.tokens);
    }
};

} // namespace

const FeatureGroup levelFeatures{
    names, [](const PageView& page) -> std::unique_ptr<FeatureWriter> { return std::make_unique<Levels>(page); }};

} // namespace article
