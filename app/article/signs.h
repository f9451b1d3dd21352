#pragma once

#include "article/document.h"

#include <initializer_list>
#include <map>

namespace article {

// The head line of a post: what the page shows of who wrote it and when.
struct PostHead {
    NodeId post = 0;
    std::string author;
    std::string date;
    std::string dateTime; // as the page's markup gives it, may be empty
};

// What becomes of each node of a page where its tag does not say it: a table of line numbers and code is code, a row of
// cards a list. The finders of such things write here, the writer reads.
class Signs {
public:
    // Each as its tag says. Signs are looked for below `within`: the rest of the page is not written.
    explicit Signs(const Document& document, NodeId within = 0);

    // The nodes among which signs are looked for: [first, end).
    NodeId first() const { return m_first; }
    NodeId end() const { return m_end; }

    Tag tag(NodeId id) const { return m_tags[id]; } // Tag::None: left out with everything in it
    bool isLeftOut(NodeId id) const { return m_tags[id] == Tag::None; }
    void writeAs(NodeId id, Tag tag) { m_tags[id] = tag; }
    void leaveOut(NodeId id) { m_tags[id] = Tag::None; }
    // A picture or a formula that stands for characters.
    void writeAsText(NodeId id, std::string text);
    const std::string* text(NodeId id) const; // null for all others

    bool isLine(NodeId id) const { return m_lines[id]; } // an inline element that is a line of code of its own
    void markLine(NodeId id) { m_lines[id] = true; }

    const std::vector<PostHead>& posts() const { return m_posts; }      // in the page's order
    void addPost(PostHead head) { m_posts.push_back(std::move(head)); } // behind those before it

private:
    NodeId m_first = 1;
    NodeId m_end = 0;
    std::vector<Tag> m_tags;
    std::vector<bool> m_lines;
    std::map<NodeId, std::string> m_texts;
    std::vector<PostHead> m_posts;
};

// Which characters occur in a text, each as one of 64 bits: what is not among those of a text is not in it.
constexpr quint64 charactersOf(std::string_view text) {
    quint64 characters = 0;
    for (const char c : text)
        characters |= quint64(1) << (quint8(c) & 63);
    return characters;
}
// A part of names that is looked for, with its characters told when this is compiled: most names have not even these.
struct NamePart {
    std::string_view text;
    quint64 characters = 0;
    consteval NamePart(const char* part)
        : text(part)
        , characters(charactersOf(part)) {}
    bool mayBeAmong(quint64 others) const { return (characters & ~others) == 0; }
};

bool isBlank(std::string_view text); // nothing or white space
// The element's folded text when it has at most `longest` bytes, else empty.
std::string shortText(const Document& document, NodeId element, size_t longest);
// White space between elements that are lines of their own: how the page's source is laid out, even in code.
bool isBetweenBlocks(const Document& document, NodeId text);
// Whether a class of the element holds one of the (lower case) words, at any place in its first 512 bytes.
bool classHolds(const Document& document, NodeId id, std::initializer_list<NamePart> words);
// Whether one of the words is a class of the element.
bool classIs(const Document& document, NodeId id, std::initializer_list<std::string_view> words);
// What an element's style sets the property to, lower case; empty when nothing.
std::string styleOf(const Document& document, NodeId id, std::string_view property);

} // namespace article
