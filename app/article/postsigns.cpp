#include "article/postsigns.h"

#include "article/dates.h"
#include "article/signs.h"

#include <algorithm>
#include <array>

namespace article {
namespace {

constexpr size_t longestName = 60; // bytes
constexpr size_t longestDate = 70;
constexpr int mostNameWords = 5;
constexpr int mostDateWords = 9;
constexpr NodeId mostLabelNodes = 64; // it is read for each date beside it

int wordsIn(std::string_view text) {
    return int(std::count(text.begin(), text.end(), ' ')) + (text.empty() ? 0 : 1);
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || quint8(c) >= 0x80;
}

bool readsLikeName(std::string_view text) {
    return !text.empty() && text.size() <= longestName && wordsIn(text) <= mostNameWords &&
           std::any_of(text.begin(), text.end(), isLetter) && text.find("http") != 0 && text.back() != ':';
}

// A year and another number, or a time of day, among few words.
bool readsLikeDate(std::string_view text) {
    if (text.size() > longestDate || wordsIn(text) > mostDateWords)
        return false;
    bool year = false, time = false;
    int numbers = 0;
    for (size_t at = 0; at < text.size();) {
        if (!isDigit(text[at])) {
            ++at;
            continue;
        }
        const size_t from = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        ++numbers;
        const std::string_view number = text.substr(from, at - from);
        year = year || (number.size() == 4 && (number.starts_with("19") || number.starts_with("20")));
        time = time || (number.size() <= 2 && at + 2 < text.size() && text[at] == ':' && isDigit(text[at + 1]) &&
                        isDigit(text[at + 2]));
    }
    const bool letters = std::any_of(text.begin(), text.end(), isLetter);
    return numbers >= 2 && numbers <= 7 && ((year && (letters || numbers >= 3)) || (time && letters));
}

// Without what stands before and after a date in a line: "» ", "on: ".
std::string_view trimmed(std::string_view text) {
    constexpr std::array<std::string_view, 4> marks{"\xC2\xBB", "\xC2\xAB", "\xE2\x80\xA2", "\xC2\xB7"}; // » « • ·
    constexpr std::string_view signs = " ,;:|-#()[]";
    for (bool more = true; more && !text.empty();) {
        more = false;
        for (const std::string_view mark : marks) {
            if (text.starts_with(mark))
                text.remove_prefix(mark.size());
            else if (text.ends_with(mark))
                text.remove_suffix(mark.size());
            else
                continue;
            more = true;
        }
        if (!text.empty() && signs.find(text.front()) != std::string_view::npos) {
            text.remove_prefix(1);
            more = true;
        }
        if (!text.empty() && signs.find(text.back()) != std::string_view::npos) {
            text.remove_suffix(1);
            more = true;
        }
    }
    return text;
}

class SignFinder {
public:
    explicit SignFinder(const Document& document)
        : m_document(document) {}

    std::vector<PostSign> run(NodeId first, NodeId end) {
        for (NodeId id = first; id < end;)
            id = visit(id);
        return std::move(m_found);
    }

private:
    const Document& m_document;
    std::vector<PostSign> m_found;
    NodeId m_panelEnd = 0; // of an element about the author that holds more than the name

    NodeId visit(NodeId id) {
        const Tag tag = m_document.tag(id);
        if (isUnread(tag) || tag == Tag::Blockquote || tag == Tag::Pre || tag == Tag::Button ||
            (tag != Tag::Text && m_document.has(id, Attribute::Class) && classHolds(m_document, id, {"avatar"}) &&
             !classHolds(m_document, id, {"has-avatar", "no-avatar", "with-avatar"})))
            return m_document.end(id);
        const bool found = tag == Tag::Text ? addText(id) : (addDate(id, tag) || addAuthor(id, tag));
        return found ? m_document.end(id) : id + 1;
    }

    bool add(PostSign::Kind kind, NodeId id, bool certain, std::string_view text) {
        m_found.push_back({kind, id, certain, std::string(text)});
        return true;
    }

    bool addText(NodeId id) {
        const std::string_view whole = m_document.text(id);
        if (whole.size() > 4 * longestDate || std::count_if(whole.begin(), whole.end(), isDigit) < 2)
            return false;
        const std::string text = folded(whole);
        const std::string_view date = trimmed(text);
        return readsLikeDate(date) && !isOtherDate(date) && !namesOtherDate(m_document.parent(id)) &&
               !findDate(QString::fromUtf8(date.data(), qsizetype(date.size()))).isEmpty() &&
               add(PostSign::Date, id, false, date);
    }

    bool addDate(NodeId id, Tag tag) {
        const bool named = tag != Tag::Time && isNamed(id, {"date", "time", "posted", "ago", "age", "when"});
        if ((tag != Tag::Time && !named) || namesOtherDate(id))
            return false;
        const std::string text = shortText(m_document, id, longestDate);
        const std::string_view date = trimmed(text);
        const bool ago = std::any_of(date.begin(), date.end(), isDigit) &&
                         std::any_of(date.begin(), date.end(), isLetter) && wordsIn(date) <= 4;
        const bool good = date.size() <= longestDate && (tag == Tag::Time || ago || readsLikeDate(date));
        return good && add(PostSign::Date, id, tag == Tag::Time, date);
    }

