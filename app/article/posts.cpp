#include "article/posts.h"

#include "article/blocks.h"
#include "article/postgroups.h"

#include <algorithm>

namespace article {
namespace {

constexpr quint32 longestHead = 300;  // bytes
constexpr quint32 mostMetaWords = 10; // beside the name and the date in the line that holds them

class PostMarker {
public:
    PostMarker(const Document& document, const std::vector<PostSign>& found, const PostSums& sums, Signs& signs)
        : m_document(document)
        , m_found(found)
        , m_sums(sums)
        , m_signs(signs) {}

    void run(const std::vector<NodeId>& posts) {
        for (size_t i = 0; i < posts.size(); ++i) {
            const NodeId end = m_document.end(posts[i]);
            mark(posts[i], i + 1 < posts.size() ? std::min(end, posts[i + 1]) : end);
        }
    }

private:
    const Document& m_document;
    const std::vector<PostSign>& m_found;
    const PostSums& m_sums;
    Signs& m_signs;

    const PostSign* signIn(PostSign::Kind kind, NodeId first, NodeId end) const {
        const PostSign* found = nullptr;
        auto each = std::lower_bound(m_found.begin(), m_found.end(), first,
                                     [](const PostSign& sign, NodeId at) { return sign.node < at; });
        for (; each != m_found.end() && each->node < end; ++each) {
            if (each->kind == kind && (!found || (each->certain && !found->certain)))
                found = &*each;
        }
        return found;
    }

    // `end`: of what is its own, not that of a post inside it.
    void mark(NodeId post, NodeId end) {
        const PostSign* author = signIn(PostSign::Author, post, end);
        const PostSign* date = signIn(PostSign::Date, post, end);
        if (!author || !date)
            return;
        m_signs.addPost(
            {post, author->text, date->text, std::string(m_document.attribute(date->node, Attribute::DateTime))});
        leaveOutHead(post, *author, *date);
        leaveOutRepeats(post, end, *author, *date);
        dissolve(post, end);
    }

    // A board shows the name beside the post, and in the line with the date once more.
    void leaveOutRepeats(NodeId post, NodeId end, const PostSign& author, const PostSign& date) {
        auto each = std::lower_bound(m_found.begin(), m_found.end(), post,
                                     [](const PostSign& sign, NodeId at) { return sign.node < at; });
        for (; each != m_found.end() && each->node < end; ++each) {
            if (each->kind == PostSign::Author && each->node != author.node && each->text == author.text)
                leaveOutLine(post, *each, date);
        }
    }

    // The line that names both, where there is hardly anything else in it; else the two alone.
    void leaveOutHead(NodeId post, const PostSign& author, const PostSign& date) {
        m_signs.leaveOut(author.node);
        m_signs.leaveOut(date.node);
        leaveOutLine(post, author, date);
    }

    void leaveOutLine(NodeId post, const PostSign& author, const PostSign& date) {
        NodeId line = std::min(author.node, date.node);
        while (m_document.end(line) <= std::max(author.node, date.node))
            line = m_document.parent(line);
        const quint32 named = countWords(author.text).tokens + countWords(date.text).tokens;
        const bool ownLine =
            line > post && wordsBelow(line) <= named + mostMetaWords && m_sums.words(post) > m_sums.words(line);
        if (ownLine)
            m_signs.leaveOut(line);
    }

    quint32 wordsBelow(NodeId element) const {
        const std::string text = shortText(m_document, element, longestHead);
        return text.empty() ? longestHead : countWords(text).tokens;
    }

    // A row or an item that is a post ends the table or the list: what holds posts places them, no more.
    void dissolve(NodeId post, NodeId end) {
        for (NodeId id = post; id != noNode && isPart(m_signs.tag(id)); id = m_document.parent(id))
            m_signs.writeAs(id, Tag::Div);
        for (NodeId id = post + 1; id < end; ++id) {
            const Tag tag = m_document.tag(id);
            if (tag == Tag::Table && (m_sums.authors(id) > 0 || m_sums.dates(id) > 0))
                dissolveTable(id);
            else if (tag == Tag::Img && isAvatar(id))
                m_signs.leaveOut(id);
        }
    }

    bool isAvatar(NodeId image) const {
        const NodeId above = m_document.parent(image);
        return classHolds(m_document, image, {"avatar", "userpic"}) ||
               classHolds(m_document, above, {"avatar", "userpic"}) ||
               classHolds(m_document, m_document.parent(above), {"avatar", "userpic"});
    }

    void dissolveTable(NodeId table) {
        for (NodeId id = table; id < m_document.end(table); ++id) {
            const Tag tag = m_document.tag(id);
            if (id != table && tag == Tag::Table)
                return;
            if (isPart(tag) && tag != Tag::Li && tag != Tag::Ul && tag != Tag::Ol && !m_signs.isLeftOut(id))
                m_signs.writeAs(id, Tag::Div);
        }
    }

    static bool isPart(Tag tag) {
        return tag == Tag::Li || tag == Tag::Ul || tag == Tag::Ol || tag == Tag::Table || tag == Tag::Tbody ||
               tag == Tag::Tr || tag == Tag::Td;
    }
};

} // namespace

void markPosts(const Document& document, const std::vector<bool>& keep, Signs& signs) {
    const std::vector<PostSign> found = findPostSigns(document, signs.first(), signs.end());
    const auto authors =
        std::count_if(found.begin(), found.end(), [](const PostSign& each) { return each.kind == PostSign::Author; });
    if (authors < 2 || found.size() - size_t(authors) < 2)
        return;
    const PostSums sums(document, keep, found);
    PostMarker(document, found, sums, signs).run(findPosts(document, sums));
}

} // namespace article
