#pragma once

#include "article/blocks.h"

namespace article {

// What the classifier asks of an element that holds blocks: its range of them, what repeats beside it, and the nearest
// element around it that holds more.
struct ElementFacts {
    quint32 first = 0; // blocks below: [first, end)
    quint32 end = 0;
    quint32 children = 0;    // elements with blocks directly below
    quint32 alike = 1;       // siblings with the same tag and class, itself among them
    quint32 alikeIndex = 0;  // which of them this is
    quint32 alikeTokens = 0; // words in all of them
    quint32 alikeLinkTokens = 0;
    quint64 look = 0;         // tag and class
    quint64 surroundings = 0; // tag and class of this and the two elements around it
    NodeId wider = noNode;    // the nearest element around whose range is larger
};

// Elements whose blocks are the same as those of the element around them count as one level ("wrappers collapsed").
class Elements {
public:
    Elements(const Document& document, const Blocks& blocks);

    // Of an element with at least one block below.
    const ElementFacts& operator[](NodeId id) const { return m_facts[m_index[id]]; }
    bool holdsBlocks(NodeId id) const { return m_index[id] != noBlock; }
    // Those with blocks, in document order.
    const std::vector<NodeId>& ids() const { return m_ids; }

private:
    const Document& m_document;
    const Blocks& m_blocks;
    std::vector<quint32> m_index; // a node → its place in m_facts
    std::vector<NodeId> m_ids;
    std::vector<ElementFacts> m_facts;

    void collect();
    void countAlike();
};

} // namespace article
