#include "article/parts.h"

#include "article/assembly.h"
#include "article/charset.h"
#include "article/elementpath.h"
#include "article/hidden.h"
#include "article/parser.h"
#include "article/selector.h"
#include "article/text.h"

#include <algorithm>

namespace article {
namespace {

constexpr size_t partsMost = 12;
constexpr quint32 wordsLeast = 20;
constexpr double shareLeast = 0.02;
constexpr double levelLeast = 0.08; // by which a part has to be larger than the one within it, to be told apart
constexpr size_t openingBytes = 160;
constexpr double chosenLeast = 0.8;

// Elements that say by a name what they are are taken rather than the bare ones that hold the same.
int markOf(const Document& document, NodeId id) {
    switch (document.tag(id)) {
    case Tag::Main:
    case Tag::Article:
        return 3;
    case Tag::Body:
    case Tag::Section:
    case Tag::Aside:
    case Tag::Nav:
        return 2;
    default:
        return !document.attribute(id, Attribute::Id).empty() || !document.attribute(id, Attribute::Class).empty();
    }
}

class Lister {
public:
    Lister(const Document& document, const Blocks& blocks, const Selection& selection)
        : m_document(document)
        , m_blocks(blocks)
        , m_selection(selection)
        , m_all(blocks.tokens(0, quint32(blocks.size()))) {}

    std::vector<Part> run() {
        gather();
        std::stable_sort(m_found.begin(), m_found.end(), [this](NodeId a, NodeId b) { return words(a) > words(b); });
        std::vector<Part> parts;
        for (size_t i = 0; i < m_found.size() && parts.size() < partsMost; ++i)
            parts.push_back(partAt(m_found[i]));
        return parts;
    }

private:
    const Document& m_document;
    const Blocks& m_blocks;
    const Selection& m_selection;
    const quint32 m_all;
    std::vector<NodeId> m_found;

    quint32 words(NodeId id) const { return m_blocks.tokens(m_blocks.firstBelow(id), m_blocks.endBelow(id)); }
    bool isWorthIt(NodeId id) const { return words(id) >= wordsLeast && words(id) >= shareLeast * m_all; }

    // From the outside in: an element is taken when it holds less than the last one taken around it.
    void gather() {
        std::vector<NodeId> around;
        for (NodeId id = 1; id < m_document.size();) {
            while (!around.empty() && id >= m_document.end(around.back()))
                around.pop_back();
            const Tag tag = m_document.tag(id);
            if (tag == Tag::Text || isInline(tag)) {
                ++id;
                continue;
            }
            if (!isWorthIt(id) || isHidden(m_document, id)) {
                id = m_document.end(id);
                continue;
            }
            take(id, around);
            ++id;
        }
    }

    void take(NodeId id, std::vector<NodeId>& around) {
        if (m_document.tag(id) == Tag::Html || m_document.tag(id) == Tag::P)
            return;
        const bool same = !around.empty() && words(id) > (1 - levelLeast) * words(around.back());
        if (!same) {
            m_found.push_back(id);
            around.push_back(id);
        } else if (markOf(m_document, id) > markOf(m_document, around.back())) {
            *std::find(m_found.begin(), m_found.end(), around.back()) = id;
            around.back() = id;
        }
    }

    Part partAt(NodeId id) const {
        Part part;
        part.path = elementPath(m_document, id);
        part.element = stringOf(viewOf(part.path.mid(part.path.lastIndexOf('>') + 1)));
        part.opening = openingOf(id);
        part.words = int(words(id));
        part.share = double(words(id)) / m_all;
        part.chosen = isChosen(id);
        return part;
    }

    QString openingOf(NodeId id) const {
        std::string text;
        for (quint32 i = m_blocks.firstBelow(id); i < m_blocks.endBelow(id) && text.size() < openingBytes; ++i)
            text.append(text.empty() ? "" : " ").append(m_blocks.text(i).substr(0, openingBytes + 4));
        if (text.size() <= openingBytes)
            return stringOf(text).simplified();
        size_t end = openingBytes;
        while (end > 0 && (quint8(text[end]) & 0xC0) == 0x80) // within a character
            --end;
        return QString(stringOf(std::string_view(text).substr(0, end)).simplified() + QChar(0x2026));
    }

    bool isChosen(NodeId id) const {
        quint32 kept = 0, keptHere = 0;
        for (quint32 i = 0; i < m_blocks.size(); ++i) {
            const bool here = i >= m_blocks.firstBelow(id) && i < m_blocks.endBelow(id);
            kept += m_selection.keep[i] ? m_blocks[i].tokens : 0;
            keptHere += m_selection.keep[i] && here ? m_blocks[i].tokens : 0;
        }
        return kept > 0 && keptHere >= chosenLeast * kept && keptHere >= chosenLeast * words(id);
    }
};

} // namespace

std::vector<Part> partsOf(const QByteArray& html, const ExtractOptions& options) {
    const Decoded decoded = decode(html, options.headerCharset);
    const Document document = assembled(parse(viewOf(decoded.utf8), options.parseDeadline));
    const Blocks blocks(document);
    return Lister(document, blocks, selectContent(document, blocks, options.choice.leaning)).run();
}

} // namespace article
