#include "article/wanted.h"

#include <algorithm>

namespace article {

WantedNodes::WantedNodes(const Document& document, const WriteOptions& options)
    : m_document(document)
    , m_keep(options.keep)
    , m_signs(options.signs)
    , m_before(document.size() + 1, 0) {
    const bool plain = options.shape == Shape::Plain;
    NodeId leftOut = 0; // up to here
    for (NodeId id = 0; id < document.size(); ++id) {
        const Tag as = tag(id);
        if (id > 0 && as == Tag::None)
            leftOut = std::max(leftOut, document.end(id));
        const bool can = as == Tag::Text ? !isBlank(text(id)) || !plain : as == Tag::Img;
        m_before[id + 1] = m_before[id] + (can && id >= leftOut && isKept(id) ? 1 : 0);
    }
}

std::string_view WantedNodes::text(NodeId id) const {
    const std::string* text = m_signs && m_document.tag(id) != Tag::Text ? m_signs->text(id) : nullptr;
    return text ? *text : m_document.text(id);
}

const PostHead* WantedNodes::postHead(NodeId id) {
    if (!m_signs)
        return nullptr;
    const std::vector<PostHead>& posts = m_signs->posts();
    while (m_nextPost < posts.size() && posts[m_nextPost].post < id)
        ++m_nextPost;
    return m_nextPost < posts.size() && posts[m_nextPost].post == id ? &posts[m_nextPost] : nullptr;
}

} // namespace article
