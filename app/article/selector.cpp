#include "article/selector.h"

#include "article/features.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace article {
namespace {

constexpr double mainShare = 0.9;   // of the kept words
constexpr double leaningStep = 0.9; // log-odds
constexpr quint32 rowsAtOnce = 64;
constexpr float leastScore = 1e-4F;

float probability(float logOdds) {
    return 1 / (1 + std::exp(-logOdds));
}

std::vector<float> logOddsOf(const Features& features, const ContentTable& table) {
    std::vector<float> all, values;
    all.reserve(features.rows());
    for (quint32 first = 0; first < features.rows(); first += rowsAtOnce) {
        const quint32 end = std::min(features.rows(), first + rowsAtOnce);
        features.write(first, end, values);
        for (const float each : table.forest.evaluate(values, end - first, featureNames().size()))
            all.push_back(each / table.temperature);
    }
    return all;
}

// Log-odds from which on blocks are kept: of all ways to keep the surest blocks, the one with the highest expected F1,
// 2·Σₖ p·n ÷ (Σₖ n + Σ p·n), n the words of a block.
float bestCut(const Blocks& blocks, const std::vector<float>& logOdds) {
    std::vector<quint32> order(blocks.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](quint32 a, quint32 b) { return logOdds[a] > logOdds[b]; });
    double expected = 0;
    for (const quint32 i : order)
        expected += double(probability(logOdds[i])) * blocks[i].tokens;
    double right = 0, kept = 0, most = -1;
    float cut = std::numeric_limits<float>::infinity();
    for (const quint32 i : order) {
        right += double(probability(logOdds[i])) * blocks[i].tokens;
        kept += blocks[i].tokens;
        const double worth = 2 * right / (kept + expected);
        if (worth > most && probability(logOdds[i]) > leastScore) {
            most = worth;
            cut = logOdds[i];
        }
    }
    return cut;
}

NodeId mainOf(const Document& document, const Blocks& blocks, const std::vector<bool>& keep) {
    std::vector<float> sums(blocks.size() + 1, 0);
    for (size_t i = 0; i < blocks.size(); ++i)
        sums[i + 1] = sums[i] + (keep[i] ? float(blocks[i].tokens) : 0.F);
    return deepestHolding(document, blocks, sums, mainShare);
}

} // namespace

Selection selectContent(const Document& document, const Blocks& blocks, double leaning, const ContentTable& table) {
    Selection selection;
    if (blocks.size() == 0)
        return selection;
    const std::vector<float> logOdds = logOddsOf(Features(document, blocks, table.paths), table);
    const float cut = bestCut(blocks, logOdds) - float(leaning * leaningStep);
    for (const float each : logOdds) {
        selection.keep.push_back(each >= cut);
        selection.scores.push_back(probability(each));
    }
    selection.reasons.assign(blocks.size(), nullptr);
    selection.main = mainOf(document, blocks, selection.keep);
    return selection;
}

} // namespace article
