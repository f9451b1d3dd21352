#include "article/pathmodel.h"

#include "article/hash.h"

#include <algorithm>

namespace article {
namespace {

constexpr size_t longestName = 24;
constexpr size_t mostNames = 24;  // of one element: utility classes go on for ever
constexpr size_t mostInline = 48; // elements around a text: a page may nest hundreds around each of 100,000 texts
constexpr size_t nearElements = 2;
constexpr size_t mostLinks = 6;
constexpr size_t mostAddressParts = 12;

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

quint32 at(Place place, quint32 name) {
    return (quint32(mixed(name, quint64(place) + 1)) & ~quint32(7)) | quint32(place);
}

// Calls `own` for the elements that are the block's own: its element and the nearest inline ones around its first text.
template<typename Own>
void eachOwn(const Document& document, const Block& block, Own own) {
    own(block.element);
    size_t left = mostInline;
    for (NodeId id = document.parent(block.first); id != noNode && id > block.element && left > 0;
         id = document.parent(id), --left)
        own(id);
}

// The parts of an address; those of the host mean another thing than those of the path.
template<typename Take>
void eachAddressPart(std::string_view address, Take take) {
    size_t left = mostAddressParts;
    const size_t scheme = address.find("://");
    const size_t host = scheme == std::string_view::npos ? 0 : scheme + 3;
    const size_t path = host > 0 ? std::min(address.find('/', host), address.size()) : 0;
    const auto takeAs = [&](quint64 seed) {
        return [&take, seed](std::string_view part) { take(quint32(hashOf(part, seed))); };
    };
    if (host > 0)
        eachPart(address.substr(host, path - host), left, takeAs(hashSeed + 5));
    else if (!address.empty() && address[0] == '#')
        take(quint32(hashSeed + 7));
    eachPart(address.substr(path), left, takeAs(hashSeed + 6));
}

// The addresses a block links to: of the link its first text stands in, and of those that begin in it.
template<typename Take>
void eachLink(const Document& document, const Block& block, Take take) {
    if (block.links == 0 && block.linkTokens == 0)
        return;
    size_t left = mostLinks;
    const auto takeOf = [&](NodeId id) {
        if (document.tag(id) == Tag::A && left > 0) {
            eachAddressPart(document.attribute(id, Attribute::Href), take);
            --left;
        }
    };
    for (NodeId id = document.parent(block.first); id != noNode && id > block.element; id = document.parent(id))
        takeOf(id);
    for (NodeId id = block.first + 1; id < block.last && left > 0; ++id)
        takeOf(id);
}

// Every name of the block's own elements.
template<typename Take>
void eachOwnName(const Document& document, const Block& block, Take take) {
    eachOwn(document, block,
            [&](NodeId id) { eachName(document, id, [&](quint32 name) { take(at(Place::Own, name)); }); });
}

// Every name of what a block says and where it leads.
template<typename Take>
void eachNameWithin(const Document& document, const Blocks& blocks, const BlockWords& words, size_t i, Take take) {
    for (const quint32 word : words.of(i))
        take(Place::Words, at(Place::Words, word));
    eachLink(document, blocks[i], [&](quint32 name) { take(Place::Links, at(Place::Links, name)); });
    if (words.heading[i] != noBlock && words.heading[i] != i) {
        for (const quint32 word : words.of(words.heading[i]))
            take(Place::Heading, at(Place::Heading, word));
    }
}

// What the names of an element weigh, looked up once for each distance: blocks share the elements around them.
class ElementWeights {
public:
    struct Around {
        float near = 0, far = 0;
        bool known = false;
    };

    ElementWeights(const PathModel& model, const Document& document)
        : m_model(model)
        , m_document(document)
        , m_around(document.size())
        , m_own(document.size()) {}

    const Around& around(NodeId id) {
        Around& found = m_around[id];
        if (!found.known) {
            eachName(m_document, id, [&](quint32 name) {
                found.near += m_model.weight(at(Place::Near, name));
                found.far += m_model.weight(at(Place::Far, name));
            });
            found.known = true;
        }
        return found;
    }

