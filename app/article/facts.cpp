#include "article/facts.h"

#include <algorithm>

namespace article {
namespace {

constexpr size_t longestLabel = 50; // bytes
constexpr size_t longestValue = 160;
constexpr size_t averageValue = 60;
constexpr size_t leastRows = 3;

struct Fact {
    NodeId row = 0;
    NodeId label = 0;
    NodeId value = noNode; // none when it is text behind the label
    size_t length = 0;     // of the value
    bool named = false;    // something says that these are a label and its value
};

class FactFinder {
public:
    FactFinder(const Document& document, Signs& signs)
        : m_document(document)
        , m_signs(signs) {}

    void run() {
        for (NodeId id = m_signs.first(); id < m_signs.end();) {
            const bool found = mayHoldFacts(m_document.tag(id)) && m_signs.tag(id) == m_document.tag(id) && visit(id);
            const bool whole = found || m_signs.isLeftOut(id) || m_signs.tag(id) == Tag::Pre;
            id = whole ? m_document.end(id) : id + 1;
        }
    }

private:
    const Document& m_document;
    Signs& m_signs;

    static bool mayHoldFacts(Tag tag) {
        return tag == Tag::Div || tag == Tag::Ul || tag == Tag::Dl || tag == Tag::Section;
    }

    bool visit(NodeId list) {
        std::vector<Fact> facts;
        for (NodeId id = m_document.firstChild(list); id != noNode; id = m_document.nextSibling(id)) {
            if (m_document.tag(id) == Tag::Text && isBlank(m_document.text(id)))
                continue;
            const Fact fact = readRow(id);
            if (fact.label == 0 || m_document.tag(id) != m_document.tag(facts.empty() ? id : facts.front().row))
                return false;
            facts.push_back(fact);
        }
        size_t length = 0, named = 0;
        for (const Fact& each : facts) {
            length += each.length;
            named += each.named;
        }
        if (facts.size() < leastRows || named * 4 < facts.size() * 3 || length > averageValue * facts.size())
            return false;
        write(list, facts);
        return true;
    }

    // A row of a label and a value; without a label when it is anything else.
    Fact readRow(NodeId row) const {
        const Tag tag = m_document.tag(row);
        if (tag != Tag::Div && tag != Tag::Li && tag != Tag::P)
            return {};
        std::vector<NodeId> parts;
        for (NodeId id = m_document.firstChild(row); id != noNode && parts.size() < 3;
             id = m_document.nextSibling(id)) {
            if (m_document.tag(id) != Tag::Text || !isBlank(m_document.text(id)))
                parts.push_back(id);
        }
        if (parts.size() != 2 || !isLabel(parts[0]))
            return {};
        const std::string label = shortText(m_document, parts[0], longestLabel);
        const std::string value = shortText(m_document, parts[1], longestValue);
        if (label.empty() || value.empty())
            return {};
        const bool text = m_document.tag(parts[1]) == Tag::Text;
        const bool colon = label.ends_with(':');
        const bool named = colon || (!text && namesFact(parts[0], parts[1]));
        if (text ? !colon : isHeading(m_document.tag(parts[1])))
            return {};
        return {row, parts[0], text ? noNode : parts[1], value.size(), named};
    }

    bool isLabel(NodeId id) const {
        const Tag tag = m_document.tag(id);
        if (tag != Tag::B && tag != Tag::Strong && tag != Tag::Span && tag != Tag::Div && tag != Tag::Dt &&
            tag != Tag::P && tag != Tag::Label)
            return false;
        for (NodeId inner = id; inner < m_document.end(id); ++inner) {
            if (m_document.tag(inner) == Tag::A || m_document.tag(inner) == Tag::Img)
                return false;
        }
        return true;
    }

    bool namesFact(NodeId label, NodeId value) const {
        return m_document.tag(label) == Tag::Dt ||
               (classHolds(m_document, label, {"label", "name", "key", "term", "attr", "spec", "prop"}) &&
                classHolds(m_document, value, {"value", "data", "desc", "detail", "attr", "spec", "prop"}));
    }

    void write(NodeId list, const std::vector<Fact>& facts) {
        m_signs.writeAs(list, Tag::Table);
        for (const Fact& each : facts) {
            m_signs.writeAs(each.row, Tag::Tr);
            m_signs.writeAs(each.label, Tag::Th);
            // A link or a time stays one, in a cell that is put around it.
            if (each.value != noNode &&
                (!isInline(m_document.tag(each.value)) || m_document.tag(each.value) == Tag::Span))
                m_signs.writeAs(each.value, Tag::Td);
        }
    }
};

} // namespace

void markFacts(const Document& document, Signs& signs) {
    FactFinder(document, signs).run();
}

} // namespace article
