#pragma once

#include "article/writer.h"

namespace article {

// What the writer asks of a node: what it is written as, whether it is, and what it says.
class WantedNodes {
public:
    WantedNodes(const Document& document, const WriteOptions& options);

    Tag tag(NodeId id) const { return m_signs ? m_signs->tag(id) : m_document.tag(id); }
    // A text node's own, or what a picture or a formula stands for.
    std::string_view text(NodeId id) const;
    bool isKept(NodeId id) const { return !m_keep || (*m_keep)[id]; }
    bool isLine(NodeId id) const { return m_signs && m_signs->isLine(id); }
    const PostHead* postHead(NodeId id); // asked in the page's order
    // Whether texts or images at or below the node are written, and whether any are before and after it.
    bool any(NodeId id) const { return m_before[m_document.end(id)] > m_before[id]; }
    bool isBetween(NodeId id) const { return m_before[id] > 0 && m_before[id] < m_before.back(); }

private:
    const Document& m_document;
    const std::vector<bool>* m_keep;
    const Signs* m_signs;
    size_t m_nextPost = 0;
    std::vector<quint32> m_before; // number of texts and images that are written before a node
};

} // namespace article
