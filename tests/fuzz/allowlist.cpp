#include "allowlist.h"

#include <algorithm>
#include <set>
#include <vector>

namespace fuzz {

namespace {

const std::set<std::string_view> elements{
    "a",   "abbr",  "b",       "bdi",   "bdo",    "blockquote", "br",      "caption", "cite",       "code",
    "dd",  "del",   "details", "dfn",   "div",    "dl",         "dt",      "em",      "figcaption", "figure",
    "h1",  "h2",    "h3",      "h4",    "h5",     "h6",         "hr",      "i",       "img",        "ins",
    "kbd", "li",    "mark",    "ol",    "p",      "pre",        "q",       "rp",      "rt",         "ruby",
    "s",   "samp",  "small",   "span",  "strong", "sub",        "summary", "sup",     "table",      "tbody",
    "td",  "tfoot", "th",      "thead", "time",   "tr",         "u",       "ul",      "var",        "wbr"};
const std::set<std::string_view> withoutEnd{"br", "hr", "img", "wbr"};
const std::set<std::string_view> attributes{"alt",  "class", "colspan", "data-lang", "datetime", "dir",     "height",
                                            "href", "id",    "lang",    "open",      "reversed", "rowspan", "scope",
                                            "src",  "start", "title",   "type",      "value",    "width"};

bool isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

std::string_view takeName(std::string_view& rest) {
    std::size_t length = 0;
    while (length < rest.size() && isNameCharacter(rest[length]))
        ++length;
    const std::string_view name = rest.substr(0, length);
    rest.remove_prefix(length);
    return name;
}

std::string complaintAboutAttribute(std::string_view element, std::string_view name, std::string_view value) {
    if (!attributes.contains(name))
        return "attribute " + std::string(name);
    const bool web = value.starts_with("http://") || value.starts_with("https://");
    if (name == "href" && (element != "a" || (!web && !value.starts_with("mailto:") && !value.starts_with("#"))))
        return "address " + std::string(value);
    if (name == "src" && (element != "img" || !web))
        return "source " + std::string(value);
    return {};
}

std::string complaintAboutAttributes(std::string_view element, std::string_view& rest) {
    while (rest.starts_with(' ')) {
        rest.remove_prefix(1);
        const std::string_view name = takeName(rest);
        if (!rest.starts_with("=\""))
            return "attribute without a quoted value in " + std::string(element);
        rest.remove_prefix(2);
        const std::size_t end = rest.find('"');
        if (end == std::string_view::npos)
            return "value without an end";
        const std::string_view value = rest.substr(0, end);
        if (value.find_first_of("<>") != std::string_view::npos)
            return "tag in a value";
        if (std::string wrong = complaintAboutAttribute(element, name, value); !wrong.empty())
            return wrong;
        rest.remove_prefix(end + 1);
    }
    return {};
}

// `rest` begins behind the "<".
std::string complaintAboutTag(std::string_view& rest, std::vector<std::string_view>& open) {
    const bool closing = rest.starts_with('/');
    if (closing)
        rest.remove_prefix(1);
    const std::string_view name = takeName(rest);
    if (!elements.contains(name))
        return "element " + std::string(name);
    if (closing) {
        if (open.empty() || open.back() != name)
            return "end of " + std::string(name) + ", which is not open";
        open.pop_back();
    } else {
        if (std::string wrong = complaintAboutAttributes(name, rest); !wrong.empty())
            return wrong;
        if (!withoutEnd.contains(name))
            open.push_back(name);
    }
    if (!rest.starts_with('>'))
        return "tag without an end: " + std::string(name);
    rest.remove_prefix(1);
    return {};
}

} // namespace

bool isAllowedElement(std::string_view name) {
    return elements.contains(name);
}

bool isAllowedAttribute(std::string_view name) {
    return attributes.contains(name);
}

std::string complaintAbout(std::string_view html) {
    if (html.find('\0') != std::string_view::npos)
        return "NUL";
    std::vector<std::string_view> open;
    for (std::string_view rest = html; !rest.empty();) {
        const std::size_t tag = rest.find_first_of("<>");
        if (tag == std::string_view::npos)
            break;
        if (rest[tag] == '>')
            return "\">\" in text";
        rest.remove_prefix(tag + 1);
        if (std::string wrong = complaintAboutTag(rest, open); !wrong.empty())
            return wrong;
    }
    return open.empty() ? std::string() : "never closed: " + std::string(open.back());
}

} // namespace fuzz
