#include "article/elements.h"

#include "article/hash.h"

#include <unordered_map>

namespace article {

Elements::Elements(const Document& document, const Blocks& blocks)
    : m_document(document)
    , m_blocks(blocks)
    , m_index(document.size(), noBlock) {
    collect();
    countAlike();
}

void Elements::collect() {
    for (NodeId id = 0; id < m_document.size(); ++id) {
        const Tag tag = m_document.tag(id);
        if (tag == Tag::Text || isInline(tag) || m_blocks.firstBelow(id) >= m_blocks.endBelow(id))
            continue;
        ElementFacts facts;
        facts.first = m_blocks.firstBelow(id);
        facts.end = m_blocks.endBelow(id);
        facts.look = mixed(hashOf(m_document.name(id)), hashOf(m_document.attribute(id, Attribute::Class)));
        facts.surroundings = facts.look;
        NodeId above = m_document.parent(id);
        while (above != noNode && m_index[above] == noBlock)
            above = m_document.parent(above);
        if (above != noNode) {
            ElementFacts& around = m_facts[m_index[above]];
            ++around.children;
            const bool larger = around.end - around.first > facts.end - facts.first;
            facts.wider = larger ? above : around.wider;
            const NodeId second = m_document.parent(above);
            const bool known = second != noNode && m_index[second] != noBlock;
            facts.surroundings = mixed(mixed(facts.look, around.look), known ? m_facts[m_index[second]].look : 0);
        }
        m_index[id] = quint32(m_facts.size());
        m_ids.push_back(id);
        m_facts.push_back(facts);
    }
}

void Elements::countAlike() {
    struct Group {
        quint32 count = 0, tokens = 0, linkTokens = 0;
    };
    std::unordered_map<quint64, Group> groups;
    groups.reserve(m_facts.size());
    const auto keyOf = [&](size_t i) { return mixed(m_facts[i].look, m_document.parent(m_ids[i])); };
    for (size_t i = 0; i < m_facts.size(); ++i) {
        Group& group = groups[keyOf(i)];
        m_facts[i].alikeIndex = group.count++;
        group.tokens += m_blocks.tokens(m_facts[i].first, m_facts[i].end);
        group.linkTokens += m_blocks.linkTokens(m_facts[i].first, m_facts[i].end);
    }
    for (size_t i = 0; i < m_facts.size(); ++i) {
        const Group& group = groups[keyOf(i)];
        m_facts[i].alike = group.count;
        m_facts[i].alikeTokens = group.tokens;
        m_facts[i].alikeLinkTokens = group.linkTokens;
    }
}

} // namespace article
