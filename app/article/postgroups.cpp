#include "article/postgroups.h"

#include "article/blocks.h"
#include "article/elements.h"
#include "article/hash.h"
#include "article/signs.h"

#include <algorithm>
#include <map>
#include <set>

namespace article {
namespace {

constexpr quint32 leastWords = 5; // of a post's text on average
constexpr int mostSteps = 4;      // up from the answers to what they answer
constexpr quint32 mostWordsBeforeTitle = 3;
constexpr NodeId mostTitleNodes = 1000; // in which a card has its title

struct Candidate {
    NodeId id = 0;
    quint64 look = 0;
    bool good = false;
};

class PostFinder {
public:
    PostFinder(const Document& document, const PostSums& sums)
        : m_document(document)
        , m_sums(sums) {}

    std::vector<NodeId> run() {
        findGroups();
        checkGroups();
        findAlike();
        addOpener();
        std::vector<NodeId> posts;
        for (const Candidate& each : m_candidates) {
            if (each.good)
                posts.push_back(each.id);
        }
        return posts;
    }

private:
    const Document& m_document;
    const PostSums& m_sums;
    std::vector<Candidate> m_candidates; // in the page's order

    bool mayBePost(NodeId id) const {
        const Tag tag = m_document.tag(id);
        return !isInline(tag) && tag != Tag::Td && m_sums.authors(id) > 0 && m_sums.dates(id) > 0 &&
               m_sums.words(id) > 0;
    }

    // Siblings that look alike: the same element, the same first class but for its number.
    quint64 look(NodeId id) const {
        std::string first;
        for (const char c : m_document.attribute(id, Attribute::Class)) {
            if (isSpace(c) && !first.empty())
                break;
            if (!isSpace(c) && !(c >= '0' && c <= '9'))
                first.push_back(c);
        }
        return mixed(hashOf(first), quint64(m_document.tag(id)));
    }

    void findGroups() {
        for (NodeId id = 1; id < m_document.size();) {
            if (m_sums.authors(id) < 2 || m_sums.dates(id) < 2) {
                id = m_document.tag(id) == Tag::Text ? id + 1 : m_document.end(id);
                continue;
            }
            addGroupsBelow(id);
            ++id;
        }
        sortCandidates();
    }

    void addGroupsBelow(NodeId parent) {
        std::map<quint64, std::vector<NodeId>> groups;
        for (NodeId id = m_document.firstChild(parent); id != noNode; id = m_document.nextSibling(id)) {
            if (m_document.tag(id) != Tag::Text && mayBePost(id))
                groups[look(id)].push_back(id);
        }
        for (const auto& [look, members] : groups) {
            if (members.size() < 2 || !readsLikePosts(members))
                continue;
            for (const NodeId id : members)
                m_candidates.push_back({id, look, false});
        }
    }

    // Rather than a list of links, or of cards that each have a title of their own.
    bool readsLikePosts(const std::vector<NodeId>& members) const {
        quint32 words = 0, linkWords = 0;
        std::vector<std::string> titles;
        for (const NodeId id : members) {
            words += m_sums.words(id);
            linkWords += m_sums.linkWords(id);
            const std::string title = titleOf(id);
            if (!title.empty())
                titles.push_back(title);
        }
        std::sort(titles.begin(), titles.end());
        titles.erase(std::unique(titles.begin(), titles.end()), titles.end());
        return words >= leastWords * members.size() && linkWords * 2 < words && titles.size() * 2 <= members.size() + 1;
    }

    // Of a card: the link it begins with, or a heading that is a link.
    std::string titleOf(NodeId post) const {
        const NodeId end = std::min(m_document.end(post), post + mostTitleNodes);
        for (NodeId id = post; id < end; ++id) {
            const Tag tag = m_document.tag(id);
            if (m_sums.authors(id, id + 1) > 0 || m_sums.dates(id, id + 1) > 0) {
                id = m_document.end(id) - 1;
                continue;
            }
            const bool holdsSigns = m_sums.authors(id) > 0 || m_sums.dates(id) > 0;
            const bool first = tag == Tag::A && m_sums.words(post, id) <= mostWordsBeforeTitle;
            if (holdsSigns || (!isHeading(tag) && !first) || !leadsAway(id))
                continue;
            const std::string title = shortText(m_document, id, 300);
            if (std::count(title.begin(), title.end(), ' ') > 1)
                return title;
        }
        return {};
    }

