#include "article/clutter.h"

#include "article/blocks.h"
#include "article/formulas.h"
#include "article/hidden.h"
#include "article/utf8.h"

#include <algorithm>
#include <array>

namespace article {
namespace {

constexpr size_t longestSign = 40; // bytes
constexpr size_t longestSpoken = 120;
constexpr size_t longestHeading = 1000;
constexpr size_t longestAlt = 2000;
constexpr quint32 leastButtonWords = 3;
constexpr char32_t firstSymbol = 0x2190; // arrows; above them all signs, and the scripts that are letters

bool isLetterScript(char32_t c) {
    return c >= 0x2C00 && c < 0x1F000 && !(c >= 0xFE00 && c <= 0xFE0F);
}

// A character that is a picture, with what may join or colour it.
bool isEmoji(std::string_view text) {
    if (text.empty() || text.size() > longestSign)
        return false;
    for (size_t at = 0; at < text.size();) {
        const char32_t c = nextCodePoint(text, at);
        if ((c < firstSymbol && c != 0x200D && c != 0xA9 && c != 0xAE) || isLetterScript(c))
            return false;
    }
    return true;
}

bool isPermalinkSign(std::string_view text) {
    static constexpr std::array<std::string_view, 8> marks{
        "\u00B6", "#", "\u00A7", "\U0001F517", "\u2693", "\u2693\uFE0E", "\u200B", "\U0001F517\uFE0E"};
    return std::find(marks.begin(), marks.end(), text) != marks.end();
}

class ClutterFinder {
public:
    ClutterFinder(const Document& document, Signs& signs)
        : m_document(document)
        , m_signs(signs)
        , m_holdsBlock(document.size(), false) {}

    void run() {
        for (NodeId id = m_document.size() - 1; id > 0; --id) {
            if (m_holdsBlock[id] || !isInline(m_document.tag(id)))
                m_holdsBlock[m_document.parent(id)] = true;
        }
        for (NodeId id = m_signs.first(); id < m_signs.end();) {
            if (!m_signs.isLeftOut(id))
                visit(id);
            const bool whole = m_signs.isLeftOut(id) || m_signs.tag(id) == Tag::Pre || m_document.tag(id) == Tag::Math;
            id = whole ? m_document.end(id) : id + 1;
        }
    }

private:
    const Document& m_document;
    Signs& m_signs;
    std::vector<bool> m_holdsBlock; // a block-level element somewhere below
    NodeId m_buttonEnd = 0;         // of one that is written; its pictures are icons
    NodeId m_headingEnd = 0;        // of a heading or another line with a name of its own
    size_t m_headingLength = 0;     // bytes; 0 when it is long
    NodeId m_seen = 0;              // the last element that is hidden from screen readers

    bool inHeading(NodeId id) const { return id < m_headingEnd; }

    void visit(NodeId id) {
        const Tag tag = m_document.tag(id);
        if (tag == Tag::Text)
            return;
        if (isHeading(tag) || tag == Tag::Dt || tag == Tag::Summary) {
            m_headingEnd = m_document.end(id);
            m_headingLength = shortText(m_document, id, longestHeading).size();
        }
        if ((tag == Tag::A && isPermalink(id)) || isHiddenWord(id, tag))
            return m_signs.leaveOut(id);
        if (tag == Tag::Img)
            return id < m_buttonEnd ? m_signs.leaveOut(id) : visitImage(id);
        if (tag == Tag::Math)
            return m_signs.writeAsText(id, formulaText(m_document, id));
        if (tag == Tag::Button && (inHeading(id) || saysMore(id))) {
            m_signs.writeAs(id, Tag::Div);
            m_buttonEnd = m_document.end(id);
        }
        if (tag == Tag::Unknown && !m_holdsBlock[id] && isInALine(id))
            m_signs.writeAs(id, Tag::Span);
        if (m_document.has(id, Attribute::Class))
            visitNamed(id, tag);
        if (isForEyes(id))
            m_seen = id;
    }

    void visitNamed(NodeId id, Tag tag) {
        if (classIs(m_document, id,
                    {"material-icons", "material-icons-outlined", "material-icons-round", "material-symbols-outlined",
                     "material-symbols-rounded", "material-symbols-sharp"}))
            return visitIcon(id);
        if (classIs(m_document, id, {"mw-editsection", "mw-cite-backlink"}) ||
            (classIs(m_document, id, {"katex-html"}) && isFormulaTwice(id)))
            return m_signs.leaveOut(id);
        if (isInline(tag) && !inHeading(id) &&
            classIs(m_document, id,
                    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only",
                     "show-for-sr", "a11y-hidden", "assistive-text", "a-offscreen", "u-visually-hidden"}))
            visitSpoken(id);
    }