    // One weight after the other, in the names' order: a sum of sums would round otherwise.
    void addOwn(NodeId id, float& sum) {
        Slice& known = m_own[id];
        if (known.at == 0) {
            known.at = quint32(m_weights.size());
            eachName(m_document, id, [&](quint32 name) {
                if (const float weight = m_model.weight(at(Place::Own, name)); weight != 0)
                    m_weights.push_back(weight);
            });
            known.length = quint32(m_weights.size()) - known.at;
        }
        for (quint32 i = known.at; i < known.at + known.length; ++i)
            sum += m_weights[i];
    }

private:
    const PathModel& m_model;
    const Document& m_document;
    std::vector<Around> m_around;
    std::vector<Slice> m_own;
    std::vector<float> m_weights{0}; // of all elements asked for; the first is no one's, so that 0 means not asked for
};

} // namespace

PathModel::PathModel(const std::vector<quint32>& names, const std::vector<float>& weights) {
    size_t size = 16;
    while (size < names.size() * 2 + 1)
        size *= 2;
    m_slots.resize(size);
    for (size_t i = 0; i < names.size(); ++i) {
        size_t slot = (names[i] >> 3) & (size - 1);
        while (m_slots[slot].weight != 0)
            slot = (slot + 1) & (size - 1);
        m_slots[slot] = {names[i], weights[i]};
        m_used += weights[i] != 0;
    }
}

float PathModel::weight(quint32 name) const {
    const size_t mask = m_slots.size() - 1;
    for (size_t slot = (name >> 3) & mask; m_slots[slot].weight != 0; slot = (slot + 1) & mask) {
        if (m_slots[slot].name == name)
            return m_slots[slot].weight;
    }
    return 0;
}

std::vector<PlaceScores> PathModel::scores(const Document& document, const Blocks& blocks,
                                           const BlockWords& words) const {
    std::vector<PlaceScores> scores(blocks.size());
    if (isEmpty())
        return scores;
    ElementWeights weights(*this, document);
    for (size_t i = 0; i < blocks.size(); ++i) {
        PlaceScores& all = scores[i];
        float& own = all[size_t(Place::Own)];
        if (i > 0 && beginAlike(document, blocks[i - 1], blocks[i]))
            own = scores[i - 1][size_t(Place::Own)];
        else
            eachOwn(document, blocks[i], [&](NodeId id) { weights.addOwn(id, own); });
        eachNameWithin(document, blocks, words, i,
                       [&](Place place, quint32 name) { all[size_t(place)] += weight(name); });
        float& near = all[size_t(Place::Near)];
        float& far = all[size_t(Place::Far)];
        if (i > 0 && blocks[i - 1].element == blocks[i].element) {
            near = scores[i - 1][size_t(Place::Near)];
            far = scores[i - 1][size_t(Place::Far)];
            continue;
        }
        size_t distance = 0;
        for (NodeId id = document.parent(blocks[i].element); id != noNode; id = document.parent(id), ++distance) {
            if (distance < nearElements)
                near += weights.around(id).near;
            else
                far += weights.around(id).far;
        }
    }
    return scores;
}

std::vector<std::vector<quint32>> blockNames(const Document& document, const Blocks& blocks, const BlockWords& words) {
    std::vector<std::vector<quint32>> all(blocks.size());
    for (size_t i = 0; i < blocks.size(); ++i) {
        eachOwnName(document, blocks[i], [&](quint32 name) { all[i].push_back(name); });
        eachNameWithin(document, blocks, words, i, [&](Place, quint32 name) { all[i].push_back(name); });
        size_t distance = 0;
        for (NodeId id = document.parent(blocks[i].element); id != noNode; id = document.parent(id), ++distance) {
            const Place place = distance < nearElements ? Place::Near : Place::Far;
            eachName(document, id, [&](quint32 name) { all[i].push_back(at(place, name)); });
        }
    }
    return all;
}

} // namespace article
