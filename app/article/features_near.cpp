#include "article/features.h"

#include <algorithm>

namespace article {
namespace {

constexpr const char* names[] = {"near tokens -3",
                                 "near tokens -2",
                                 "near tokens -1",
                                 "near tokens +1",
                                 "near tokens +2",
                                 "near tokens +3",
                                 "near links -2",
                                 "near links -1",
                                 "near links +1",
                                 "near links +2",
                                 "near path -2",
                                 "near path -1",
                                 "near path +1",
                                 "near path +2",
                                 "near path of 3",
                                 "near path of 9",
                                 "near path of 25",
                                 "near heading -1",
                                 "near heading +1",
                                 "near alike -1",
                                 "near alike +1",
                                 "near words of 5",
                                 "near words of 11",
                                 "near link share of 5",
                                 "near link share of 11",
                                 "near text share of 11",
                                 "near text before",
                                 "near text after",
                                 "near own heading's distance",
                                 "near own heading's level",
                                 "near own heading's words",
                                 "near own heading's links",
                                 "near own heading's path",
                                 "near own heading's title share",
                                 "near words since heading",
                                 "near words of heading's part",
                                 "near link share of heading's part",
                                 "near headings before",
                                 "near from title",
                                 "near from title by words",
                                 "near before title",
                                 "near title share -1",
                                 "near capitals +1",
                                 "near ending -1",
                                 "near words' score -1",
                                 "near words' score +1",
                                 "near words' score of 3",
                                 "near words' score of 9"};

// The heading that governs each block, and the part of the page from it to the next.
struct Part {
    quint32 heading = noBlock;
    quint32 first = 0, end = 0;
    quint32 number = 0;
};

std::vector<Part> partsOf(const PageView& page) {
    const auto count = quint32(page.blocks.size());
    std::vector<Part> parts(count);
    Part part;
    for (quint32 i = 0; i < count;) {
        quint32 end = i + 1;
        if (page.headings[i]) {
            part.heading = i;
            ++part.number;
        }
        while (end < count && !page.headings[end])
            ++end;
        part.first = i;
        part.end = end;
        std::fill(parts.begin() + i, parts.begin() + end, part);
        i = end;
    }
    return parts;
}

// For each block the number of blocks back to the last one of running text, and on to the next.
struct TextDistances {
    std::vector<quint32> before, after;
};

TextDistances distancesOf(const Blocks& blocks) {
    constexpr quint32 none = 1000;
    TextDistances found{std::vector<quint32>(blocks.size(), none), std::vector<quint32>(blocks.size(), none)};
    for (size_t i = 1; i < blocks.size(); ++i)
        found.before[i] = blocks[i - 1].texty() ? 1 : std::min(none, found.before[i - 1] + 1);
    for (size_t i = blocks.size(); i-- > 1;)
        found.after[i - 1] = blocks[i].texty() ? 1 : std::min(none, found.after[i] + 1);
    return found;
}

class Near : public FeatureWriter {
public:
    explicit Near(const PageView& page)
        : m_page(page)
        , m_count(qint64(page.blocks.size()))
        , m_parts(partsOf(page))
        , m_text(distancesOf(page.blocks))
        , m_title(page.titleBlock)
        , m_titleWords(words(0, m_title)) {}

    void write(quint32 block, RowWriter& row) const override {
        const auto i = qint64(block);
        const Part& part = m_parts[size_t(i)];
        const bool headed = part.heading != noBlock;
        row << tokens(i - 3) << tokens(i - 2) << tokens(i - 1) << tokens(i + 1) << tokens(i + 2) << tokens(i + 3)
            << links(i - 2) << links(i - 1) << links(i + 1) << links(i + 2) << path(i - 2) << path(i - 1) << path(i + 1)
            << path(i + 2) << m_page.meanPath(i - 1, i + 2) << m_page.meanPath(i - 4, i + 5)
            << m_page.meanPath(i - 12, i + 13) << heading(i - 1) << heading(i + 1) << alike(i, i - 1) << alike(i, i + 1)
            << logOf(words(i - 2, i + 3)) << logOf(words(i - 5, i + 6)) << linkShare(i - 2, i + 3)
            << linkShare(i - 5, i + 6) << textShare(i - 5, i + 6) << logOf(m_text.before[size_t(i)])
            << logOf(m_text.after[size_t(i)]);
        row << (headed ? logOf(double(i - part.heading)) : -1.F) << heading(headed ? qint64(part.heading) : -1)
            << tokens(headed ? qint64(part.heading) : -1) << links(headed ? qint64(part.heading) : -1)
            << path(headed ? qint64(part.heading) : -1) << titleShare(headed ? qint64(part.heading) : -1)
            << logOf(words(part.first, i)) << logOf(words(part.first, part.end)) << linkShare(part.first, part.end)
            << std::min(part.number, 20U) << std::clamp<double>(double(i - m_title), -60, 200)
            << (words(0, i) - m_titleWords) / std::max(1.0, words(0, m_count)) << (i < m_title) << titleShare(i - 1)
            << (has(i + 1) && m_page.texts[size_t(i + 1)].letters
                    ? double(m_page.texts[size_t(i + 1)].capitals) / m_page.texts[size_t(i + 1)].letters
                    : 0)
            << (has(i - 1) ? int(m_page.texts[size_t(i - 1)].ending) : -1) << m_page.meanWords(i - 1, i)
            << m_page.meanWords(i + 1, i + 2) << m_page.meanWords(i - 1, i + 2) << m_page.meanWords(i - 4, i + 5);
    }

private:
    const PageView& m_page;
    const qint64 m_count;
    const std::vector<Part> m_parts;
    const TextDistances m_text;
    const qint64 m_title;
    const double m_titleWords;

    quint32 cut(qint64 at) const { return quint32(std::clamp<qint64>(at, 0, m_count)); }
    quint64 look(size_t i) const { return m_page.elements[m_page.blocks[i].element].surroundings; }
    bool has(qint64 at) const { return at >= 0 && at < m_count; }
    float tokens(qint64 at) const { return has(at) ? logOf(m_page.blocks[size_t(at)].tokens) : -1.F; }
    float links(qint64 at) const { return has(at) ? float(m_page.blocks[size_t(at)].linkShare()) : -1.F; }
    float path(qint64 at) const { return has(at) ? m_page.path(size_t(at)) : -8.F; }
    int heading(qint64 at) const { return has(at) ? m_page.headings[size_t(at)] : 0; }
    float titleShare(qint64 at) const { return has(at) ? m_page.titleShares[size_t(at)] : -1.F; }
    bool alike(qint64 a, qint64 b) const { return has(a) && has(b) && look(size_t(a)) == look(size_t(b)); }
    double words(qint64 first, qint64 end) const { return m_page.blocks.tokens(cut(first), cut(end)); }
    double linkShare(qint64 first, qint64 end) const {
        return m_page.blocks.linkTokens(cut(first), cut(end)) / std::max(1.0, words(first, end));
    }
    double textShare(qint64 first, qint64 end) const {
        return m_page.blocks.textyTokens(cut(first), cut(end)) / std::max(1.0, words(first, end));
    }
};

} // namespace

const FeatureGroup nearFeatures{
    names, [](const PageView& page) -> std::unique_ptr<FeatureWriter> { return std::make_unique<Near>(page); }};

} // namespace article
