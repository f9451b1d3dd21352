#pragma once

#include "article/document.h"
#include "article/outputline.h"
#include "article/outputtags.h"

#include <string>
#include <vector>

namespace article {

// The block elements that stand open in the markup. Whatever the page did, lists hold items, tables rows and cells, and
// lines inline elements only: what is missing is put in ("implied") and closed again when it is in the way.
class OutputBlocks {
public:
    OutputBlocks(const Document& document, Shape shape, OutputLine& line, std::string& out)
        : m_document(document)
        , m_plain(shape == Shape::Plain)
        , m_rightToLeft(m_plain && holdsRightToLeft(document))
        , m_line(line)
        , m_out(out) {}

    Tag top() const { return m_blocks.empty() ? Tag::None : m_blocks.back().tag; }
    bool isPreformatted() const { return top() == Tag::Pre; }
    // A heading, a caption or preformatted text stays one line whatever the page put into it.
    bool mayHoldBlock() const { return !holdsLineOnly() || top() == Tag::P || m_blocks.back().implied; }

    void leave(NodeId at); // the walk has come there: some have ended
    void open(Tag tag, NodeId source);
    void closeAll();
    size_t openings() const { return m_openings; } // how many blocks have been opened so far
    void endLine();                                // so that a block may follow
    void wantFlow();                               // makes the open element one that may hold blocks and lines
    void wantRows();                               // in a table that has no group of rows yet
    void wantLine();                               // makes it one that may hold text
    void splitParagraph();                         // the open one ends and another begins
    bool backTo(Role parent); // closes implied elements until it is on top; false when it is not there

private:
    struct Open {
        Tag tag = Tag::None;
        NodeId end = 0;
        bool implied = false; // not in the page: loose text in a list becomes an item, and so on
    };
    bool holdsLineOnly() const { return roleOf(top()) == Role::Line; }
    NodeId topEnd() const { return m_blocks.empty() ? m_document.size() : m_blocks.back().end; }
    static bool holdsRightToLeft(const Document& document);
    void imply(Tag tag, NodeId end);
    void appendDirection(Tag tag, NodeId within); // of an outermost block: what is around it is not written
    void closeTop();

    const Document& m_document;
    const bool m_plain;
    const bool m_rightToLeft; // somewhere in the page
    NodeId m_at = 0;          // where the walk is
    OutputLine& m_line;
    std::string& m_out;
    std::vector<Open> m_blocks;
    size_t m_openings = 0;
};

} // namespace article
