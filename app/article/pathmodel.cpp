#include "article/pathmodel.h"

namespace article {
namespace {

constexpr size_t longestName = 24;
constexpr size_t mostNames = 24; // of one element: utility classes go on for ever
constexpr size_t nearElements = 2;

bool isLower(char c) {
    return c >= 'a' && c <= 'z';
}
bool isUpper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool isLetter(char c) {
    return isLower(c) || isUpper(c) || (c & '\x80') != 0;
}

// The parts of "post-body entryContent2": post, body, entry, content. Digits tell nothing that another page shares.
template<typename Take>
void eachPart(std::string_view names, size_t& left, Take take) {
    for (size_t at = 0; at < names.size() && left > 0;) {
        if (!isLetter(names[at])) {
            ++at;
            continue;
        }
        char part[longestName];
        size_t length = 0;
        const size_t from = at;
        for (; at < names.size() && isLetter(names[at]); ++at) {
            if (at > from && isUpper(names[at]) && isLower(names[at - 1]))
                break;
            if (length < longestName)
                part[length++] = isUpper(names[at]) ? char(names[at] | 0x20) : names[at];
        }
        if (length >= 2) {
            take(std::string_view(part, length));
            --left;
        }
    }
}

// Every name of one element as a hash; the same name means another thing as class, id, role or tag.
template<typename Take>
void eachName(const Document& document, NodeId id, Take take) {
    take(quint32(hashOf(document.name(id), hashSeed + 1)));
    const Node& node = document.node(id);
    size_t left = mostNames;
    for (quint32 i = node.attributesAt; i < node.attributesAt + node.attributes; ++i) {
        const NamedValue& each = document.attributeAt(i);
        quint64 seed = hashSeed + 2;
        switch (each.name) {
        case Attribute::Class:
        case Attribute::Id:
            break;
        case Attribute::Role:
            seed = hashSeed + 3;
            break;
        case Attribute::Itemprop:
            seed = hashSeed + 4;
            break;
        default:
            continue;
        }
        eachPart(document.view(each.value), left, [&](std::string_view part) { take(quint32(hashOf(part, seed))); });
    }
}

quint32 atDistance(quint32 name, size_t distance) {
    return quint32(mixed(name, distance + 1));
}

// Calls `own` for the elements that are the block's own: its element and the inline ones around its first text.
template<typename Own>
void eachOwn(const Document& document, const Block& block, Own own) {
    own(block.element);
    for (NodeId id = document.parent(block.first); id != noNode && id > block.element; id = document.parent(id))
        own(id);
}

} // namespace

PathModel::PathModel(std::vector<quint32> names, std::vector<float> weights) {
    size_t size = 16;
    while (size < names.size() * 2 + 1)
        size *= 2;
    m_slots.resize(size);
    for (size_t i = 0; i < names.size(); ++i) {
        size_t at = names[i] & (size - 1);
        while (m_slots[at].weight != 0)
            at = (at + 1) & (size - 1);
        m_slots[at] = {names[i], weights[i]};
        m_used += weights[i] != 0;
    }
}

float PathModel::weight(quint32 name) const {
    const size_t mask = m_slots.size() - 1;
    for (size_t at = name & mask; m_slots[at].weight != 0; at = (at + 1) & mask) {
        if (m_slots[at].name == name)
            return m_slots[at].weight;
    }
    return 0;
}

std::vector<PathScores> PathModel::scores(const Document& document, const Blocks& blocks) const {
    std::vector<PathScores> scores(blocks.size());
    if (isEmpty())
        return scores;
    // An element is looked up once for each distance; blocks share them.
    struct Sums {
        float near = 0, far = 0;
        bool known = false;
    };
    std::vector<Sums> sums(document.size());
    const auto sumsOf = [&](NodeId id) -> const Sums& {
        Sums& found = sums[id];
        if (!found.known) {
            eachName(document, id, [&](quint32 name) {
                found.near += weight(atDistance(name, 1));
                found.far += weight(atDistance(name, 2));
            });
            found.known = true;
        }
        return found;
    };
    for (size_t i = 0; i < blocks.size(); ++i) {
        const Block& block = blocks[i];
        const bool same = i > 0 && blocks[i - 1].element == block.element;
        eachOwn(document, block, [&](NodeId id) {
            eachName(document, id, [&](quint32 name) { scores[i][0] += weight(atDistance(name, 0)); });
        });
        if (same) {
            scores[i][1] = scores[i - 1][1];
            scores[i][2] = scores[i - 1][2];
            continue;
        }
        size_t distance = 0;
        for (NodeId id = document.parent(block.element); id != noNode; id = document.parent(id), ++distance) {
            const Sums& found = sumsOf(id);
            (distance < nearElements ? scores[i][1] : scores[i][2]) += distance < nearElements ? found.near : found.far;
        }
    }
    return scores;
}

std::vector<std::vector<quint32>> pathNames(const Document& document, const Blocks& blocks) {
    std::vector<std::vector<quint32>> all(blocks.size());
    for (size_t i = 0; i < blocks.size(); ++i) {
        eachOwn(document, blocks[i], [&](NodeId id) {
            eachName(document, id, [&](quint32 name) { all[i].push_back(atDistance(name, 0)); });
        });
        size_t distance = 0;
        for (NodeId id = document.parent(blocks[i].element); id != noNode; id = document.parent(id), ++distance) {
            const size_t bucket = distance < nearElements ? 1 : 2;
            eachName(document, id, [&](quint32 name) { all[i].push_back(atDistance(name, bucket)); });
        }
    }
    return all;
}

} // namespace article
