#include "article/forest.h"

#include <algorithm>
#include <array>
#include <utility>

namespace article {
namespace {

constexpr size_t abreast = 8; // rows walked together: their steps do not wait for one another

using Rows = std::array<const float*, abreast>;
using Places = std::array<quint32, abreast>;

// One level down for each row, without a jump.
template<size_t... Row>
inline void descend(const Forest::Node* nodes, const Rows& rows, Places& at, std::index_sequence<Row...>) {
    const auto next = [&](size_t row) {
        const Forest::Node node = nodes[at[row]];
        return 2 * at[row] + 1 + quint32(rows[row][node.feature] >= node.cut);
    };
    ((at[Row] = next(Row)), ...);
}

} // namespace

Forest::Forest(int depth, float base, std::vector<Node> nodes, std::vector<float> leaves)
    : m_depth(depth)
    , m_base(base)
    , m_nodes(std::move(nodes))
    , m_leaves(std::move(leaves)) {}

std::vector<float> Forest::evaluate(std::span<const float> values, size_t rows, size_t columns) const {
    std::vector<float> sums(rows, m_base);
    if (isEmpty())
        return sums;
    const size_t inner = (size_t(1) << m_depth) - 1;
    const size_t count = trees();
    for (size_t from = 0; from < rows; from += abreast) {
        const size_t wide = std::min(abreast, rows - from);
        Rows row{};
        for (size_t r = 0; r < abreast; ++r)
            row[r] = values.data() + (from + std::min(r, wide - 1)) * columns;
        std::array<float, abreast> sum{};
        const Node* nodes = m_nodes.data();
        const float* leaves = m_leaves.data();
        for (size_t tree = 0; tree < count; ++tree, nodes += inner, leaves += inner + 1) {
            Places at{};
            for (int level = 0; level < m_depth; ++level)
                descend(nodes, row, at, std::make_index_sequence<abreast>());
            for (size_t r = 0; r < abreast; ++r)
                sum[r] += leaves[at[r] - inner];
        }
        for (size_t r = 0; r < wide; ++r)
            sums[from + r] += sum[r];
    }
    return sums;
}

} // namespace article
