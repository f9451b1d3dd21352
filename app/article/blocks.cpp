#include "article/blocks.h"

#include "article/utf8.h"

#include <QChar>

#include <array>

namespace article {
namespace {

constexpr quint32 noscriptWords = 40; // below that it is a tracking pixel or "enable JavaScript"
constexpr quint32 textyTokensLeast = 12;
constexpr double textyLinkShare = 0.4;

constexpr std::array<bool, 128> asciiWord = [] {
    std::array<bool, 128> table{};
    for (size_t c = 0; c < table.size(); ++c)
        table[c] = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    return table;
}();

// Scripts written without spaces between words.
bool isDense(char32_t c) {
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0x0E00 && c <= 0x0EFF) || // Thai, Lao
           (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF);     // Burmese, Khmer
}

// Counts words over text that comes in pieces.
class WordCounter {
public:
    template<typename Word>
    void add(std::string_view text, Word word) {
        for (size_t at = 0; at < text.size();) {
            const auto byte = quint8(text[at]);
            const char32_t c = byte < 0x80 ? (++at, char32_t(byte)) : nextCodePoint(text, at);
            const bool letter = c < 0x80 ? asciiWord[c] : QChar::isLetterOrNumber(c) || QChar::isMark(c);
            if (c >= 0x80 && letter && isDense(c)) {
                end(word);
                if ((m_dense = !m_dense))
                    word(2U);
            } else if (letter) {
                ++m_letters;
            } else {
                end(word);
            }
        }
    }
    template<typename Word>
    void end(Word word) {
        if (m_letters)
            word(m_letters);
        m_letters = 0;
    }

private:
    quint32 m_letters = 0;
    bool m_dense = false;
};

// Walks the page once, in document order, gathering text until a boundary of block-level elements ends the run.
class Collector {
public:
    Collector(const Document& document, std::vector<Block>& blocks, std::string& text, std::vector<quint32>& blockOf,
              std::vector<quint32>& before)
        : m_document(document)
        , m_blocks(blocks)
        , m_text(text)
        , m_blockOf(blockOf)
        , m_before(before) {}

    void run() {
        const NodeId size = m_document.size();
        m_before.resize(size + 1);
        m_blockOf.assign(size, noBlock);
        for (NodeId id = 0; id < size;) {
            leave(id);
            const NodeId next = visit(id);
            for (NodeId skipped = id + 1; skipped < next; ++skipped)
                m_before[skipped] = quint32(m_blocks.size());
            id = next;
        }
        flush();
        m_before[size] = quint32(m_blocks.size());
    }

private:
    const Document& m_document;
    std::vector<Block>& m_blocks;
    std::string& m_text;
    std::vector<quint32>& m_blockOf;
    std::vector<quint32>& m_before;
    std::vector<NodeId> m_elements; // open block-level elements
    std::vector<NodeId> m_pending;  // text nodes of the run
    NodeId m_linkEnd = 0;
    NodeId m_boldEnd = 0;
    Block m_run;
    WordCounter m_words;
    quint32 m_breaks = 0;
    bool m_inRun = false;

    void leave(NodeId id) {
        while (!m_elements.empty() && id >= m_document.end(m_elements.back())) {
            flush();
            m_elements.pop_back();
        }
    }

    NodeId visit(NodeId id) {
        const Tag tag = m_document.tag(id);
        if (isInline(tag)) {
            m_before[id] = quint32(m_blocks.size());
            visitInline(id, tag);
            return id + 1;
        }
        flush();
        m_before[id] = quint32(m_blocks.size());
        if (isUnread(tag) || (tag == Tag::Noscript && !worthReading(id)))
            return m_document.end(id);
        m_elements.push_back(id);
        return id + 1;
    }

    void visitInline(NodeId id, Tag tag) {
        switch (tag) {
        case Tag::Text:
            addText(id);
            return;
        case Tag::Br:
            if (++m_breaks >= 2)
                flush();
            return;
        case Tag::A:
            m_linkEnd = std::max(m_linkEnd, m_document.end(id));
            m_run.links = quint16(std::min(m_run.links + 1, 65535));
            break;
        case Tag::B:
        case Tag::Strong:
            m_boldEnd = std::max(m_boldEnd, m_document.end(id));
            break;
        case Tag::Img:
            m_run.images = quint16(std::min(m_run.images + 1, 65535));
            break;
        default:
            break;
        }
        m_breaks = 0;
    }

