#include "article/embeddedtext.h"

#include "article/blocks.h"
#include "article/jsonkeys.h"
#include "article/limits.h"
#include "article/markup.h"
#include "article/prose.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace article {
namespace {

constexpr double mainShare = 0.6; // of the words
constexpr size_t leastList = 8;   // values of a list that others point into
constexpr size_t opening = 60;    // bytes by which a text and its beginning elsewhere are known as one
constexpr quint32 mostHeadingWords = 30;

struct Unit {
    NodeId node = 0;
    quint32 words = 0;
    std::string html;
    std::string opening;
};

class Chooser {
public:
    Chooser(const JsonTree& tree, Wanted wanted)
        : m_tree(tree)
        , m_wanted(wanted)
        , m_pointedBy(tree.size(), noNode) {}

    EmbeddedText run() {
        resolvePointers();
        collect();
        dropRepeated();
        return write(findMain());
    }

private:
    const JsonTree& m_tree;
    const Wanted m_wanted;
    std::vector<NodeId> m_pointedBy; // a value of a flat list → the number that points to it (__NUXT_DATA__)
    std::vector<Unit> m_units;

    bool isContainer(NodeId id) const {
        return m_tree.node(id).kind == JsonKind::Array || m_tree.node(id).kind == JsonKind::Object;
    }

    void resolvePointers() {
        for (NodeId list = 1; list < m_tree.size(); ++list) {
            if (m_tree.node(list).kind == JsonKind::Array && m_tree.node(m_tree.node(list).parent).parent == 0) {
                resolveIn(list);
                list = m_tree.node(list).end - 1;
            }
        }
    }

    void resolveIn(NodeId list) {
        std::vector<NodeId> values;
        for (NodeId id = list + 1; id < m_tree.node(list).end; id = m_tree.node(id).end)
            values.push_back(id);
        if (values.size() < leastList)
            return;
        for (NodeId id = list + 1; id < m_tree.node(list).end; ++id) {
            const JsonNode& node = m_tree.node(id);
            if (node.kind == JsonKind::Number && node.key.length > 0 && node.number < values.size())
                m_pointedBy[values[node.number]] = id;
        }
    }

    // The name of a value; of what holds it where it has none of its own.
    std::string_view nameOf(NodeId id) const {
        if (m_pointedBy[id] != noNode)
            return m_tree.key(m_pointedBy[id]);
        const std::string_view own = m_tree.key(id);
        return own.empty() && id > 0 ? m_tree.key(m_tree.node(id).parent) : own;
    }

    void collect() {
        for (NodeId id = 1; id < m_tree.size();) {
            const JsonNode& node = m_tree.node(id);
            const std::string_view name = nameOf(id);
            const bool away = leadsAway(name, node.kind == JsonKind::Object);
            if (away || (node.kind == JsonKind::Object && addParagraph(id))) {
                id = node.end;
                continue;
            }
            if (node.kind == JsonKind::String && (m_wanted == Wanted::AllText || namesBody(name)))
                addString(id, namesText(name));
            ++id;
        }
    }

    void addString(NodeId id, bool named) {
        const std::string text = withoutEscapedTags(m_tree.text(id));
        const Prose prose = proseOf(text, named);
        if (prose == Prose::None)
            return;
        Unit unit{id, 0, {}, text.substr(0, opening)};
        if (prose == Prose::Markup)
            unit.html.append("<div>").append(text).append("</div>\n");
        else
            appendParagraphs(unit.html, text);
        unit.words = wordsOfMarkup(unit.html);
        m_units.push_back(std::move(unit));
    }

    std::string_view typeOf(NodeId object) const {
        for (const std::string_view name : {"nodeType", "type", "_type", "style", "tag"}) {
            const NodeId id = m_tree.member(object, name);
            if (id != noNode && m_tree.node(id).kind == JsonKind::String && namesParagraph(m_tree.text(id)))
                return m_tree.text(id);
        }
        return {};
    }

