#include "article/features.h"

#include <algorithm>

namespace article {
namespace {

#define WAY(n)                                                                                                         \
    "main " n " inside", "main " n " position", "main " n " blocks away", "main " n " levels below", "main " n " share"
constexpr const char* names[] = {WAY("text"),   WAY("much text"), WAY("scored"),
                                 WAY("stated"), WAY("words"),     "main ways inside"};
#undef WAY

// How many levels lie between an element and the one that holds it; wrappers count as one.
int levelsBetween(const PageView& page, NodeId below, NodeId above) {
    int levels = 0;
    for (NodeId id = below; id != noNode && id > above && levels < 12; ++levels)
        id = page.elements[id].wider;
    return levels;
}

class MainPlaces : public FeatureWriter {
public:
    explicit MainPlaces(const PageView& page)
        : m_page(page)
        , m_tokens(std::max(1U, page.blocks.tokens(0, quint32(page.blocks.size())))) {}

    void write(quint32 i, RowWriter& row) const override {
        int inside = 0;
        for (const NodeId main : m_page.mains) {
            const quint32 first = m_page.blocks.firstBelow(main), end = m_page.blocks.endBelow(main);
            const bool in = i >= first && i < end;
            inside += in && main != 0;
            const int away = i < first ? int(i) - int(first) : i >= end ? int(i) - int(end) + 1 : 0;
            row << in << std::clamp((i - double(first) + 0.5) / std::max(1U, end - first), -1.0, 2.0)
                << std::clamp(away, -100, 100) << (in ? levelsBetween(m_page, m_page.blocks[i].element, main) : -1)
                << m_page.blocks.tokens(first, end) / m_tokens;
        }
        row << inside;
    }

private:
    const PageView& m_page;
    const double m_tokens;
};

} // namespace

const FeatureGroup mainFeatures{
    names, [](const PageView& page) -> std::unique_ptr<FeatureWriter> { return std::make_unique<MainPlaces>(page); }};

} // namespace article
