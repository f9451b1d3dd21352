#include "article/pieces.h"

#include "article/document.h"

#include <algorithm>

namespace article {
namespace {

constexpr size_t longestOpening = 64; // bytes of an end tag's name or of a character reference

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// `html` up to the tag that would be one too many. What looks like a tag counts wherever it stands: in a script it does
// no harm, and no page can hide tags that way.
std::string_view withFewTags(std::string_view html, size_t tags) {
    for (size_t at = html.find('<'); at < html.size(); at = html.find('<', at + 1)) {
        if (at + 1 < html.size() && isLetter(html[at + 1]) && tags-- == 0)
            return html.substr(0, at);
    }
    return html;
}

template<typename Is>
size_t behindLast(std::string_view html, Is is) {
    return size_t(html.rend() - std::find_if(html.rbegin(), html.rend(), is));
}

// Long text or a long value without any ">".
size_t lengthWithoutTagEnd(std::string_view window) {
    if (const size_t space = behindLast(window, isSpace))
        return space;
    const size_t opening = behindLast(window, [](char c) { return c == '<' || c == '&'; });
    if (opening > 1 && window.size() - opening < longestOpening)
        return opening - 1;
    size_t length = window.size();
    while (length > 1 && length + 4 > window.size() && (window[length - 1] & 0x80)) // no character in two parts
        --length;
    return length;
}

} // namespace

size_t pieceLength(std::string_view html, size_t bytes, size_t tags) {
    const std::string_view window = withFewTags(html.substr(0, bytes), tags);
    if (window.size() == html.size())
        return window.size();
    if (window.empty())
        return 1;
    const size_t tagEnd = window.rfind('>') + 1; // npos + 1 is 0
    return tagEnd ? tagEnd : lengthWithoutTagEnd(window);
}

} // namespace article
