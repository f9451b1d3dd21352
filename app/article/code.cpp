#include "article/code.h"

#include <algorithm>

namespace article {
namespace {

constexpr size_t longestNumbers = 1 << 18; // bytes: the line numbers of a very long file
constexpr size_t longestControl = 40;

// Only digits, and some, or nothing at all.
enum class Numbers { No, Empty, Yes };

Numbers numbersIn(const Document& document, NodeId element) {
    size_t seen = 0;
    Numbers found = Numbers::Empty;
    for (NodeId id = element + 1; id < document.end(element); ++id) {
        if (document.tag(id) != Tag::Text)
            continue;
        for (const char c : document.text(id)) {
            const bool digit = c >= '0' && c <= '9';
            if ((!digit && !isSpace(c)) || ++seen > longestNumbers)
                return Numbers::No;
            if (digit)
                found = Numbers::Yes;
        }
    }
    return found;
}

bool namesNumbers(const Document& document, NodeId id) {
    return document.tag(id) != Tag::Code && classHolds(document, id,
                                                       {"lineno", "linenum", "line-num", "line_num", "line-no",
                                                        "gutter", "blob-num", "ln-num", "hljs-ln-n", "crayon-num"});
}

bool namesCode(const Document& document, NodeId id) {
    return classHolds(document, id, {"code", "highlight", "hljs", "rouge", "blob", "source", "crayon", "syntax"});
}

bool namesLine(const Document& document, NodeId id) {
    return classIs(document, id,
                   {"line", "token-line", "code-line", "codeline", "cm-line", "view-line", "ace_line", "crayon-line",
                    "CodeMirror-line", "react-code-text", "react-file-line"});
}

// "line" alone may be a line of a poem.
bool namesEditorLine(const Document& document, NodeId id) {
    return namesLine(document, id) &&
           (!classIs(document, id, {"line"}) || classHolds(document, id, {"index0", "index1", "token"}));
}

bool isCopyControl(const Document& document, NodeId id) {
    if (document.tag(id) == Tag::Unknown && document.name(id) == "clipboard-copy")
        return true;
    const Tag tag = document.tag(id);
    const bool sentence = isHeading(tag) || tag == Tag::P || tag == Tag::Li || tag == Tag::Td || tag == Tag::Figcaption;
    if (sentence || !classHolds(document, id, {"copy", "clipboard"}) || classHolds(document, id, {"copyright"}))
        return false;
    const std::string text = shortText(document, id, longestControl);
    return !text.empty() &&
           (document.tag(id) == Tag::Button || classHolds(document, id, {"btn", "button", "icon", "clipboard"}) ||
            text.starts_with("Copy") || text.starts_with("copy"));
}

NodeId nextElement(const Document& document, NodeId id) {
    while (id != noNode && document.tag(id) == Tag::Text)
        id = document.nextSibling(id);
    return id;
}

class CodeFinder {
public:
    CodeFinder(const Document& document, Signs& signs)
        : m_document(document)
        , m_signs(signs) {}

    void run() {
        for (NodeId id = m_signs.first(); id < m_signs.end();)
            id = visit(id);
    }

private:
    const Document& m_document;
    Signs& m_signs;

    NodeId visit(NodeId id) {
        const Tag tag = m_document.tag(id);
        if (tag == Tag::Text)
            return id + 1;
        if (tag == Tag::Table)
            visitTable(id);
        else if (tag == Tag::Xmp || isBlockOfCode(id, tag) || holdsLines(id))
            m_signs.writeAs(id, Tag::Pre);
        else if (isCopyControl(m_document, id))
            m_signs.leaveOut(id);
        if (m_signs.isLeftOut(id))
            return m_document.end(id);
        if (m_signs.tag(id) != Tag::Pre)
            return id + 1;
        markLines(id);
        return m_document.end(id);
    }

    bool isBlockOfCode(NodeId id, Tag tag) const {
        if (tag == Tag::Code && classHolds(m_document, id, {"language-", "lang-", "hljs", "highlight"}))
            return hasLineEnd(id);
        const bool styled = (tag == Tag::Code || !isInline(tag)) && m_document.has(id, Attribute::Style);
        if (!styled)
            return false;
        const std::string space = styleOf(m_document, id, "white-space");
        return space == "pre" || (space.starts_with("pre") && (tag == Tag::Code || isMonospaced(id)));
    }

    bool isMonospaced(NodeId id) const {
        const std::string family =
            styleOf(m_document, id, "font-family") + ' ' + styleOf(m_document, id, "font"); // either may name it
        return family.find("mono") != std::string::npos || family.find("courier") != std::string::npos ||
               family.find("consolas") != std::string::npos;
    }

