#pragma once

#include "article/document.h"
#include "article/links.h"
#include "article/writer.h"

#include <string>
#include <vector>

namespace article {

// The line that is being written: the inline elements around the walk, those of them that stand open in the markup, and
// the breaks and white space that are put off until something visible follows.
class OutputLine {
public:
    OutputLine(const Document& document, const LinkResolver& links, Shape shape, std::string& out)
        : m_document(document)
        , m_links(links)
        , m_plain(shape == Shape::Plain)
        , m_out(out) {}

    void enter(NodeId element) { m_around.push_back(element); } // an inline one
    void leave(NodeId at);                                      // the walk has come there: some have ended

    void begin(bool preformatted); // in a block that was opened, or behind one that was closed
    void close();                  // the inline elements; they open again with the next text
    bool isEmpty() const { return m_empty; }
    bool isCode() const; // text here is code: its spans keep their colours

    void putOffBreak() { ++m_breaks; }
    void putOffSpace() { m_space = true; }
    void putOffLineEnd() { m_lineEnd = true; }
    void swallow(NodeId block); // is not written, but ends a line where it begins and where it ends
    bool wantsParagraph() const { return m_plain && m_breaks >= 2 && !m_empty; }
    void writeBreaks();
    // Writes all that was put off and opens the elements around: something visible follows.
    void makeReady();

private:
    void writeLineEnd();
    void closeDownTo(size_t count);
    void openElements();
    bool open(NodeId element);
    bool isOpen(Tag tag) const;
    bool keepsSpan(NodeId span) const;

    const Document& m_document;
    const LinkResolver& m_links;
    const bool m_plain;
    std::string& m_out;
    std::vector<NodeId> m_around;
    std::vector<NodeId> m_open;
    std::vector<NodeId> m_swallowed;
    quint32 m_breaks = 0;
    bool m_space = false;
    bool m_lineEnd = false;
    bool m_empty = true;
    bool m_preformatted = false;
};

} // namespace article
