#include "article/signs.h"

#include <algorithm>
#include <array>

namespace article {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? char(c + 32) : c;
}

std::string lowered(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

bool holdsAny(std::string_view text, std::initializer_list<NamePart> words) {
    const quint64 characters = charactersOf(text);
    return std::any_of(words.begin(), words.end(), [&](const NamePart& word) {
        return word.mayBeAmong(characters) && text.find(word.text) != std::string_view::npos;
    });
}

} // namespace

Signs::Signs(const Document& document, NodeId within)
    : m_first(std::max<NodeId>(within, 1))
    , m_end(document.end(within))
    , m_tags(document.size())
    , m_lines(document.size(), false) {
    for (NodeId id = 0; id < document.size(); ++id)
        m_tags[id] = document.tag(id);
}

bool isBlank(std::string_view text) {
    return std::all_of(text.begin(), text.end(), isSpace);
}

void Signs::writeAsText(NodeId id, std::string text) {
    m_tags[id] = Tag::Text;
    m_texts[id] = std::move(text);
}

const std::string* Signs::text(NodeId id) const {
    const auto found = m_texts.find(id);
    return found == m_texts.end() ? nullptr : &found->second;
}

std::string shortText(const Document& document, NodeId element, size_t longest) {
    constexpr size_t mostRead = 1 << 14; // nodes and bytes: nothing short is so far apart
    std::string out;
    bool space = false;
    size_t read = 0;
    for (NodeId id = element; id < document.end(element);) {
        const Tag tag = document.tag(id);
        if (isUnread(tag)) {
            id = document.end(id);
            continue;
        }
        const std::string_view text = tag == Tag::Text ? document.text(id) : std::string_view();
        read += text.size() + 1;
        space = space || !isInline(tag) || tag == Tag::Br;
        for (size_t at = 0; at < text.size() && read <= mostRead && out.size() <= longest; ++at) {
            if (isSpace(text[at])) {
                space = true;
                continue;
            }
            if (space && !out.empty())
                out.push_back(' ');
            space = false;
            out.push_back(text[at]);
        }
        if (read > mostRead || out.size() > longest)
            return {};
        ++id;
    }
    return out;
}

bool isBetweenBlocks(const Document& document, NodeId text) {
    if (!isBlank(document.text(text)))
        return false;
    const auto isBlock = [&](NodeId id) { return id != noNode && !isInline(document.tag(id)); };
    const NodeId next = document.nextSibling(text);
    if (next != noNode)
        return isBlock(next);
    const NodeId first = document.firstChild(document.parent(text));
    return isBlock(first) || (document.tag(first) == Tag::Text && isBlock(document.nextSibling(first)));
}

bool classHolds(const Document& document, NodeId id, std::initializer_list<NamePart> words) {
    std::array<char, 512> buffer; // this is asked of every element, and of its parent for each of many children
    const std::string_view classes = document.attribute(id, Attribute::Class).substr(0, buffer.size());
    if (classes.empty())
        return false;
    std::transform(classes.begin(), classes.end(), buffer.begin(), lower);
    return holdsAny({buffer.data(), classes.size()}, words);
}

bool classIs(const Document& document, NodeId id, std::initializer_list<std::string_view> words) {
    const std::string_view classes = document.attribute(id, Attribute::Class);
    for (size_t at = 0; at < classes.size();) {
        size_t end = at;
        while (end < classes.size() && !isSpace(classes[end]))
            ++end;
        const std::string_view each = classes.substr(at, end - at);
        if (std::any_of(words.begin(), words.end(),
                        [&](std::string_view word) { return equalsIgnoringCase(each, word); }))
            return true;
        at = end + 1;
    }
    return false;
}

std::string styleOf(const Document& document, NodeId id, std::string_view property) {
    const std::string style = lowered(document.attribute(id, Attribute::Style));
    for (size_t at = style.find(property); at != std::string::npos; at = style.find(property, at + 1)) {
        size_t from = at + property.size();
        const bool begins = at == 0 || style[at - 1] == ';' || isSpace(style[at - 1]);
        while (from < style.size() && isSpace(style[from]))
            ++from;
        if (begins && from < style.size() && style[from] == ':')
            return folded(std::string_view(style).substr(from + 1, style.find(';', from) - from - 1));
    }
    return {};
}

} // namespace article