    static bool isOtherDate(std::string_view text) {
        return text.starts_with("Join") || text.starts_with("Regist") || text.starts_with("Member since") ||
               text.starts_with("Last edited");
    }

    // When someone joined or a post was edited.
    bool namesOtherDate(NodeId id) const {
        for (int step = 0; step < 3 && id != 0; ++step, id = m_document.parent(id)) {
            if (classHolds(m_document, id,
                           {"join", "regist", "since", "edit", "modif", "birth", "lastactiv", "last-activ"}))
                return true;
            const NodeId label = m_document.firstChild(m_document.parent(id));
            if (label < id && m_document.end(label) - label <= mostLabelNodes) {
                const std::string text = shortText(m_document, label, 20);
                if (isOtherDate(text))
                    return true;
            }
        }
        return false;
    }

    static bool holdsWhole(std::string_view classes, std::string_view word) {
        for (size_t at = classes.find(word); at != std::string_view::npos; at = classes.find(word, at + 1)) {
            const size_t end = at + word.size();
            if ((at == 0 || !isLetter(classes[at - 1])) && (end == classes.size() || !isLetter(classes[end])))
                return true;
        }
        return false;
    }

    // A class of which one of the words is a whole part: "post-date", not "update".
    bool isNamed(NodeId id, std::initializer_list<NamePart> words) const {
        const std::string_view classes = m_document.attribute(id, Attribute::Class);
        if (classes.empty())
            return false;
        const quint64 characters = charactersOf(classes);
        return std::any_of(words.begin(), words.end(),
                           [&](const NamePart& word) {
                               return word.mayBeAmong(characters) && holdsWhole(classes, word.text);
                           }) ||
               (classHolds(m_document, id,
                           {"datetime", "timestamp", "timeago", "relativetime", "postdate", "post_date"}));
    }

    bool addAuthor(NodeId id, Tag tag) {
        const bool certain = isCertain(id);
        const bool named = certain || namesAuthor(id);
        const bool inPanel =
            id < m_panelEnd && (tag == Tag::B || tag == Tag::Strong || tag == Tag::A || isHeading(tag));
        if (!named && !inPanel && !(tag == Tag::A && leadsToPerson(id)))
            return false;
        const std::string text = shortText(m_document, id, longestName);
        const std::string_view name = trimmed(text);
        if (readsLikeName(name) && !readsLikeDate(name)) {
            m_panelEnd = 0;
            const NodeId inner = innerName(id);
            return add(PostSign::Author, inner, certain, inner == id ? std::string(name) : nameIn(inner));
        }
        if (named)
            m_panelEnd = m_document.end(id);
        return false;
    }

    std::string nameIn(NodeId id) const { return std::string(trimmed(shortText(m_document, id, longestName))); }

    // "Jane Moderator": the name alone, where something in it says which part that is.
    NodeId innerName(NodeId element) const {
        for (NodeId id = element + 1; id < m_document.end(element); ++id) {
            const Tag tag = m_document.tag(id);
            const bool better = m_document.attribute(id, Attribute::Itemprop) == "name" || tag == Tag::A ||
                                (tag != Tag::Text && namesAuthor(id));
            if (better && readsLikeName(nameIn(id)))
                return id;
        }
        return element;
    }

    bool isCertain(NodeId id) const {
        const std::string_view property = m_document.attribute(id, Attribute::Itemprop);
        return property == "author" || property == "creator" ||
               hasWord(m_document.attribute(id, Attribute::Rel), "author");
    }

    bool namesAuthor(NodeId id) const {
        return m_document.has(id, Attribute::Class) &&
               classHolds(m_document, id,
                          {"username", "user-name", "user_name", "author", "poster", "nickname", "creator", "hnuser",
                           "message-name", "postleft", "userinfo", "user-info", "postprofile", "user-details"}) &&
               !classHolds(m_document, id,
                           {"avatar", "title", "icon", "image", "badge", "rank", "joined", "count", "signature",
                            "authority", "posterior", "stats", "role"});
    }

    bool leadsToPerson(NodeId id) const {
        static constexpr std::array<NamePart, 15> ways{
            "/user/",      "/users/",        "/u/",        "/member/",   "/members/",
            "/profile/",   "memberlist.php", "member.php", "/@",         "action=profile",
            "profile.php", "user?id=",       "/~",         "space-uid-", "mod=space&uid="};
        const std::string_view link = m_document.attribute(id, Attribute::Href);
        const quint64 characters = charactersOf(link);
        return std::any_of(ways.begin(), ways.end(), [&](const NamePart& way) {
            return way.mayBeAmong(characters) && link.find(way.text) != std::string_view::npos;
        });
    }
};

} // namespace

std::vector<PostSign> findPostSigns(const Document& document, NodeId first, NodeId end) {
    return SignFinder(document).run(first, end);
}

} // namespace article
