#include "article/agreement.h"

#include "article/hash.h"

#include <algorithm>
#include <bit>
#include <unordered_map>

namespace article {
namespace {

constexpr float lookPull = 0.5F;
constexpr float listPull = 0.3F;
constexpr int listLevels = 5;

// <code> is inline and never a block's element.
bool isCode(const PageView& page, size_t block) {
    return page.document.tag(page.blocks[block].element) == Tag::Pre;
}

void raiseCode(const PageView& page, std::vector<float>& odds) {
    std::vector<float> raised = odds;
    const auto pass = [&](size_t i, float& beside, bool& known) {
        if (!isCode(page, i)) {
            beside = odds[i];
            known = true;
        } else if (known) {
            raised[i] = std::max(raised[i], beside);
        }
    };
    float beside = 0;
    bool known = false;
    for (size_t i = 0; i < odds.size(); ++i)
        pass(i, beside, known);
    known = false;
    for (size_t i = odds.size(); i-- > 0;)
        pass(i, beside, known);
    odds = std::move(raised);
}

// Blocks with the same key go `pull` of the way to the mean of their log-odds by words; 0 is no key.
void pullTogether(const PageView& page, const std::vector<quint64>& keys, float pull, std::vector<float>& odds) {
    struct Group {
        double sum = 0, weight = 0;
    };
    std::unordered_map<quint64, Group> groups;
    groups.reserve(keys.size());
    for (size_t i = 0; i < keys.size(); ++i) {
        if (keys[i] == 0)
            continue;
        Group& group = groups[keys[i]];
        group.sum += double(odds[i]) * page.blocks[i].tokens;
        group.weight += page.blocks[i].tokens;
    }
    for (size_t i = 0; i < keys.size(); ++i) {
        if (keys[i] == 0)
            continue;
        const Group& group = groups[keys[i]];
        odds[i] = (1 - pull) * odds[i] + pull * float(group.sum / group.weight);
    }
}

// Equal where the names of the elements up to the root are, as far as the table knows them.
std::vector<quint64> looks(const PageView& page) {
    std::vector<quint64> keys(page.blocks.size());
    for (size_t i = 0; i < keys.size(); ++i) {
        quint64 key = page.elements[page.blocks[i].element].surroundings;
        for (const Place place : {Place::Own, Place::Near, Place::Far})
            key = mixed(key, std::bit_cast<quint32>(page.name(i, place)));
        keys[i] = key | 1;
    }
    return keys;
}

std::vector<quint64> lists(const PageView& page) {
    std::vector<quint64> keys(page.blocks.size());
    for (size_t i = 0; i < keys.size(); ++i) {
        NodeId id = page.blocks[i].element;
        for (int level = 0; level < listLevels && id != noNode && keys[i] == 0; ++level) {
            const ElementFacts& facts = page.elements[id];
            const Tag tag = page.document.tag(id);
            if ((tag == Tag::Ul || tag == Tag::Ol || tag == Tag::Dl) && facts.end - facts.first > 1)
                keys[i] = id;
            id = facts.wider;
        }
    }
    return keys;
}

} // namespace

std::vector<float> agreed(const PageView& page, std::vector<float> logOdds) {
    raiseCode(page, logOdds);
    pullTogether(page, looks(page), lookPull, logOdds);
    pullTogether(page, lists(page), listPull, logOdds);
    return logOdds;
}

} // namespace article
