#pragma once

#include "article/document.h"

#include <unordered_map>
#include <unordered_set>

namespace article {

// Declarative shadow roots: a template whose content is shown in its host's place, with the host's own children in
// its slots (HTML §4.12.3, DOM §4.2.2).
struct ShadowRoots {
    std::unordered_map<NodeId, NodeId> rootOf;                // host → template
    std::unordered_set<NodeId> hollow;                        // hosts whose root shows nothing: their children are kept
    std::unordered_map<NodeId, std::vector<NodeId>> assigned; // slot → children of its host
};

bool isShadowRoot(const Document& document, NodeId id);
ShadowRoots findShadowRoots(const Document& document);

} // namespace article
