#pragma once

#include "article/document.h"

namespace article {

inline constexpr quint32 noBlock = std::numeric_limits<quint32>::max();

// A maximal run of inline text inside one block-level element; the unit that is content or is not.
struct Block {
    NodeId element = 0; // the block-level element that holds it
    NodeId first = 0;   // first and last text node
    NodeId last = 0;
    Slice text;              // folded, in Blocks::text
    quint32 tokens = 0;      // words; two characters of Chinese or Japanese count as one
    quint32 linkTokens = 0;  // of these inside <a>
    quint32 boldTokens = 0;  // of these inside <b>, <strong>
    quint32 shortTokens = 0; // of these with three letters or fewer: function words of most languages are short
    quint16 links = 0;
    quint16 images = 0;

    double linkShare() const { return tokens ? double(linkTokens) / tokens : 0.0; }
    bool texty() const; // reads like running text: long enough, few links
};

// The page as its blocks, with what is needed to answer questions about any element from differences of sums.
class Blocks {
public:
    explicit Blocks(const Document& document);

    size_t size() const { return m_blocks.size(); }
    const Block& operator[](size_t index) const { return m_blocks[index]; }
    std::string_view text(size_t index) const;
    // Blocks below an element are [firstBelow, endBelow).
    quint32 firstBelow(NodeId element) const { return m_before[element]; }
    quint32 endBelow(NodeId element) const;
    quint32 blockOf(NodeId textNode) const { return m_blockOf[textNode]; }

    // Sums over the blocks [first, end).
    quint32 tokens(quint32 first, quint32 end) const { return m_tokens[end] - m_tokens[first]; }
    quint32 linkTokens(quint32 first, quint32 end) const { return m_linkTokens[end] - m_linkTokens[first]; }
    quint32 textyTokens(quint32 first, quint32 end) const { return m_textyTokens[end] - m_textyTokens[first]; }

private:
    const Document& m_document;
    std::vector<Block> m_blocks;
    std::string m_text;
    std::vector<quint32> m_before;                              // a node → number of blocks that begin before it
    std::vector<quint32> m_blockOf;                             // a text node → its block
    std::vector<quint32> m_tokens, m_linkTokens, m_textyTokens; // prefix sums

    void collect();
    void sum();
};

// Whether the same elements stand around the first texts of two blocks.
bool beginAlike(const Document& document, const Block& a, const Block& b);

// Words of a text as Block::tokens counts them.
struct Words {
    quint32 tokens = 0;
    quint32 shortTokens = 0;
};
Words countWords(std::string_view utf8);

} // namespace article