    void addText(NodeId id) {
        const std::string_view text = m_document.text(id);
        const bool link = id < m_linkEnd;
        const bool bold = id < m_boldEnd;
        const size_t before = m_text.size();
        if (!m_inRun) {
            m_run.text.at = quint32(before);
            m_run.first = id;
            m_inRun = true;
        }
        fold(text);
        if (m_text.size() == before)
            return;
        const std::string_view added = std::string_view(m_text).substr(before);
        if (added != " ")
            m_breaks = 0;
        m_words.add(added, [&](quint32 letters) { count(letters, link, bold); });
        m_run.last = id;
        m_pending.push_back(id);
    }

    void count(quint32 letters, bool link, bool bold) {
        ++m_run.tokens;
        m_run.linkTokens += link;
        m_run.boldTokens += bold;
        m_run.shortTokens += letters <= 3;
    }

    void fold(std::string_view text) {
        for (size_t at = 0; at < text.size();) {
            const size_t begin = at;
            while (at < text.size() && !isSpace(text[at]))
                ++at;
            m_text.append(text.substr(begin, at - begin));
            if (at < text.size() && m_text.size() > m_run.text.at && m_text.back() != ' ')
                m_text.push_back(' ');
            while (at < text.size() && isSpace(text[at]))
                ++at;
        }
    }

    void flush() {
        m_breaks = 0;
        if (m_inRun)
            m_words.end([&](quint32 letters) { count(letters, m_run.last < m_linkEnd, m_run.last < m_boldEnd); });
        if (m_run.tokens > 0) {
            m_run.element = m_elements.empty() ? 0 : m_elements.back();
            m_run.text.length = quint32(m_text.size()) - m_run.text.at;
            for (const NodeId id : m_pending)
                m_blockOf[id] = quint32(m_blocks.size());
            // Nodes of the run were numbered before the run was known to be a block: only its first begins it.
            m_blocks.push_back(m_run);
        } else if (m_inRun) {
            m_text.resize(m_run.text.at);
        }
        m_pending.clear();
        m_run = Block{};
        m_inRun = false;
    }

    bool worthReading(NodeId noscript) const {
        quint32 words = 0;
        for (NodeId id = noscript; id < m_document.end(noscript) && words < noscriptWords; ++id) {
            if (m_document.tag(id) == Tag::Text)
                words += countWords(m_document.text(id)).tokens;
        }
        return words >= noscriptWords;
    }
};

} // namespace

bool Block::texty() const {
    return tokens >= textyTokensLeast && linkShare() < textyLinkShare;
}

Blocks::Blocks(const Document& document)
    : m_document(document) {
    collect();
    sum();
}

void Blocks::collect() {
    m_blocks.reserve(m_document.size() / 8);
    Collector(m_document, m_blocks, m_text, m_blockOf, m_before).run();
}

void Blocks::sum() {
    m_tokens.assign(1, 0);
    m_linkTokens.assign(1, 0);
    m_textyTokens.assign(1, 0);
    for (const Block& block : m_blocks) {
        m_tokens.push_back(m_tokens.back() + block.tokens);
        m_linkTokens.push_back(m_linkTokens.back() + block.linkTokens);
        m_textyTokens.push_back(m_textyTokens.back() + (block.texty() ? block.tokens : 0));
    }
}

std::string_view Blocks::text(size_t index) const {
    return std::string_view(m_text).substr(m_blocks[index].text.at, m_blocks[index].text.length);
}

// Elements are block-level wherever this is asked, so that no run reaches across their edges.
quint32 Blocks::endBelow(NodeId element) const {
    return m_before[m_document.end(element)];
}

bool beginAlike(const Document& document, const Block& a, const Block& b) {
    return a.element == b.element && document.parent(a.first) == document.parent(b.first);
}

Words countWords(std::string_view utf8) {
    Words words;
    const auto word = [&](quint32 letters) {
        ++words.tokens;
        words.shortTokens += letters <= 3;
    };
    WordCounter counter;
    counter.add(utf8, word);
    counter.end(word);
    return words;
}

} // namespace article
