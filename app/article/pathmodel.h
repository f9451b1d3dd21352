#pragma once

#include "article/elements.h"

#include <array>

namespace article {

inline constexpr size_t pathDistances = 3; // the block's own element, the two around it, all further ones
using PathScores = std::array<float, pathDistances>;

// A linear model over how a page names the elements around a block: tags, roles, and the parts of class and id names.
// Each name has a weight for each distance; names are kept as hashes, so that no text of any page is in the table.
class PathModel {
public:
    PathModel() = default;
    // `names` sorted; one weight for each.
    PathModel(std::vector<quint32> names, std::vector<float> weights);

    bool isEmpty() const { return m_used == 0; }
    float weight(quint32 name) const;
    // Log-odds for each block, apart for each distance.
    std::vector<PathScores> scores(const Document& document, const Blocks& blocks) const;

private:
    struct Slot {
        quint32 name = 0;
        float weight = 0;
    };
    std::vector<Slot> m_slots; // open addressing; a power of two
    size_t m_used = 0;
};

// The names around each block as the model hashes them, for training: every occurrence counts.
std::vector<std::vector<quint32>> pathNames(const Document& document, const Blocks& blocks);

} // namespace article
