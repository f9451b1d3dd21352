#include "article/kept.h"

#include "article/layouttable.h"

#include <algorithm>

namespace article {
namespace {

constexpr NodeId mostCaptionNodes = 100;
constexpr float captionScore = 0.35F; // probability from which a caption goes with its picture

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
        keepSignsInTables();
        keepImages();
        keepCaptions();
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

    // Cells of a tick or a dash are no blocks either.
    void keepSignsInTables() {
        for (NodeId id = 0; id < m_document.size();) {
            if (m_signs.tag(id) != Tag::Table || isLayoutTable(m_document, id)) {
                ++id;
                continue;
            }
            if (any(id, m_document.end(id)))
                keepTextsOutsideBlocks(id);
            id = m_document.end(id);
        }
    }

    void keepTextsOutsideBlocks(NodeId element) {
        for (NodeId id = element; id < m_document.end(element); ++id) {
            if (m_document.tag(id) == Tag::Text && m_blocks.blockOf(id) == noBlock)
                m_keep[id] = true;
        }
    }

    // A picture that is kept keeps what is said of it.
    void keepCaptions() {
        NodeId figure = 0, lastKept = 0; // without a figure around it: what is kept before it
        for (NodeId id = 1; id < m_document.size(); ++id) {
            if (m_signs.tag(id) == Tag::Figure)
                figure = id;
            else if (m_signs.tag(id) == Tag::Figcaption && m_document.contains(figure, id) && mayBeContent(id) &&
                     m_document.end(id) - id < mostCaptionNodes && lastKept > 0 && lastKept >= figure)
                fill(id, m_document.end(id));
            lastKept = m_keep[id] ? id : lastKept;
        }
    }

    bool mayBeContent(NodeId id) const {
        for (quint32 block = m_blocks.firstBelow(id); block < m_blocks.endBelow(id); ++block) {
            if (block < m_selection.scores.size() && m_selection.scores[block] >= captionScore)
                return true;
        }
        return false;
    }

    // Pictures and formulas beside a chosen block.
    void keepImages() {
        const quint32 end = m_blocks.endBelow(m_selection.main);
        for (NodeId id = m_selection.main; id < m_document.end(m_selection.main); ++id) {
            if (m_document.tag(id) != Tag::Img && m_document.tag(id) != Tag::Math)
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