    // A link, or one in or right around a heading.
    bool leadsAway(NodeId id) const {
        const auto isAway = [&](NodeId link) {
            return m_document.tag(link) == Tag::A && m_document.has(link, Attribute::Href) &&
                   !m_document.attribute(link, Attribute::Href).starts_with('#');
        };
        if (isAway(id) || isAway(m_document.parent(id)))
            return true;
        for (NodeId link = id; link < std::min(m_document.end(id), id + mostTitleNodes); ++link) {
            if (isAway(link))
                return true;
        }
        return false;
    }

    // A post has an author, a date and a text of its own, not only those of posts inside it. From the innermost out.
    void checkGroups() {
        struct Inner {
            NodeId id = 0;
            quint32 authors = 0, dates = 0, words = 0; // of the posts at and below it
        };
        std::vector<Inner> inner; // the first on top
        for (size_t i = m_candidates.size(); i-- > 0;) {
            Candidate& each = m_candidates[i];
            Inner below{each.id, 0, 0, 0};
            while (!inner.empty() && inner.back().id < m_document.end(each.id)) {
                below.authors += inner.back().authors;
                below.dates += inner.back().dates;
                below.words += inner.back().words;
                inner.pop_back();
            }
            const Inner all{each.id, m_sums.authors(each.id), m_sums.dates(each.id), m_sums.words(each.id)};
            each.good = all.authors > below.authors && all.dates > below.dates && all.words > below.words;
            inner.push_back(each.good ? all : below);
        }
    }

    // An answer that is alone below what it answers, known by what the others look like.
    void findAlike() {
        std::set<quint64> looks;
        std::set<NodeId> known;
        for (const Candidate& each : m_candidates) {
            known.insert(each.id);
            if (each.good && m_document.has(each.id, Attribute::Class))
                looks.insert(each.look);
        }
        const size_t before = m_candidates.size();
        for (NodeId id = 1; id < m_document.size() && !looks.empty(); ++id) {
            if (m_document.tag(id) != Tag::Text && mayBePost(id) && !known.contains(id) && looks.contains(look(id)))
                m_candidates.push_back({id, 0, false});
        }
        if (m_candidates.size() == before)
            return;
        sortCandidates();
        checkGroups();
    }

    void sortCandidates() {
        std::sort(m_candidates.begin(), m_candidates.end(),
                  [](const Candidate& a, const Candidate& b) { return a.id < b.id; });
    }

    // What the first of them answers stands before them and looks different.
    void addOpener() {
        const auto first =
            std::find_if(m_candidates.begin(), m_candidates.end(), [](const Candidate& each) { return each.good; });
        if (first == m_candidates.end())
            return;
        NodeId at = first->id;
        for (int step = 0; step < mostSteps && at != 0; ++step, at = m_document.parent(at)) {
            for (NodeId id = m_document.firstChild(m_document.parent(at)); id < at; id = m_document.nextSibling(id)) {
                if (m_document.tag(id) == Tag::Text || !mayBePost(id) || m_sums.words(id) < leastWords)
                    continue;
                m_candidates.push_back({id, 0, true});
                return sortCandidates();
            }
        }
    }
};

} // namespace

PostSums::PostSums(const Document& document, const std::vector<bool>& keep, const std::vector<PostSign>& signs)
    : m_document(document)
    , m_authors(document.size() + 1, 0)
    , m_dates(m_authors)
    , m_words(m_authors)
    , m_linkWords(m_authors) {
    for (const PostSign& each : signs)
        ++(each.kind == PostSign::Author ? m_authors : m_dates)[each.node + 1];
    NodeId linkEnd = 0;
    for (NodeId id = 0; id < document.size(); ++id) {
        const Tag tag = document.tag(id);
        if (tag == Tag::A)
            linkEnd = std::max(linkEnd, document.end(id));
        const quint32 words = tag == Tag::Text && keep[id] ? countWords(document.text(id)).tokens : 0;
        m_words[id + 1] = m_words[id] + words;
        m_linkWords[id + 1] = m_linkWords[id] + (id < linkEnd ? words : 0);
        m_authors[id + 1] += m_authors[id];
        m_dates[id + 1] += m_dates[id];
    }
}

std::vector<NodeId> findPosts(const Document& document, const PostSums& sums) {
    return PostFinder(document, sums).run();
}

} // namespace article
