#pragma once

#include "base/result.h"

#include <QByteArray>

#include <span>
#include <vector>

namespace article {

// Boosted regression trees (Friedman 2001; learnt with XGBoost), all of one depth: the sum of their leaves is the
// log-odds that a block is content.
class Forest {
public:
    struct Node {
        float cut = 0;
        quint32 feature = 0; // goes left when its value is below the cut
    };

    Forest() = default;
    // `nodes`: (2^depth − 1) a tree, level by level; `leaves`: 2^depth a tree.
    Forest(int depth, float base, std::vector<Node> nodes, std::vector<float> leaves);

    bool isEmpty() const { return m_leaves.empty(); }
    size_t trees() const { return m_leaves.size() >> m_depth; }
    // Log-odds of `rows` rows of `columns` numbers each.
    std::vector<float> evaluate(std::span<const float> values, size_t rows, size_t columns) const;

private:
    int m_depth = 0;
    float m_base = 0;
    std::vector<Node> m_nodes;
    std::vector<float> m_leaves;
};

} // namespace article
