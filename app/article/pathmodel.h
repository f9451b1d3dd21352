#pragma once

#include "article/elements.h"

#include <array>
#include <span>

namespace article {

// Where a name stands, seen from a block.
enum class Place : quint8 {
    Own,     // the block's element, and the inline ones around its first text: tags, roles, parts of class and id names
    Near,    // the two elements around it
    Far,     // all further ones
    Words,   // the first words of its text
    Heading, // the words of the heading that governs it
    Links,   // the parts of the addresses it links to
    Count
};
using PlaceScores = std::array<float, size_t(Place::Count)>;

// The first words of all blocks, as hashes (appendWordHashes), and which heading governs which block.
struct BlockWords {
    std::vector<quint32> hashes;
    std::vector<quint32> begin;   // where those of each block begin; one more at the end
    std::vector<quint32> heading; // noBlock: none

    std::span<const quint32> of(size_t block) const {
        return {hashes.data() + begin[block], hashes.data() + begin[block + 1]};
    }
};

// A linear model over how a page names what is in and around a block. Each name has a weight for each place; names are
// kept as hashes, so that no text of any page is in the table.
class PathModel {
public:
    PathModel() = default;
    // One weight for each name, its place in its lowest three bits as in blockNames().
    PathModel(const std::vector<quint32>& names, const std::vector<float>& weights);

    bool isEmpty() const { return m_used == 0; }
    float weight(quint32 name) const;
    // Log-odds for each block, apart for each place.
    std::vector<PlaceScores> scores(const Document& document, const Blocks& blocks, const BlockWords& words) const;

private:
    struct Slot {
        quint32 name = 0;
        float weight = 0;
    };
    std::vector<Slot> m_slots; // open addressing; a power of two
    size_t m_used = 0;
};

// The names of each block as the model hashes them, for training: every occurrence counts. The lowest three bits of
// each are its place.
std::vector<std::vector<quint32>> blockNames(const Document& document, const Blocks& blocks, const BlockWords& words);

} // namespace article
