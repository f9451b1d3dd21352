#pragma once

#include "article/document.h"
#include "article/links.h"
#include "article/writer.h"

#include <string>
#include <string_view>
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

    void enter(NodeId element, Tag tag); // an inline one, written as `tag`
    void leave(NodeId at);               // the walk has come there: some have ended

    void begin(bool preformatted); // in a block that was opened, or behind one that was closed
    void close();                  // the inline elements; they open again with the next text
    bool isEmpty() const { return m_empty; }
    bool isCode() const; // text here is code: its spans keep their colours

    void putOffBreak() { ++m_breaks; }
    void putOffOneBreak() { m_breaks = m_breaks == 0 ? 1 : m_breaks; }
    void putOffSpace() { m_space = true; }
    void putOffLineEnd();
    // Is not written, but ends a line where it begins and where it ends. A line of code is one even when empty.
    void swallow(NodeId block, bool isLine = false);
    bool wantsParagraph() const { return m_plain && m_breaks >= 2 && !m_empty; }
    void writeBreaks();
    // Writes all that was put off and opens the elements around: something visible follows.
    void makeReady();
    // Around preformatted text: a line end that it begins with is the one that was put off, unless it stands in a
    // line of its own.
    void beforeCode(std::string_view text);
    void afterCode(std::string_view text) { m_atLineStart = text.ends_with('\n'); }

private:
    struct Element {
        NodeId id = 0;
        Tag tag = Tag::None;     // that is written for it
        bool means = true;       // something to the reader, wherever it stands
        bool meansInCode = true; // … at least in code
    };
    struct Swallowed {
        NodeId id = 0;
        size_t from = 0; // what was written and put off when it began
        quint32 breaks = 0;
        bool isLine = false;
    };

    void leaveSwallowed(const Swallowed& block);
    void writeLineEnds();
    void closeDownTo(size_t count);
    void openElements();
    bool open(const Element& element);
    bool isOpen(Tag tag) const;
    Element elementFor(NodeId id, Tag tag) const;

    const Document& m_document;
    const LinkResolver& m_links;
    const bool m_plain;
    std::string& m_out;
    std::vector<Element> m_around;
    std::vector<Element> m_open;
    bool m_settled = false; // of those around all are open that may be
    std::vector<Swallowed> m_swallowed;
    quint32 m_breaks = 0;
    quint32 m_lineEnds = 0;
    bool m_space = false;
    bool m_empty = true;
    bool m_preformatted = false;
    bool m_atLineStart = false; // of preformatted text
};

} // namespace article