    // A question that opens its answer, rather than "Share" or "Read more".
    bool saysMore(NodeId button) const {
        const std::string text = foldedText(m_document, button, longestSpoken);
        return countWords(text).tokens >= leastButtonWords;
    }

    // A key to sort by, a second label; what is longer may wait for "read more".
    bool isHiddenWord(NodeId id, Tag tag) const {
        return isInline(tag) && isHidden(m_document, id) && !shortText(m_document, id, longestSign).empty();
    }

    // The formula's source stands beside what it is drawn with.
    bool isFormulaTwice(NodeId drawn) const {
        const NodeId around = m_document.parent(drawn);
        for (NodeId id = around; id < drawn; ++id) {
            if (m_document.tag(id) == Tag::Math)
                return true;
        }
        return false;
    }

    bool isPermalink(NodeId id) const {
        if (m_document.attribute(id, Attribute::Href).find('#') == std::string_view::npos)
            return false;
        const std::string text = shortText(m_document, id, longestSign);
        if (isPermalinkSign(text))
            return text != "#" || inHeading(id) || namesPermalink(id);
        if (!inHeading(id) || !namesPermalink(id) || text.empty())
            return false;
        return m_headingLength == 0 || m_headingLength > text.size() + 1; // else it is the heading
    }

    bool namesPermalink(NodeId id) const {
        return classHolds(m_document, id, {"headerlink", "permalink", "hash-link", "anchor", "heading-link"});
    }

    // Text for screen readers beside the same for eyes is one of the two: what is seen when it came first.
    void visitSpoken(NodeId id) {
        const std::string spoken = shortText(m_document, id, longestSpoken);
        if (m_seen != 0 && isBeside(m_seen, id) && repeats(spoken, m_seen))
            return m_signs.leaveOut(id);
        NodeId next = m_document.nextSibling(id);
        while (next != noNode && m_document.tag(next) == Tag::Text && isBlank(m_document.text(next)))
            next = m_document.nextSibling(next);
        if (next != noNode && isForEyes(next) && repeats(spoken, next))
            m_signs.leaveOut(next);
    }

    bool isForEyes(NodeId id) const { return m_document.attribute(id, Attribute::AriaHidden) == "true"; }

    bool isBeside(NodeId before, NodeId id) const {
        return m_document.parent(before) == m_document.parent(id) && m_document.end(before) + 1 >= id;
    }

    // Whether all that is seen there is said: letters and digits in their order.
    bool repeats(std::string_view spoken, NodeId seen) const {
        const std::string text = shortText(m_document, seen, longestSpoken);
        size_t at = 0;
        for (const char c : text) {
            if (isSpace(c))
                continue;
            at = spoken.find(c, at);
            if (at++ == std::string_view::npos)
                return false;
        }
        return !text.empty();
    }

    // The name of an icon; in a table a tick or a cross says something.
    void visitIcon(NodeId id) {
        const std::string name = shortText(m_document, id, longestSign);
        const Tag above = m_document.tag(m_document.parent(id));
        if (above == Tag::Td && (name == "check" || name == "done"))
            m_signs.writeAsText(id, "\u2713");
        else if (above == Tag::Td && (name == "close" || name == "clear"))
            m_signs.writeAsText(id, "\u2717");
        else
            m_signs.leaveOut(id);
    }

    void visitImage(NodeId id) {
        const std::string_view alt = m_document.attribute(id, Attribute::Alt);
        const bool smiley = alt.size() <= 4 && classHolds(m_document, id, {"emoji", "smil", "emoticon"});
        const bool formula = alt.size() <= longestAlt && alt.find('\\') != std::string_view::npos &&
                             classHolds(m_document, id, {"math", "tex"});
        if (!alt.empty() && (isEmoji(alt) || smiley || formula))
            m_signs.writeAsText(id, std::string(alt));
    }

    // An element of the page's own making among words: <x-term>, <g-emoji>.
    bool isInALine(NodeId id) const {
        const NodeId above = m_document.parent(id);
        const auto isWords = [&](NodeId other) {
            return other != noNode && m_document.tag(other) == Tag::Text && !isBlank(m_document.text(other));
        };
        if (isWords(m_document.nextSibling(id)) || isWords(m_document.firstChild(above)))
            return true;
        const Tag tag = m_document.tag(above);
        return isHeading(tag) || tag == Tag::P || (isInline(tag) && !m_holdsBlock[above]);
    }
};

} // namespace

void markClutter(const Document& document, Signs& signs) {
    ClutterFinder(document, signs).run();
}

} // namespace article
