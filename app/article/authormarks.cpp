#include "article/authormarks.h"

#include <algorithm>
#include <string>

namespace article {
namespace {

constexpr size_t longestClass = 400; // utility classes by the dozen
constexpr size_t longestAddress = 300;

bool isLower(char c) {
    return c >= 'a' && c <= 'z';
}
bool isUpper(char c) {
    return c >= 'A' && c <= 'Z';
}

template<size_t Count>
bool holdsAny(std::string_view text, const std::string_view (&parts)[Count]) {
    return std::any_of(std::begin(parts), std::end(parts),
                       [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

bool startsWith(std::string_view text, std::string_view lower) {
    return text.size() >= lower.size() &&
           std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) { return a == char(b | 0x20); });
}

// The length of the word for an author that begins here, 0 when there is none.
size_t markAt(std::string_view text) {
    static constexpr std::string_view marks[] = {"author",  "byline", "writer", "contributor",
                                                 "creator", "autor",  "auteur"};
    if (text.size() < 5)
        return 0;
    const char first = char(text[0] | 0x20), second = char(text[1] | 0x20);
    const bool likely = (first == 'a' && second == 'u') || (first == 'b' && second == 'y') ||
                        (second == 'r' && (first == 'w' || first == 'c')) || (first == 'c' && second == 'o');
    if (!likely)
        return 0;
    for (const std::string_view mark : marks) {
        if (mark[0] == first && startsWith(text, mark))
            return mark.size();
    }
    return 0;
}

// Whether such a word stands there by itself: "post-author", "authorName" and "authors", but not "authority".
bool holdsMark(std::string_view text) {
    for (size_t at = 0; at < text.size(); ++at) {
        const size_t length = markAt(text.substr(at));
        if (length == 0)
            continue;
        const bool begins = at == 0 || (!isLower(text[at - 1]) && !isUpper(text[at - 1])) ||
                            (isUpper(text[at]) && isLower(text[at - 1]));
        const std::string_view rest = text.substr(at + length);
        const bool ends = rest.empty() || !isLower(rest[0]) || rest.starts_with("name") || rest.starts_with("by") ||
                          (rest[0] == 's' && (rest.size() == 1 || !isLower(rest[1])));
        if (begins && ends)
            return true;
    }
    return false;
}

// "author-job", but not "jobber-author".
bool holdsWord(std::string_view lower, std::string_view word) {
    for (size_t at = lower.find(word); at != std::string_view::npos; at = lower.find(word, at + 1)) {
        const size_t end = at + word.size();
        if ((at == 0 || !isLower(lower[at - 1])) && (end == lower.size() || !isLower(lower[end])))
            return true;
    }
    return false;
}

} // namespace

bool namesAuthor(std::string_view classes) {
    static constexpr std::string_view others[] = {
        "bio",     "avatar", "image",    "img",      "photo",  "social",      "box",      "related", "widget",
        "comment", "desc",   "title",    "list",     "date",   "share",       "count",    "stat",    "button",
        "label",   "role",   "position", "bookmark", "review", "testimonial", "category", "product"};
    if (classes.size() > longestClass || !holdsMark(classes))
        return false;
    std::string lower(classes);
    for (char& c : lower)
        c = isUpper(c) ? char(c + 32) : c;
    return !holdsAny(lower, others) && !holdsWord(lower, "job");
}

bool leadsToPerson(std::string_view address) {
    static constexpr std::string_view folders[] = {
        "/author/",       "/authors/", "/people/",  "/profile/", "/user/",        "/users/",  "/u/",
        "/members/",      "/member/",  "/writer/",  "/writers/", "/contributor/", "/staff/",  "/experts/",
        "/contributors/", "/auteur/",  "/auteurs/", "/autor/",   "/autoren/",     "/autores/"};
    static constexpr std::string_view scripts[] = {"viewprofile", "action=profile", "member.php?", "profile.php?"};
    static constexpr std::string_view others[] = {"youtube.", "tiktok.",   "bsky.",    "google.",    "facebook.",
                                                  "twitter.", "linkedin.", "spotify.", "pinterest.", "instagram.",
                                                  "login",    "register",  "signup",   "share",      "#"};
    if (address.empty() || address.size() > longestAddress)
        return false;
    bool leads = address.starts_with("/@") || address.find("medium.com/@") != std::string_view::npos;
    for (size_t at = address.find('/'); at != std::string_view::npos && !leads; at = address.find('/', at + 1)) {
        const std::string_view rest = address.substr(at);
        leads = std::any_of(std::begin(folders), std::end(folders), [&](std::string_view folder) {
            return rest.starts_with(folder) && rest.size() > folder.size() + 1;
        });
    }
    return (leads || (address.find(".php?") != std::string_view::npos && holdsAny(address, scripts)) ||
            address.find("action=profile") != std::string_view::npos) &&
           !holdsAny(address, others);
}

} // namespace article
