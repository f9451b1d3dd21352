#include "article/features.h"

#include <algorithm>
#include <cmath>

namespace article {
namespace {

constexpr size_t mostBlockWords = 24;    // of a block's first ones, kept as hashes …
constexpr size_t firstBytes = 400;       // … and looked for in so much of its text
constexpr size_t longestTitleBlock = 60; // words
constexpr size_t knownLogs = 1024;

const std::array<const FeatureGroup*, 5> groups{&ownFeatures, &nearFeatures, &levelFeatures, &mainFeatures,
                                                &pageFeatures};

quint8 headingLevel(Tag tag) {
    return isHeading(tag) ? quint8(quint8(tag) - quint8(Tag::H1) + 1) : quint8(0);
}

float shareIn(std::span<const quint32> words, const std::vector<quint32>& sorted) {
    if (words.empty())
        return 0;
    size_t found = 0;
    for (const quint32 word : words)
        found += std::binary_search(sorted.begin(), sorted.end(), word);
    return float(found) / float(words.size());
}

// The title is a heading, early, and says what the head says; without one, the best short block.
quint32 findTitle(const PageView& page) {
    quint32 best = 0;
    double most = 0;
    for (quint32 i = 0; i < page.blocks.size(); ++i) {
        const quint8 level = page.headings[i];
        const double covered = double(page.titleShares[i]) * page.blocks[i].tokens /
                               double(std::max<size_t>(page.hints.titleWords.size(), page.blocks[i].tokens));
        const double worth = covered + (level > 0 ? 0.6 - 0.08 * level : 0) - 0.2 * i / double(page.blocks.size());
        if (page.blocks[i].tokens <= longestTitleBlock && worth > most) {
            most = worth;
            best = i;
        }
    }
    return best;
}

} // namespace

// Most counts are small and whole.
float logOf(double count) {
    static const std::array<float, knownLogs> known = [] {
        std::array<float, knownLogs> logs{};
        for (size_t i = 0; i < logs.size(); ++i)
            logs[i] = float(std::log1p(double(i)));
        return logs;
    }();
    const bool small = count >= 0 && count < double(knownLogs);
    const size_t index = small ? size_t(count) : 0;
    return small && double(index) == count ? known[index] : float(std::log1p(count));
}

PageView::PageView(const Document& page, const Blocks& all, const PathModel& model)
    : document(page)
    , blocks(all)
    , elements(page, all)
    , hints(readHints(page))
    , mains(findMainElements(page, all, elements)) {
    readTexts();
    readNames(model);
    titleBlock = findTitle(*this);
}

void PageView::readTexts() {
    quint32 heading = noBlock;
    for (quint32 i = 0; i < blocks.size(); ++i) {
        const std::string_view text = blocks.text(i);
        texts.push_back(describeText(text));
        Tag tag = document.tag(blocks[i].element);
        if (!isHeading(tag) && document.parent(blocks[i].element) != noNode)
            tag = document.tag(document.parent(blocks[i].element));
        headings.push_back(headingLevel(tag));
        heading = headings[i] > 0 ? i : heading;
        words.heading.push_back(heading);
        words.begin.push_back(quint32(words.hashes.size()));
        appendWordHashes(words.hashes, text.substr(0, firstBytes), mostBlockWords);
        const std::span<const quint32> first{words.hashes.data() + words.begin[i],
                                             words.hashes.data() + words.hashes.size()};
        titleShares.push_back(shareIn(first, hints.titleWords));
        descriptionShares.push_back(first.size() < 4 ? 0.F : shareIn(first, hints.descriptionWords));
    }
    words.begin.push_back(quint32(words.hashes.size()));
}

void PageView::readNames(const PathModel& model) {
    names = model.scores(document, blocks, words);
    pathSums.assign(blocks.size() + 1, 0);
    wordSums.assign(blocks.size() + 1, 0);
    for (size_t i = 0; i < blocks.size(); ++i) {
        pathSums[i + 1] = pathSums[i] + path(i);
        wordSums[i + 1] = wordSums[i] + name(i, Place::Words) + name(i, Place::Links);
    }
}

float PageView::mean(const std::vector<float>& sums, qint64 first, qint64 end) {
    first = std::max<qint64>(first, 0);
    end = std::min<qint64>(end, qint64(sums.size()) - 1);
    return first < end ? (sums[size_t(end)] - sums[size_t(first)]) / float(end - first) : 0.F;
}

const std::vector<const char*>& featureNames() {
    static const std::vector<const char*> names = [] {
        std::vector<const char*> all;
        for (const FeatureGroup* group : groups)
            all.insert(all.end(), group->names.begin(), group->names.end());
        return all;
    }();
    return names;
}

Features::Features(const Document& document, const Blocks& blocks, const PathModel& paths)
    : m_page(document, blocks, paths) {
    for (const FeatureGroup* group : groups)
        m_writers.push_back(group->begin(m_page));
}

void Features::write(quint32 first, quint32 end, std::vector<float>& values) const {
    const size_t columns = featureNames().size();
    values.resize((end - first) * columns);
    for (quint32 block = first; block < end; ++block) {
        RowWriter row(values.data() + (block - first) * columns);
        for (const std::unique_ptr<FeatureWriter>& writer : m_writers)
            writer->write(block, row);
        Q_ASSERT(row.at() == values.data() + (block + 1 - first) * columns);
    }
}

std::vector<std::vector<quint32>> Features::names() const {
    return blockNames(m_page.document, m_page.blocks, m_page.words);
}

} // namespace article
