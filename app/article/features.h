#pragma once

#include "article/blocktext.h"
#include "article/elements.h"
#include "article/mainelements.h"
#include "article/pagehints.h"
#include "article/pathmodel.h"

#include <memory>
#include <span>

namespace article {

// What the groups of features are made from, gathered once a page.
struct PageView {
    const Document& document;
    const Blocks& blocks;
    Elements elements;
    PageHints hints;
    MainElements mains;
    std::vector<BlockText> texts;
    BlockWords words;
    std::vector<PlaceScores> names;
    std::vector<float> pathSums;          // prefix sums of path()
    std::vector<float> wordSums;          // prefix sums of the scores of words and links
    std::vector<quint8> headings;         // level 1 to 6 of each block that is a heading, else 0
    std::vector<float> titleShares;       // share of each block's first words that stand in the page's title, 0 to 1
    std::vector<float> descriptionShares; // … in its description
    quint32 titleBlock = 0;               // the block that most likely is the title

    PageView(const Document& page, const Blocks& all, const PathModel& model);
    // What the names at one place say of a block, in log-odds; path() is the sum over its elements.
    float name(size_t block, Place place) const { return names[block][size_t(place)]; }
    float path(size_t block) const {
        return name(block, Place::Own) + name(block, Place::Near) + name(block, Place::Far);
    }
    // Means over the blocks [first, end), cut to the page: of path(), and of the scores of words and links.
    float meanPath(qint64 first, qint64 end) const { return mean(pathSums, first, end); }
    float meanWords(qint64 first, qint64 end) const { return mean(wordSums, first, end); }

private:
    static float mean(const std::vector<float>& sums, qint64 first, qint64 end);
    void readTexts();
    void readNames(const PathModel& model);
};

// Writes the numbers of one block, group after group.
class RowWriter {
public:
    explicit RowWriter(float* at)
        : m_at(at) {}
    template<typename Number>
    RowWriter& operator<<(Number value) {
        *m_at++ = float(value);
        return *this;
    }
    const float* at() const { return m_at; }

private:
    float* m_at;
};

// Writes one group of the numbers that describe a block: as many as the group has names, all finite.
class FeatureWriter {
public:
    FeatureWriter() = default;
    FeatureWriter(const FeatureWriter&) = delete;
    FeatureWriter& operator=(const FeatureWriter&) = delete;
    virtual ~FeatureWriter() = default;
    virtual void write(quint32 block, RowWriter& row) const = 0;
};

// A group: its columns' names, and what writes them for a page.
struct FeatureGroup {
    std::span<const char* const> names;
    std::unique_ptr<FeatureWriter> (*begin)(const PageView& page);
};
extern const FeatureGroup ownFeatures, nearFeatures, levelFeatures, mainFeatures, pageFeatures;

// Of all groups, in the order of their numbers in a row. The table is bound to it (contenttable.h), and numbers a
// feature with one byte: 255 at most.
const std::vector<const char*>& featureNames();

// Numbers that describe each block of a page: by its own text, the elements around it, its neighbours and its page.
// One row a block, made when asked for: all rows of a page of a million blocks would not fit.
class Features {
public:
    Features(const Document& document, const Blocks& blocks, const PathModel& paths);
    Features(const Features&) = delete; // the writers point to the page
    Features& operator=(const Features&) = delete;

    const PageView& page() const { return m_page; }
    quint32 rows() const { return quint32(m_page.blocks.size()); }
    // featureNames().size() numbers for each of the blocks [first, end).
    void write(quint32 first, quint32 end, std::vector<float>& values) const;
    // The names of each block, for training (pathmodel.h).
    std::vector<std::vector<quint32>> names() const;

private:
    PageView m_page;
    std::vector<std::unique_ptr<FeatureWriter>> m_writers;
};

float logOf(double count); // log(1 + count)

} // namespace article
