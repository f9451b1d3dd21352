#include "article/jsonkeys.h"

#include <algorithm>
#include <array>
#include <string>

namespace article {
namespace {

template<size_t size>
bool holds(const std::array<std::string_view, size>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool isUpper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool isLetter(char c) {
    return isUpper(c) || (c >= 'a' && c <= 'z');
}

// Whether any of the key's words satisfies `wanted`.
template<typename Wanted>
bool anyWord(std::string_view key, Wanted wanted) {
    std::string word;
    for (size_t i = 0; i <= key.size(); ++i) {
        const bool ends = i == key.size() || !isLetter(key[i]) || (isUpper(key[i]) && i > 0 && !isUpper(key[i - 1]));
        if (ends && !word.empty()) {
            if (wanted(std::string_view(word)))
                return true;
            word.clear();
        }
        if (i < key.size() && isLetter(key[i]))
            word.push_back(char(key[i] | 0x20));
    }
    return false;
}

std::string lowered(std::string_view text) {
    std::string out(text.substr(0, 40));
    for (char& c : out)
        c = isUpper(c) ? char(c | 0x20) : c;
    return out;
}

} // namespace

bool namesText(std::string_view key) {
    static constexpr std::array<std::string_view, 36> words{
        "body",         "content",     "contents", "html",      "text",    "description", "paragraph", "value",
        "markdown",     "rendered",    "cooked",   "children",  "answer",  "story",       "post",      "article",
        "instructions", "intro",       "lead",     "lede",      "dek",     "caption",     "quote",     "message",
        "comment",      "details",     "overview", "biography", "summary", "excerpt",     "abstract",  "paragraphs",
        "copy",         "ingredients", "review",   "bodytext"};
    return anyWord(key, [](std::string_view word) { return holds(words, word); });
}

bool namesHeading(std::string_view key) {
    static constexpr std::array<std::string_view, 8> names{"title",    "heading", "headline", "name",
                                                           "question", "header",  "subtitle", "subheading"};
    return holds(names, key);
}

bool leadsAway(std::string_view key, bool map) {
    static constexpr std::array<std::string_view, 53> words{
        "css",        "style",   "styles",       "stylesheet",  "script",  "scripts",       "query",
        "mutation",   "svg",     "translations", "translation", "i18n",    "locale",        "locales",
        "consent",    "cookie",  "cookies",      "gdpr",        "privacy", "legal",         "nav",
        "navigation", "menu",    "menus",        "footer",      "config",  "configuration", "settings",
        "theme",      "errors",  "error",        "newsletter",  "related", "recommended",   "recommendations",
        "sidebar",    "promo",   "ads",          "banner",      "modal",   "popup",         "tooltip",
        "seo",        "meta",    "publisher",    "author",      "authors", "breadcrumb",    "breadcrumbs",
        "disclaimer", "license", "copyright",    "organization"};
    static constexpr std::array<std::string_view, 6> maps{"messages",     "labels",     "strings",
                                                          "dictionaries", "dictionary", "phrases"};
    static constexpr std::array<std::string_view, 8> whole{"review",   "reviews",  "itemListElement", "hasPart",
                                                           "isPartOf", "mentions", "citation",        "blogPost"};
    return holds(whole, key) ||
           anyWord(key, [&](std::string_view word) { return holds(words, word) || (map && holds(maps, word)); });
}

bool namesBody(std::string_view key) {
    static constexpr std::array<std::string_view, 4> names{"articleBody", "text", "reviewBody", "recipeInstructions"};
    return holds(names, key);
}

bool namesParagraph(std::string_view type) {
    static constexpr std::array<std::string_view, 12> names{"paragraph",       "p",          "unstyled",
                                                            "block",           "text-block", "textblock",
                                                            "core/paragraph",  "pullquote",  "blockquote-paragraph",
                                                            "list-item-child", "lic",        "verse"};
    return holds(names, lowered(type)) || !headingTag(type).empty();
}

std::string_view headingTag(std::string_view type) {
    static constexpr std::array<std::string_view, 6> tags{"h1", "h2", "h3", "h4", "h5", "h6"};
    const std::string name = lowered(type);
    if (name.size() == 2 && holds(tags, name))
        return tags[size_t(name[1] - '1')];
    if (!name.starts_with("head"))
        return {};
    const char level = name.back();
    return level >= '1' && level <= '6' ? tags[size_t(level - '1')] : tags[1];
}

} // namespace article
