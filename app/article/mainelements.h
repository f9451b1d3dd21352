#pragma once

#include "article/elements.h"

#include <array>

namespace article {

// Elements that may be the page's content, each found in its own way; 0 (the root) where a way finds none.
enum class MainWay : quint8 {
    MostText,  // deepest with 60 % of the words in running text
    MuchText,  // deepest with 35 %
    Scored,    // the best by the sums of Readability: a paragraph counts for its parent and half for the one above
    Stated,    // the longest <main>, role=main or <article>
    MostWords, // deepest with 70 % of all words outside navigation, header, footer and aside
    Count
};
using MainElements = std::array<NodeId, size_t(MainWay::Count)>;

MainElements findMainElements(const Document& document, const Blocks& blocks, const Elements& elements);

// What a page puts around its content by the names of the elements.
bool isAside(const Document& document, NodeId id);
// Whether elements of this kind are larger than a line of text or an item of a list.
bool mayHoldArticle(Tag tag);

// The deepest element below which at least `share` of the weight lies. `sums`: prefix sums of the blocks' weights.
NodeId deepestHolding(const Document& document, const Blocks& blocks, const std::vector<float>& sums, double share);

} // namespace article
