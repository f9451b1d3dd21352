#include "article/shadowroots.h"

#include <algorithm>

namespace article {
namespace {

bool isBlank(std::string_view text) {
    return std::all_of(text.begin(), text.end(), isSpace);
}

class Finder {
public:
    explicit Finder(const Document& document)
        : m_document(document) {}

    ShadowRoots run() {
        for (NodeId id = 1; id < m_document.size(); ++id) {
            if (isShadowRoot(m_document, id) && m_roots.rootOf.emplace(m_document.parent(id), id).second)
                fill(m_document.parent(id), id);
        }
        return std::move(m_roots);
    }

private:
    const Document& m_document;
    ShadowRoots m_roots;

    void fill(NodeId host, NodeId root) {
        std::unordered_map<std::string_view, std::vector<NodeId>> children; // by the slot they ask for
        for (NodeId child = m_document.firstChild(host); child != noNode; child = m_document.nextSibling(child)) {
            if (!isShadowRoot(m_document, child))
                children[m_document.attribute(child, Attribute::SlotName)].push_back(child);
        }
        bool shows = false;
        for (NodeId id = root + 1; id < m_document.end(root);) {
            const Tag tag = m_document.tag(id);
            const bool nested = isShadowRoot(m_document, id);
            shows |= nested || tag == Tag::Img || (tag == Tag::Text && !isBlank(m_document.text(id)));
            if (tag == Tag::Slot) {
                shows = true;
                const auto wanted = children.find(m_document.attribute(id, Attribute::Name));
                if (wanted != children.end() && !wanted->second.empty())
                    m_roots.assigned.emplace(id, std::exchange(wanted->second, {}));
            }
            id = nested || tag == Tag::Style || tag == Tag::Script ? m_document.end(id) : id + 1;
        }
        if (!shows)
            m_roots.hollow.insert(host);
    }
};

} // namespace

bool isShadowRoot(const Document& document, NodeId id) {
    return document.tag(id) == Tag::Template &&
           (document.has(id, Attribute::ShadowRootMode) || document.has(id, Attribute::ShadowRoot));
}

ShadowRoots findShadowRoots(const Document& document) {
    return Finder(document).run();
}

} // namespace article
