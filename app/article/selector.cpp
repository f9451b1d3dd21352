#include "article/selector.h"

#include "article/agreement.h"
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

// A page of some length without any block that is likely content, where little is expected in all, has none: an empty
// shell. A page of few words is what it says.
constexpr float nothingScore = 0.55F;
constexpr double nothingWords = 40;
constexpr double nothingShare = 0.25;
constexpr quint32 shellWords = 100;
// On a page where most of the content is beyond doubt the doubtful rest is left away: comments, teasers, notices.
constexpr float sureScore = 0.9F;
constexpr double sureShare = 0.6;
constexpr float sureCut = 0.5F;
constexpr float sureArticleCut = 0.65F; // where the page's head says that it is an article

float probability(float logOdds) {
    return 1 / (1 + std::exp(-logOdds));
}

float logOdds(float chance) {
    return std::log(chance / (1 - chance));
}

std::vector<float> logOddsOf(const Features& features, const ContentTable& table) {
    std::vector<float> all, values;
    all.reserve(features.rows());
    for (quint32 first = 0; first < features.rows(); first += rowsAtOnce) {
        const quint32 end = std::min(features.rows(), first + rowsAtOnce);
        features.write(first, end, values);
        const std::vector<float> found = table.forest.evaluate(values, end - first, featureNames().size());
        all.insert(all.end(), found.begin(), found.end());
    }
    return all;
}

// Words that are expected to be content, in all and in blocks that are sure to be.
struct Expected {
    double words = 0;
    double sureWords = 0;
    float best = 0; // the highest score
};

Expected expectedOf(const Blocks& blocks, const std::vector<float>& scores) {
    Expected expected;
    for (size_t i = 0; i < blocks.size(); ++i) {
        const double words = double(scores[i]) * blocks[i].tokens;
        expected.words += words;
        expected.sureWords += scores[i] > sureScore ? words : 0;
        expected.best = std::max(expected.best, scores[i]);
    }
    return expected;
}

// Score from which on blocks are kept: of all ways to keep the surest blocks, the one with the highest expected F1,
// 2·Σₖ p·n ÷ (Σₖ n + Σ p·n), n the words of a block and p its score with the log-odds divided by the temperature.
float mostExpected(const Blocks& blocks, const std::vector<float>& odds, float temperature) {
    std::vector<quint32> order(blocks.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](quint32 a, quint32 b) { return odds[a] > odds[b]; });
    const auto expectedWords = [&](quint32 i) { return double(probability(odds[i] / temperature)) * blocks[i].tokens; };
    double all = 0;
    for (const quint32 i : order)
        all += expectedWords(i);
    double right = 0, kept = 0, most = -1;
    float cut = std::numeric_limits<float>::infinity();
    for (const quint32 i : order) {
        right += expectedWords(i);
        kept += blocks[i].tokens;
        const double worth = 2 * right / (kept + all);
        if (worth > most && odds[i] > logOdds(leastScore)) {
            most = worth;
            cut = odds[i];
        }
    }
    return cut;
}

// Log-odds from which on blocks are kept.
float cutOf(const Blocks& blocks, const std::vector<float>& odds, const std::vector<float>& scores,
            const PageHints& hints, float temperature) {
    const Expected expected = expectedOf(blocks, scores);
    const quint32 words = blocks.tokens(0, quint32(blocks.size()));
    if (expected.best < nothingScore && expected.words < std::min(nothingWords, nothingShare * words) &&
        words >= shellWords)
        return std::nextafter(*std::max_element(odds.begin(), odds.end()), std::numeric_limits<float>::infinity());
    if (expected.sureWords >= sureShare * expected.words)
        return logOdds(hints.saysArticle || hints.hasPublished ? sureArticleCut : sureCut);
    return mostExpected(blocks, odds, temperature);
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
    const Features features(document, blocks, table.paths);
    const std::vector<float> odds = agreed(features.page(), logOddsOf(features, table));
    for (const float each : odds)
        selection.scores.push_back(probability(each));
    const float cut = cutOf(blocks, odds, selection.scores, features.page().hints, table.temperature);
    for (const float each : odds)
        selection.keep.push_back(each >= cut - float(leaning * leaningStep));
    selection.reasons.assign(blocks.size(), nullptr);
    selection.main = mainOf(document, blocks, selection.keep);
    return selection;
}

} // namespace article