    // Between two words of it.
    bool hasLineEnd(NodeId element) const {
        bool word = false, end = false;
        for (NodeId id = element + 1; id < m_document.end(element); ++id) {
            if (m_document.tag(id) != Tag::Text)
                continue;
            for (const char c : m_document.text(id)) {
                if (!isSpace(c) && end)
                    return true;
                word = word || !isSpace(c);
                end = word && (end || c == '\n');
            }
        }
        return false;
    }

    // An editor's or a highlighter's lines that are elements, with nothing around them that says they are code.
    bool holdsLines(NodeId id) const {
        NodeId child = nextElement(m_document, m_document.firstChild(id));
        if (child == noNode || !m_document.has(child, Attribute::Class) || !namesEditorLine(m_document, child))
            return false;
        int lines = 0, others = 0;
        for (; child != noNode; child = nextElement(m_document, m_document.nextSibling(child)))
            ++(namesLine(m_document, child) ? lines : others);
        return lines >= 2 && others * 4 <= lines;
    }

    // Inside preformatted text: what is not the author's goes, and what stands for a line is one.
    void markLines(NodeId pre) {
        const NodeId end = m_document.end(pre);
        std::vector<NodeId> lines;
        size_t lineEnds = 0;
        for (NodeId id = pre + 1; id < end;) {
            const Tag tag = m_document.tag(id);
            if (tag == Tag::Text) {
                const std::string_view text = m_document.text(id);
                if (!isBetweenBlocks(m_document, id))
                    lineEnds += size_t(std::count(text.begin(), text.end(), '\n'));
            } else if (m_document.has(id, Attribute::Class) &&
                       ((namesNumbers(m_document, id) && numbersIn(m_document, id) != Numbers::No) ||
                        isCopyControl(m_document, id))) {
                m_signs.leaveOut(id);
                id = m_document.end(id);
                continue;
            } else if (tag == Tag::Tr || (tag == Tag::Code && m_document.parent(id) == pre) ||
                       namesLine(m_document, id)) {
                lines.push_back(id);
            }
            ++id;
        }
        if (lines.size() < 2 || lineEnds * 2 >= lines.size())
            return;
        for (const NodeId id : lines)
            m_signs.markLine(id);
    }

    struct CodeTable {
        std::vector<NodeId> numbers, code; // cells
        std::vector<NodeId> frame;         // rows and groups
        bool named = false;                // a class says that it is code
        bool holdsPre = false;
    };

    // A table whose rows are line numbers and code; anything else leaves it empty.
    CodeTable readTable(NodeId table) const {
        CodeTable found;
        found.named = namesCode(m_document, table) || namesCode(m_document, m_document.parent(table));
        for (NodeId id = table + 1; id < m_document.end(table); ++id) {
            const Tag tag = m_document.tag(id);
            if (tag == Tag::Table || tag == Tag::Th || tag == Tag::Caption)
                return {};
            if (tag == Tag::Pre)
                found.holdsPre = true;
            if (tag == Tag::Tbody)
                found.frame.push_back(id);
            if (tag == Tag::Tr && !readRow(id, found))
                return {};
        }
        return found;
    }

    bool readRow(NodeId row, CodeTable& found) const {
        found.frame.push_back(row);
        NodeId code = noNode;
        for (NodeId cell = m_document.firstChild(row); cell != noNode; cell = m_document.nextSibling(cell)) {
            if (m_document.tag(cell) != Tag::Td)
                continue;
            const Numbers numbers = code == noNode ? numbersIn(m_document, cell) : Numbers::No;
            if (numbers == Numbers::Yes || (numbers == Numbers::Empty && namesNumbers(m_document, cell))) {
                found.numbers.push_back(cell);
            } else if (code == noNode) {
                code = cell;
                found.code.push_back(cell);
                found.named = found.named || namesCode(m_document, cell);
            } else {
                return false;
            }
        }
        return code != noNode;
    }

    void visitTable(NodeId table) {
        const CodeTable found = readTable(table);
        if (!found.named || found.code.empty() || found.numbers.empty())
            return;
        for (const NodeId cell : found.numbers)
            m_signs.leaveOut(cell);
        if (found.code.size() > 1 && !found.holdsPre)
            return m_signs.writeAs(table, Tag::Pre);
        m_signs.writeAs(table, Tag::Div);
        for (const NodeId id : found.frame)
            m_signs.writeAs(id, Tag::Div);
        for (const NodeId cell : found.code)
            m_signs.writeAs(cell, found.holdsPre ? Tag::Div : Tag::Pre);
    }
};

} // namespace

void markCode(const Document& document, Signs& signs) {
    CodeFinder(document, signs).run();
}

} // namespace article
