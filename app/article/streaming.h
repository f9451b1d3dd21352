#pragma once

#include "article/document.h"

#include <unordered_map>
#include <unordered_set>

namespace article {

// Pages that are sent while they are made: a template holds the place, the piece comes later in a hidden element, and a
// line of script moves it (React's $RC, $RS and $RR, Solid's $df). Here is found which piece belongs where.
struct Placements {
    std::unordered_map<NodeId, NodeId> pieceAt; // placeholder → element or template whose children take its place
    std::unordered_set<NodeId> pieces;
    std::unordered_map<NodeId, NodeId> fallbackEnd; // placeholder → mark after what was shown meanwhile
};

Placements findPlacements(const Document& document);

// Whether a comment marks the begin or the end of what a piece replaces; the parser keeps it as an empty template.
bool isBoundary(std::string_view comment);
// Whether a script moves pieces.
bool placesPieces(std::string_view code);

} // namespace article
