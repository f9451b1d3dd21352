#include "article/mainelements.h"

#include "article/outputtags.h"

#include <algorithm>

namespace article {
namespace {

constexpr double mostTextShare = 0.6;
constexpr double muchTextShare = 0.35;
constexpr double mostWordsShare = 0.7;
constexpr double asideMost = 0.5; // a "footer" or form around half of the page is the page

std::vector<float> sumsOf(const Blocks& blocks, const std::vector<float>& weights) {
    std::vector<float> sums(blocks.size() + 1, 0);
    for (size_t i = 0; i < blocks.size(); ++i)
        sums[i + 1] = sums[i] + weights[i];
    return sums;
}

NodeId bestScored(const Document& document, const Blocks& blocks) {
    std::vector<float> scores(document.size(), 0);
    for (size_t i = 0; i < blocks.size(); ++i) {
        const Block& block = blocks[i];
        if (!block.texty())
            continue;
        const auto worth = float((1 + std::min(block.tokens / 20.0, 5.0)) * (1 - block.linkShare()));
        NodeId above = document.parent(block.element);
        for (int level = 0; level < 3 && above != noNode; ++level, above = document.parent(above))
            scores[above] += level == 0 ? worth : level == 1 ? worth / 2 : worth / 6;
    }
    NodeId best = 0;
    float most = 0;
    for (NodeId id = 1; id < document.size(); ++id) {
        if (scores[id] <= most)
            continue;
        const quint32 first = blocks.firstBelow(id), end = blocks.endBelow(id);
        const double links = double(blocks.linkTokens(first, end)) / std::max(1U, blocks.tokens(first, end));
        if (scores[id] * (1 - links) > most) {
            most = float(scores[id] * (1 - links));
            best = id;
        }
    }
    return best;
}

NodeId longestStated(const Document& document, const Blocks& blocks, const Elements& elements) {
    NodeId best = 0;
    quint32 most = 0;
    for (const NodeId id : elements.ids()) {
        const Tag tag = document.tag(id);
        if (tag != Tag::Main && tag != Tag::Article && document.attribute(id, Attribute::Role) != "main")
            continue;
        const quint32 tokens = blocks.tokens(blocks.firstBelow(id), blocks.endBelow(id));
        if (tokens > most) {
            most = tokens;
            best = id;
        }
    }
    return best;
}

// Of each block its words, but none inside what is named as an aside.
std::vector<float> wordsOutsideAsides(const Document& document, const Blocks& blocks, const Elements& elements) {
    std::vector<float> weights(blocks.size());
    for (size_t i = 0; i < blocks.size(); ++i)
        weights[i] = float(blocks[i].tokens);
    const double all = blocks.tokens(0, quint32(blocks.size()));
    for (const NodeId id : elements.ids()) {
        const ElementFacts& facts = elements[id];
        if ((isAside(document, id) || document.tag(id) == Tag::Header) &&
            blocks.tokens(facts.first, facts.end) <= asideMost * all)
            std::fill(weights.begin() + facts.first, weights.begin() + facts.end, 0.F);
    }
    return weights;
}

} // namespace

bool isAside(const Document& document, NodeId id) {
    switch (document.tag(id)) {
    case Tag::Nav:
    case Tag::Footer:
    case Tag::Aside:
    case Tag::Form:
    case Tag::Dialog:
        return true;
    default:
        break;
    }
    const std::string_view role = document.attribute(id, Attribute::Role);
    return role == "navigation" || role == "contentinfo" || role == "complementary" || role == "search" ||
           role == "dialog" || role == "alert";
}

bool mayHoldArticle(Tag tag) {
    return !isInline(tag) && roleOf(tag) != Role::Line && roleOf(tag) != Role::Item;
}

NodeId deepestHolding(const Document& document, const Blocks& blocks, const std::vector<float>& sums, double share) {
    const double wanted = share * sums.back();
    NodeId found = 0;
    for (NodeId child = document.firstChild(0); child != noNode && wanted > 0;) {
        const double held = sums[blocks.endBelow(child)] - sums[blocks.firstBelow(child)];
        if (held >= wanted && mayHoldArticle(document.tag(child))) {
            found = child;
            child = document.firstChild(child);
        } else {
            child = document.nextSibling(child);
        }
    }
    return found;
}

MainElements findMainElements(const Document& document, const Blocks& blocks, const Elements& elements) {
    std::vector<float> texty(blocks.size());
    for (size_t i = 0; i < blocks.size(); ++i)
        texty[i] = blocks[i].texty() ? float(blocks[i].tokens) : 0.F;
    const std::vector<float> textySums = sumsOf(blocks, texty);
    MainElements found{};
    found[size_t(MainWay::MostText)] = deepestHolding(document, blocks, textySums, mostTextShare);
    found[size_t(MainWay::MuchText)] = deepestHolding(document, blocks, textySums, muchTextShare);
    found[size_t(MainWay::Scored)] = bestScored(document, blocks);
    found[size_t(MainWay::Stated)] = longestStated(document, blocks, elements);
    found[size_t(MainWay::MostWords)] = deepestHolding(
        document, blocks, sumsOf(blocks, wordsOutsideAsides(document, blocks, elements)), mostWordsShare);
    return found;
}

} // namespace article
