#include "article/noscripts.h"

#include <algorithm>

namespace article {
namespace {

constexpr size_t farthest = 4096; // bytes from <noscript> to its end, for a frame to be mended

// Where `lowerCase` stands in `html` from `at` on, ASCII case ignored.
size_t findIgnoringCase(std::string_view html, std::string_view lowerCase, size_t at) {
    const auto same = [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? char(b + 32) : b); };
    for (; at < html.size(); ++at) {
        at = html.find(lowerCase.front(), at);
        if (at == std::string_view::npos || at + lowerCase.size() > html.size())
            break;
        if (std::equal(lowerCase.begin(), lowerCase.end(), html.begin() + std::ptrdiff_t(at), same))
            return at;
    }
    return std::string_view::npos;
}

bool isOpenFrame(std::string_view content) {
    size_t last = std::string_view::npos;
    for (size_t at = findIgnoringCase(content, "<iframe", 0); at != std::string_view::npos;
         at = findIgnoringCase(content, "<iframe", at + 1))
        last = at;
    return last != std::string_view::npos && findIgnoringCase(content, "</iframe", last) == std::string_view::npos;
}

} // namespace

std::string withClosedNoscripts(std::string_view html) {
    std::string mended;
    size_t written = 0;
    size_t end = 0;
    for (size_t at = findIgnoringCase(html, "<noscript", 0); at != std::string_view::npos;
         at = findIgnoringCase(html, "<noscript", at + 1)) {
        if (end < at)
            end = findIgnoringCase(html, "</noscript", at);
        if (end == std::string_view::npos)
            break;
        if (end - at > farthest)
            continue;
        if (isOpenFrame(html.substr(at, end - at))) {
            mended.append(html.substr(written, end - written)).append("</iframe>");
            written = end;
        }
        at = end; // those within it end there too
    }
    if (written > 0)
        mended.append(html.substr(written));
    return mended;
}

} // namespace article
