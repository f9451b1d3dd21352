#include "article/parser.h"

#include "article/embedded.h"
#include "article/limits.h"
#include "article/noscripts.h"
#include "article/pieces.h"
#include "article/processortimer.h"
#include "article/streaming.h"

#include <myhtml/myhtml.h>

#include <algorithm>
#include <array>
#include <memory>

namespace article {
namespace {

using SteadyClock = std::chrono::steady_clock;

struct FreeLibrary {
    void operator()(myhtml_t* library) const { myhtml_destroy(library); }
};
struct FreeTree {
    void operator()(myhtml_tree_t* tree) const { myhtml_tree_destroy(tree); }
};

// MyHTML reads past its list of open elements when one is taken from 4,096 of them: a page is cut before there can be
// so many. A tag opens two elements at most (<table><td> four), and limits are looked at between pieces.
constexpr size_t manyTags = 1'000; // of a piece
constexpr size_t fewTags = 256;
constexpr size_t manyOpen = 1'000; // from here on few tags a piece
constexpr size_t mostOpen = 3'300;
constexpr size_t smallPiece = 2 * 1024;
constexpr size_t tinyPiece = 128;
constexpr size_t manyOpenFormats = 64; // each next block may copy all of them
constexpr size_t longTag = 256 * 1024; // bytes without a new node: data, or a tag of endless attributes
constexpr int mostAttributes = 20'000; // of one tag, while it is read
constexpr quint64 mostMarks = 2 * quint64(treeNodes.standard);
constexpr auto slowPiece = std::chrono::milliseconds(20);

struct Fed {
    quint64 nodes = 0;
    quint64 attributes = 0;
};

void countInserted(myhtml_tree_t*, myhtml_tree_node_t* node, void* counter) {
    auto* fed = static_cast<Fed*>(counter);
    ++fed->nodes;
    for (const myhtml_token_attr_t* each = node->token ? node->token->attr_first : nullptr; each; each = each->next)
        ++fed->attributes;
}

bool hasEndlessAttributes(const myhtml_tree_t* tree) {
    int count = 0;
    for (const myhtml_token_attr_t* each = tree->attr_current; each && count < mostAttributes; each = each->prev)
        ++count;
    return count == mostAttributes;
}

// Feeds the page piece by piece, so that limits and the deadline can be looked at in between.
class Feeder {
public:
    Feeder(myhtml_tree_t* tree, std::chrono::nanoseconds deadline, size_t piece)
        : m_tree(tree)
        , m_deadline(deadline)
        , m_most(piece)
        , m_bytes(piece) {
        myhtml_callback_tree_node_insert_set(m_tree, countInserted, &m_fed);
    }

    quint64 nodes() const { return m_fed.nodes; }

    // Returns whether the page was cut.
    bool run(std::string_view html) {
        bool cut = html.size() > size_t(pageBytes.standard);
        html = html.substr(0, size_t(pageBytes.standard));
        m_countMarks = html.size() > mostMarks;
        while (!html.empty() && !cut) {
            const size_t length = pieceLength(html, m_bytes, m_tags);
            cut = !give(html.substr(0, length));
            html.remove_prefix(length);
            cut = cut || (!html.empty() && isTooMuch());
        }
        myhtml_parse_chunk_end(m_tree);
        myhtml_callback_tree_node_insert_set(m_tree, nullptr, nullptr);
        return cut;
    }

private:
    myhtml_tree_t* m_tree;
    const ProcessorTimer m_timer;
    const std::chrono::nanoseconds m_deadline;
    Fed m_fed;
    const size_t m_most; // bytes of a piece
    size_t m_bytes;      // of the next one
    size_t m_tags = manyTags;
    size_t m_sinceNode = 0;
    bool m_countMarks = false; // a short page cannot have too many
    quint64 m_marks = 0;       // "<": the library keeps end tags and comments, of which no node is made

    bool give(std::string_view piece) {
        const quint64 before = m_fed.nodes;
        const auto began = SteadyClock::now();
        const bool good = myhtml_parse_chunk_single(m_tree, piece.data(), piece.size()) == MyHTML_STATUS_OK;
        m_tree->incoming_buf_first =
            m_tree->incoming_buf; // what is looked for is near here: many pieces, no long walks
        if (m_countMarks)
            m_marks += quint64(std::count(piece.begin(), piece.end(), '<'));
        m_sinceNode = m_fed.nodes == before ? m_sinceNode + piece.size() : 0;
        if (m_tree->active_formatting->length > manyOpenFormats)
            m_bytes = std::min(tinyPiece, m_most);
        else if (SteadyClock::now() - began > slowPiece || m_bytes == tinyPiece)
            m_bytes = std::min(smallPiece, m_most);
        m_tags = open() > manyOpen ? fewTags : manyTags;
        return good;
    }

    size_t open() const { return std::max(m_tree->open_elements->length, m_tree->active_formatting->length); }

    bool isTooMuch() const {
        return m_timer.reached(m_deadline) || m_fed.nodes > quint64(treeNodes.standard) || m_marks > mostMarks ||
               m_fed.attributes > quint64(treeAttributes.standard) || open() > mostOpen ||
               (m_sinceNode > longTag && hasEndlessAttributes(m_tree));
    }
};

std::array<Tag, MyHTML_TAG_LAST_ENTRY> tagTable(myhtml_tree_t* tree) {
    std::array<Tag, MyHTML_TAG_LAST_ENTRY> table{};
    for (size_t id = MyHTML_TAG_FIRST_ENTRY + 1; id < table.size(); ++id) {
        size_t length = 0;
        const char* name = myhtml_tag_name_by_id(tree, id, &length);
        table[id] = name ? tagFromName({name, length}) : Tag::Unknown;
    }
    return table;
}

std::string_view viewOf(const mycore_string_t& string) {
    return string.data ? std::string_view(string.data, string.length) : std::string_view();
}

// Copies the library's tree, without recursion, into ours.
class Copier {
public:
    Copier(myhtml_tree_t* tree, Document& document)
        : m_tree(tree)
        , m_document(document)
        , m_tags(tagTable(tree)) {}

