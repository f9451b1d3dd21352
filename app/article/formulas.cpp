#include "article/formulas.h"

#include "article/signs.h"

#include <vector>

namespace article {
namespace {

constexpr size_t longestSource = 2000; // bytes

// What stands before a part of a fraction, a power … and what is not said by the characters themselves.
std::string_view signBefore(std::string_view parent, int place) {
    const bool below = parent == "msub" || parent == "msubsup" || parent == "munder" || parent == "munderover";
    if (place == 2)
        return parent == "mfrac" ? "/" : parent == "msup" ? "^" : below ? "_" : "";
    return place == 3 && (parent == "msubsup" || parent == "munderover") ? "^" : "";
}

bool hasParts(std::string_view name) {
    return !signBefore(name, 2).empty();
}

class FormulaWriter {
public:
    FormulaWriter(const Document& document, NodeId math)
        : m_document(document)
        , m_math(math) {}

    std::string run() {
        for (NodeId id = m_math; id < m_document.end(m_math); ++id) {
            closeUpTo(id);
            if (m_document.tag(id) == Tag::Text) {
                m_out += folded(m_document.text(id));
            } else if (!m_document.name(id).starts_with("annotation")) {
                open(id);
            } else if (const std::string source = sourceIn(id); !source.empty()) {
                return source;
            } else {
                id = m_document.end(id) - 1;
            }
        }
        closeUpTo(m_document.end(m_math));
        return std::move(m_out);
    }

private:
    struct Open {
        NodeId end = 0;
        std::string_view name;
        int parts = 0;
        bool bracket = false;
    };

    const Document& m_document;
    const NodeId m_math;
    std::string m_out;
    std::vector<Open> m_open;

    // Of "annotation", not of "annotation-xml", which says it once more in other elements.
    std::string sourceIn(NodeId annotation) const {
        return m_document.name(annotation) == "annotation" ? shortText(m_document, annotation, longestSource)
                                                           : std::string();
    }

    void closeUpTo(NodeId id) {
        for (; !m_open.empty() && id >= m_open.back().end; m_open.pop_back())
            m_out += m_open.back().bracket ? ")" : "";
    }

    void open(NodeId id) {
        const std::string_view name = m_document.name(id);
        bool bracket = false;
        if (!m_open.empty()) {
            Open& around = m_open.back();
            m_out += signBefore(around.name, ++around.parts);
            bracket = hasParts(around.name) && hasSeveral(id);
        }
        if (name == "msqrt") {
            m_out += "\u221A";
            bracket = bracket || hasSeveral(id);
        }
        m_out += bracket ? "(" : "";
        m_open.push_back({m_document.end(id), name, 0, bracket});
    }

    bool hasSeveral(NodeId element) const {
        int texts = 0;
        for (NodeId id = element; id < m_document.end(element) && texts < 2; ++id)
            texts += m_document.tag(id) == Tag::Text && !isBlank(m_document.text(id));
        return texts > 1;
    }
};

} // namespace

std::string formulaText(const Document& document, NodeId math) {
    return FormulaWriter(document, math).run();
}

} // namespace article
