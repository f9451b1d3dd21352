#include "article/prose.h"

#include "article/blocks.h"
#include "article/markup.h"
#include "article/text.h"

#include <algorithm>

namespace article {
namespace {

constexpr quint32 leastNamed = 8;    // words
constexpr quint32 leastUnnamed = 25; // words
constexpr double leastLetters = 0.75;
constexpr size_t longestWord = 40; // bytes a word on average; beyond it is data

bool isCodeSign(char c) {
    return c == '{' || c == '}' || c == ';' || c == '=' || c == '<' || c == '>' || c == '\\' || c == '|' || c == '_';
}

// Thai and Lao have no mark that ends a sentence.
bool isThaiOrLao(std::string_view text) {
    size_t characters = 0;
    for (size_t at = 0; at + 1 < text.size(); ++at)
        characters += text[at] == '\xE0' && quint8(text[at + 1]) >= 0xB8 && quint8(text[at + 1]) <= 0xBB;
    return characters * 3 * 2 > text.size();
}

bool endsSentences(std::string_view text) {
    for (const std::string_view end : {"。", "！", "？", "।", "؟", "۔", "…", "។", "။", "།", "։", "።"}) {
        if (text.find(end) != std::string_view::npos)
            return true;
    }
    for (size_t at = 1; at < text.size(); ++at) {
        if ((text[at] == '.' || text[at] == '!' || text[at] == '?') &&
            (at + 1 == text.size() || isSpace(text[at + 1]) || text[at + 1] == '"'))
            return true;
    }
    return false;
}

bool readsLikeText(std::string_view text) {
    size_t letters = 0, code = 0;
    for (const char c : text) {
        letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || quint8(c) >= 0x80 || isSpace(c);
        code += isCodeSign(c);
    }
    return double(letters) >= leastLetters * double(text.size()) && code * 50 <= text.size() &&
           (endsSentences(text) || isThaiOrLao(text));
}

// JSON and code that lie in a string whole, or in pieces.
bool readsLikeData(std::string_view text) {
    for (const std::string_view sign : {"\":", "\",\"", "\\\"", "function(", "function (", "=>", "$L", "});", "var "}) {
        if (text.find(sign) != std::string_view::npos)
            return true;
    }
    return false;
}

bool holdsTags(std::string_view text) {
    for (const std::string_view tag : {"<p>", "<p ", "<br", "<div", "<li>", "<li ", "<h2", "<h3", "<ul", "</a>", "</b>",
                                       "</em>", "</strong>", "<span", "<section", "<article"}) {
        if (text.find(tag) != std::string_view::npos)
            return true;
    }
    return false;
}

} // namespace

quint32 wordsOfMarkup(std::string_view html) {
    quint32 words = 0;
    for (size_t at = 0; at < html.size();) {
        const size_t tag = std::min(html.find('<', at), html.size());
        words += countWords(html.substr(at, tag - at)).tokens;
        const bool unread = html.substr(tag).starts_with("<style") || html.substr(tag).starts_with("<script");
        const size_t end = html.find(unread ? "</" : ">", tag + 1);
        at = end == std::string_view::npos ? html.size() : end + 1;
    }
    return words;
}

Prose proseOf(std::string_view text, bool named) {
    const quint32 least = named ? leastNamed : leastUnnamed;
    if (text.size() < least * 2 || readsLikeData(text))
        return Prose::None;
    if (text.find('<') != std::string_view::npos && holdsTags(text)) {
        const quint32 words = wordsOfMarkup(text);
        return words >= least && !text.starts_with("<svg") && !text.starts_with("<script") ? Prose::Markup
                                                                                           : Prose::None;
    }
    const quint32 words = countWords(text).tokens;
    const bool good = words >= least && text.size() <= size_t(words) * longestWord && readsLikeText(text);
    return good ? Prose::Plain : Prose::None;
}

std::string withoutEscapedTags(std::string_view text) {
    for (const std::string_view tag : {"&lt;p", "&lt;/", "&lt;br"}) {
        if (text.find(tag) != std::string_view::npos)
            return withoutEntities(stringOf(text)).toStdString();
    }
    return std::string(text);
}

void appendParagraphs(std::string& html, std::string_view plain) {
    const std::string text = withoutEntities(stringOf(plain)).toStdString();
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = folded(std::string_view(text).substr(at, end - at));
        if (!line.empty()) {
            html.append("<p>");
            appendText(html, line);
            html.append("</p>\n");
        }
        at = end + 1;
    }
}

} // namespace article
