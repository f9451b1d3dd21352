#pragma once

#include "article/postsigns.h"

namespace article {

// How many signs and kept words there are between two nodes, or in an element.
class PostSums {
public:
    PostSums(const Document& document, const std::vector<bool>& keep, const std::vector<PostSign>& signs);

    quint32 authors(NodeId first, NodeId end) const { return m_authors[end] - m_authors[first]; }
    quint32 dates(NodeId first, NodeId end) const { return m_dates[end] - m_dates[first]; }
    quint32 words(NodeId first, NodeId end) const { return m_words[end] - m_words[first]; }
    quint32 authors(NodeId id) const { return authors(id, m_document.end(id)); }
    quint32 dates(NodeId id) const { return dates(id, m_document.end(id)); }
    quint32 words(NodeId id) const { return words(id, m_document.end(id)); }
    quint32 linkWords(NodeId id) const { return m_linkWords[m_document.end(id)] - m_linkWords[id]; }

private:
    const Document& m_document;
    std::vector<quint32> m_authors, m_dates, m_words, m_linkWords; // before a node
};

// The elements that are posts, in the page's order, those inside others among them: siblings that look alike and have
// an author, a date and a text of their own, what answers them alone, and what the first of them answers.
std::vector<NodeId> findPosts(const Document& document, const PostSums& sums);

} // namespace article
