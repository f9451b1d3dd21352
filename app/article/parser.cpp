#include "article/parser.h"

#include "article/limits.h"

#include <myhtml/myhtml.h>

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
// so many. A tag has three bytes at least, so a whole piece opens 2,048 and a small one 683 at most.
constexpr size_t wholeChunk = 6 * 1024;
constexpr size_t manyOpen = 1'000; // from here on in small pieces
constexpr size_t mostOpen = 3'300;
constexpr size_t smallChunk = 2 * 1024;
constexpr size_t tinyChunk = 128;
constexpr size_t manyOpenFormats = 64; // each next block may copy all of them
constexpr size_t longTag = 256 * 1024; // bytes without a new node: data, or a tag of endless attributes
constexpr int mostAttributes = 20'000; // of one tag, while it is read
constexpr auto slowChunk = std::chrono::milliseconds(20);

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

// Feeds the page piece by piece, so that limits and the deadline can be looked at in between. Returns whether the
// page was cut.
bool feed(myhtml_tree_t* tree, std::string_view html, SteadyClock::time_point until, Fed& fed) {
    myhtml_callback_tree_node_insert_set(tree, countInserted, &fed);
    bool cut = html.size() > size_t(pageBytes.standard);
    html = html.substr(0, size_t(pageBytes.standard));
    size_t chunk = wholeChunk;
    size_t sinceNode = 0;
    for (size_t at = 0; at < html.size() && !cut;) {
        const size_t length = std::min(chunk, html.size() - at);
        const quint64 before = fed.nodes;
        const auto began = SteadyClock::now();
        cut = myhtml_parse_chunk_single(tree, html.data() + at, length) != MyHTML_STATUS_OK;
        at += length;
        const auto now = SteadyClock::now();
        const bool formatting = tree->active_formatting->length > manyOpenFormats;
        const size_t open = std::max(tree->open_elements->length, tree->active_formatting->length);
        chunk = formatting                                   ? tinyChunk
                : now - began > slowChunk || open > manyOpen ? smallChunk
                : chunk == tinyChunk                         ? smallChunk
                                                             : chunk;
        sinceNode = fed.nodes == before ? sinceNode + length : 0;
        const bool endlessTag = sinceNode > longTag && hasEndlessAttributes(tree);
        const bool large = fed.nodes > quint64(treeNodes.standard) || fed.attributes > quint64(treeAttributes.standard);
        if (at < html.size() && (now >= until || large || endlessTag || open > mostOpen))
            cut = true;
    }
    myhtml_parse_chunk_end(tree);
    myhtml_callback_tree_node_insert_set(tree, nullptr, nullptr);
    return cut;
}

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
    bool m_entered = false; // the last node was opened in m_document

    // Adds one node; true when its children are wanted.
    bool enter(const myhtml_tree_node_t* node) {
        m_entered = false;
        if (node->tag_id == MyHTML_TAG__TEXT) {
            if (node->token)
                m_document.addText(viewOf(node->token->str));
            return false;
        }
        if (node->tag_id == MyHTML_TAG__COMMENT || node->tag_id == MyHTML_TAG__DOCTYPE ||
            node->ns == MyHTML_NAMESPACE_MATHML)
            return false;
        const Tag tag = tagOf(node);
        if (tag == Tag::Style || tag == Tag::Template || (node->ns == MyHTML_NAMESPACE_SVG))
            return false;
        if (tag == Tag::Script && !isJson(node)) {
            m_document.countScript(node->child && node->child->token ? viewOf(node->child->token->str).size() : 0);
            openElement(node, tag);
            return false;
        }
        openElement(node, tag);
        return true;
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
                if (attribute != Attribute::None)
                    m_document.addAttribute(attribute, viewOf(each->value));
            }
        }
    }

    static bool isJson(const myhtml_tree_node_t* node) {
        for (const myhtml_token_attr_t* each = node->token ? node->token->attr_first : nullptr; each;
             each = each->next) {
            if (viewOf(each->key) == "type")
                return viewOf(each->value).find("ld+json") != std::string_view::npos;
        }
        return false;
    }
};

} // namespace

Document parse(std::string_view utf8, std::chrono::milliseconds deadline) {
    Document document;
    if (utf8.empty()) { // the library crashes at the end of what it was given no piece of
        document.finish(false);
        return document;
    }
    const auto until = SteadyClock::now() + deadline;
    const std::unique_ptr<myhtml_t, FreeLibrary> library(myhtml_create());
    const std::unique_ptr<myhtml_tree_t, FreeTree> tree(myhtml_tree_create());
    if (!library || !tree || myhtml_init(library.get(), MyHTML_OPTIONS_PARSE_MODE_SINGLE, 1, 0) != MyHTML_STATUS_OK ||
        myhtml_tree_init(tree.get(), library.get()) != MyHTML_STATUS_OK) {
        document.finish(true);
        return document;
    }
    myhtml_encoding_set(tree.get(), MyENCODING_UTF_8);
    Fed fed;
    const bool cut = feed(tree.get(), utf8, until, fed);
    document.reserve(fed.nodes, utf8.size());
    const bool whole = Copier(tree.get(), document).run();
    document.finish(cut || !whole);
    return document;
}

} // namespace article