    // Returns false when the tree did not fit.
    bool run() {
        const myhtml_tree_node_t* root = m_tree->document;
        const myhtml_tree_node_t* node = root ? root->child : nullptr;
        while (node) {
            if (m_document.full())
                return false;
            if (enter(node) && node->child) {
                node = node->child;
                continue;
            }
            if (m_entered)
                m_document.close();
            while (node && !node->next) {
                node = node->parent;
                if (!node || node == root)
                    return true;
                m_document.close();
            }
            node = node->next;
        }
        return true;
    }

private:
    myhtml_tree_t* m_tree;
    Document& m_document;
    std::array<Tag, MyHTML_TAG_LAST_ENTRY> m_tags;
    size_t m_state = 0;     // bytes
    bool m_entered = false; // the last node was opened in m_document

    // Adds one node; true when its children are wanted.
    bool enter(const myhtml_tree_node_t* node) {
        m_entered = false;
        if (node->tag_id == MyHTML_TAG__TEXT) {
            if (node->token)
                m_document.addText(viewOf(node->token->str));
            return false;
        }
        if (node->tag_id == MyHTML_TAG__COMMENT)
            return enterComment(node);
        if (node->tag_id == MyHTML_TAG__DOCTYPE)
            return false;
        const Tag tag = tagOf(node);
        if (tag == Tag::Style || (node->ns == MyHTML_NAMESPACE_SVG))
            return false;
        if (tag == Tag::Script && typeHolds(node, "math/tex")) {
            openElement(node, Tag::Math); // a formula's source, for a script that draws it
            return true;
        }
        if (tag == Tag::Script && !typeHolds(node, "json")) {
            const std::string_view code =
                node->child && node->child->token ? viewOf(node->child->token->str) : std::string_view();
            m_document.countScript(code.size());
            openElement(node, tag);
            return placesPieces(code) || (holdsState(code) && fits(code));
        }
        openElement(node, tag);
        return true;
    }

    // Of all comments those alone that mark what a later piece of the page replaces.
    bool enterComment(const myhtml_tree_node_t* node) {
        const std::string_view comment = node->token ? viewOf(node->token->str) : std::string_view();
        if (isBoundary(comment)) {
            m_document.open(Tag::Template);
            m_document.addAttribute(Attribute::DataBoundary, comment);
            m_entered = true;
        }
        return false;
    }

    // The library knows a fixed list of names; younger ones (picture, dialog, slot) are ours to tell.
    Tag tagOf(const myhtml_tree_node_t* node) const {
        if (node->tag_id < m_tags.size())
            return m_tags[node->tag_id];
        return tagFromName(nameOf(node));
    }

    std::string_view nameOf(const myhtml_tree_node_t* node) const {
        size_t length = 0;
        const char* name = myhtml_tag_name_by_id(m_tree, node->tag_id, &length);
        return name ? std::string_view(name, length) : std::string_view();
    }

    void openElement(const myhtml_tree_node_t* node, Tag tag) {
        m_document.open(tag, tag == Tag::Unknown ? nameOf(node) : std::string_view());
        m_entered = true;
        if (node->token) {
            for (const myhtml_token_attr_t* each = node->token->attr_first; each; each = each->next) {
                const Attribute attribute = attributeFromName(viewOf(each->key));
                const std::string_view value = viewOf(each->value);
                const bool untold = attribute == Attribute::None || attribute == Attribute::Value;
                if (untold && carriesText(value) && fits(value))
                    m_document.addAttribute(Attribute::State, value);
                if (attribute != Attribute::None)
                    m_document.addAttribute(attribute, value);
            }
        }
    }

    static bool typeHolds(const myhtml_tree_node_t* node, std::string_view part) {
        for (const auto* each = node->token ? node->token->attr_first : nullptr; each; each = each->next) {
            if (viewOf(each->key) == "type")
                return viewOf(each->value).find(part) != std::string_view::npos;
        }
        return false;
    }

    // Whether there is room for one more script or attribute with the page's state.
    bool fits(std::string_view state) { return (m_state += state.size()) <= size_t(stateBytes.standard); }
};

} // namespace

Document parse(std::string_view utf8, std::chrono::milliseconds deadline, size_t piece) {
    Document document;
    if (utf8.empty()) { // the library crashes at the end of what it was given no piece of
        document.finish(false);
        return document;
    }
    if (const std::string mended = withClosedNoscripts(utf8); !mended.empty())
        return parse(mended, deadline, piece);
    const std::unique_ptr<myhtml_t, FreeLibrary> library(myhtml_create());
    const std::unique_ptr<myhtml_tree_t, FreeTree> tree(myhtml_tree_create());
    if (!library || !tree || myhtml_init(library.get(), MyHTML_OPTIONS_PARSE_MODE_SINGLE, 1, 0) != MyHTML_STATUS_OK ||
        myhtml_tree_init(tree.get(), library.get()) != MyHTML_STATUS_OK) {
        document.finish(true);
        return document;
    }
    myhtml_encoding_set(tree.get(), MyENCODING_UTF_8);
    Feeder feeder(tree.get(), deadline, piece);
    const bool cut = feeder.run(utf8);
    document.reserve(feeder.nodes(), utf8.size());
    const bool whole = Copier(tree.get(), document).run();
    document.finish(cut || !whole);
    return document;
}

} // namespace article
