#include "article/features.h"

#include <algorithm>
#include <cmath>

namespace article {
namespace {

constexpr size_t mostBlockWords = 40;
constexpr size_t longestTitleBlock = 60;

const std::array<const FeatureGroup*, 5> groups{&ownFeatures, &nearFeatures, &levelFeatures, &mainFeatures,
                                                &pageFeatures};

quint8 headingLevel(Tag tag) {
    return isHeading(tag) ? quint8(quint8(tag) - quint8(Tag::H1) + 1) : quint8(0);
}

float shareIn(const std::vector<quint32>& words, const std::vector<quint32>& sorted) {
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

float logOf(double count) {
    return float(std::log1p(count));
}

PageView::PageView(const Document& page, const Blocks& all, const PathModel& model)
    : document(page)
    , blocks(all)
    , elements(page, all)
    , hints(readHints(page))
    , mains(findMainElements(page, all, elements))
    , paths(model.scores(page, all)) {
    const size_t count = blocks.size();
    texts.reserve(count);
    pathSums.assign(count + 1, 0);
    for (size_t i = 0; i < count; ++i) {
        texts.push_back(describeText(blocks.text(i)));
        pathSums[i + 1] = pathSums[i] + path(i);
        Tag tag = document.tag(blocks[i].element);
        if (!isHeading(tag) && document.parent(blocks[i].element) != noNode)
            tag = document.tag(document.parent(blocks[i].element));
        headings.push_back(headingLevel(tag));
        titleShares.push_back(shareIn(wordHashes(blocks.text(i), mostBlockWords), hints.titleWords));
    }
    titleBlock = findTitle(*this);
}

float PageView::meanPath(qint64 first, qint64 end) const {
    first = std::max<qint64>(first, 0);
    end = std::min<qint64>(end, qint64(blocks.size()));
    return first < end ? (pathSums[size_t(end)] - pathSums[size_t(first)]) / float(end - first) : 0.F;
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
    }
}

} // namespace article
