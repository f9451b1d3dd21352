#include "article/kept.h"

#include <algorithm>

namespace article {
namespace {

class Keeper {
public:
    Keeper(const Document& document, const Blocks& blocks, const Selection& selection, const Signs& signs)
        : m_document(document)
        , m_blocks(blocks)
        , m_selection(selection)
        , m_signs(signs)
        , m_keep(document.size(), false) {}

    std::vector<bool> run() {
        for (size_t i = 0; i < m_blocks.size(); ++i) {
            if (m_selection.keep[i])
                fill(m_blocks[i].first, m_blocks[i].last + 1);
        }
        keepWholeCode();
        keepImages();
        return std::move(m_keep);
    }

private:
    const Document& m_document;
    const Blocks& m_blocks;
    const Selection& m_selection;
    const Signs& m_signs;
    std::vector<bool> m_keep;

    void fill(NodeId first, NodeId end) { std::fill(m_keep.begin() + first, m_keep.begin() + end, true); }
    bool any(NodeId first, NodeId end) const {
        return std::find(m_keep.begin() + first, m_keep.begin() + end, true) != m_keep.begin() + end;
    }

    // Code is whole or not at all: lines of brackets alone are no blocks.
    void keepWholeCode() {
        for (NodeId id = 0; id < m_document.size();) {
            if (m_signs.tag(id) != Tag::Pre) {
                ++id;
                continue;
            }
            if (any(id, m_document.end(id)))
                fill(id, m_document.end(id));
            id = m_document.end(id);
        }
    }

    void keepImages() {
        const quint32 end = m_blocks.endBelow(m_selection.main);
        for (NodeId id = m_selection.main; id < m_document.end(m_selection.main); ++id) {
            if (m_signs.tag(id) != Tag::Img)
                continue;
            const quint32 next = m_blocks.firstBelow(id);
            const bool before = next > 0 && m_selection.keep[next - 1];
            const bool after = next < end && m_selection.keep[next];
            m_keep[id] = before || after;
        }
    }
};

} // namespace

std::vector<bool> nodesToKeep(const Document& document, const Blocks& blocks, const Selection& selection,
                              const Signs& signs) {
    return Keeper(document, blocks, selection, signs).run();
}

} // namespace article