    // A paragraph of rich text lies in pieces, one for each change of its type.
    bool addParagraph(NodeId id) {
        const std::string_view type = typeOf(id);
        if (type.empty())
            return false;
        std::string text;
        bool markup = false;
        for (NodeId each = id + 1; each < m_tree.node(id).end; ++each) {
            const std::string_view key = m_tree.key(each);
            if (m_tree.node(each).kind != JsonKind::String || (key != "text" && key != "value" && key != "content"))
                continue;
            text.append(m_tree.text(each));
            markup |= m_tree.text(each).find("</") != std::string_view::npos;
        }
        const quint32 words = countWords(text).tokens;
        if (words == 0)
            return false;
        const std::string_view tag = headingTag(type).empty() ? std::string_view("p") : headingTag(type);
        Unit unit{id, words, "<" + std::string(tag) + ">", text.substr(0, opening)};
        if (markup)
            unit.html.append(text);
        else
            appendText(unit.html, text);
        unit.html.append("</").append(tag).append(">\n");
        m_units.push_back(std::move(unit));
        return true;
    }

    // Of a text and its beginning, or the same text again, the longer one stays.
    void dropRepeated() {
        std::unordered_map<std::string_view, size_t> known;
        for (size_t i = 0; i < m_units.size(); ++i) {
            if (m_units[i].opening.size() < opening)
                continue;
            const auto [at, first] = known.emplace(m_units[i].opening, i);
            if (first)
                continue;
            const bool longer = m_units[i].words > m_units[at->second].words;
            m_units[longer ? at->second : i].words = 0;
            if (longer)
                at->second = i;
        }
        std::vector<Unit> kept;
        for (Unit& unit : m_units) {
            if (unit.words > 0)
                kept.push_back(std::move(unit));
        }
        m_units = std::move(kept);
    }

    // The deepest value with the greater part of the words.
    NodeId findMain() const {
        std::vector<quint64> before(m_tree.size() + 1, 0);
        for (const Unit& unit : m_units)
            before[unit.node + 1] += unit.words;
        for (size_t i = 1; i < before.size(); ++i)
            before[i] += before[i - 1];
        const double wanted = mainShare * double(before.back());
        NodeId found = 0;
        for (NodeId id = 1; id < m_tree.node(found).end && isContainer(found);) {
            const NodeId end = m_tree.node(id).end;
            if (isContainer(id) && wanted > 0 && double(before[end] - before[id]) >= wanted) {
                found = id;
                id = id + 1;
            } else {
                id = end;
            }
        }
        return found;
    }

    EmbeddedText write(NodeId main) const {
        EmbeddedText result;
        std::unordered_set<NodeId> headed;
        for (const Unit& unit : m_units) {
            if (unit.node < main || unit.node >= m_tree.node(main).end)
                continue;
            if (result.html.size() + unit.html.size() > size_t(articleBytes.standard))
                break;
            writeHeadings(result.html, unit.node, main, headed);
            result.html.append(unit.html);
            result.words += unit.words;
        }
        return result;
    }

    // Those of all objects around the text that have not been written yet, the outermost first.
    void writeHeadings(std::string& html, NodeId node, NodeId main, std::unordered_set<NodeId>& headed) const {
        std::vector<NodeId> around;
        for (NodeId id = m_tree.node(node).parent; id != noNode && id > main; id = m_tree.node(id).parent) {
            if (!headed.insert(id).second)
                break;
            around.push_back(id);
        }
        for (auto id = around.rbegin(); id != around.rend(); ++id) {
            const NodeId heading = m_tree.node(*id).kind == JsonKind::Object ? headingIn(*id) : noNode;
            if (heading == noNode || heading == node)
                continue;
            html.append("<h2>");
            appendText(html, folded(m_tree.text(heading)));
            html.append("</h2>\n");
        }
    }

    NodeId headingIn(NodeId object) const {
        for (NodeId id = object + 1; id < m_tree.node(object).end; id = m_tree.node(id).end) {
            if (m_tree.node(id).kind != JsonKind::String || !namesHeading(m_tree.key(id)))
                continue;
            const quint32 words = countWords(m_tree.text(id)).tokens;
            if (words > 1 && words <= mostHeadingWords && m_tree.text(id).find('<') == std::string_view::npos)
                return id;
        }
        return noNode;
    }
};

} // namespace

EmbeddedText chooseText(const JsonTree& tree, Wanted wanted) {
    return Chooser(tree, wanted).run();
}

} // namespace article
