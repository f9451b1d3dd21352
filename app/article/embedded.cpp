#include "article/embedded.h"

#include "article/limits.h"

#include <algorithm>

namespace article {
namespace {

constexpr size_t leastCode = 200;      // bytes
constexpr size_t leastAttribute = 200; // bytes
constexpr int mostAssignments = 64;    // looked at in one script
constexpr size_t longestTarget = 80;   // bytes of what is assigned to

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

// "{" alone may begin a function's body; data begin with a name or a quote inside.
bool beginsData(std::string_view value) {
    if (value.starts_with("JSON.parse(") || value.starts_with("decodeURIComponent(") ||
        value.starts_with("(function(a") || value.starts_with("{") || value.starts_with("["))
        return true;
    return (value.starts_with('"') || value.starts_with('\'')) && value.size() > leastCode && value.size() > 1 &&
           (value[1] == '{' || value[1] == '[' || value[1] == '%' || value[1] == '<');
}

bool isGlobal(std::string_view target) {
    for (const std::string_view name : {"window.", "window[", "self.", "globalThis.", "var ", "let ", "const "}) {
        if (target.find(name) != std::string_view::npos)
            return true;
    }
    return target.find("__") != std::string_view::npos;
}

bool isMarkup(std::string_view value) {
    return value.front() == '<' && value.find("</") != std::string_view::npos;
}

bool isJson(std::string_view value) {
    return ((value.front() == '{' || value.front() == '[') && value.find('"') != std::string_view::npos) ||
           value.starts_with("%7B%22");
}

} // namespace

const char* embeddingName(Embedding embedding) {
    switch (embedding) {
    case Embedding::JsonLd:
        return "JSON-LD";
    case Embedding::State:
        return "the state its scripts start from";
    case Embedding::Attribute:
        return "JSON in attributes";
    case Embedding::Markup:
        return "HTML in an attribute";
    }
    return "";
}

std::vector<Embedded> findEmbedded(const Document& document) {
    std::vector<Embedded> found;
    size_t bytes = 0;
    const auto add = [&](Embedding embedding, std::string_view source) {
        if ((bytes += source.size()) <= size_t(stateBytes.standard))
            found.push_back({embedding, source});
    };
    for (NodeId id = 0; id < document.size(); ++id) {
        const Tag tag = document.tag(id);
        if (tag == Tag::Script && document.firstChild(id) != noNode) {
            const bool linked = document.attribute(id, Attribute::Type).find("ld+json") != std::string_view::npos;
            add(linked ? Embedding::JsonLd : Embedding::State, document.text(document.firstChild(id)));
        }
        const Node& node = document.node(id);
        for (quint32 i = node.attributesAt; i < node.attributesAt + node.attributes; ++i) {
            if (document.attributeAt(i).name != Attribute::State)
                continue;
            const std::string_view value = trimmed(document.view(document.attributeAt(i).value));
            add(isMarkup(value) ? Embedding::Markup : Embedding::Attribute, value);
        }
    }
    return found;
}

bool holdsState(std::string_view code) {
    if (code.size() < leastCode)
        return false;
    if (code.find("__next_f.push(") != std::string_view::npos)
        return true;
    size_t at = 0;
    for (int i = 0; i < mostAssignments; ++i, ++at) {
        at = code.find('=', at);
        if (at == std::string_view::npos)
            return false;
        const size_t from = at > longestTarget ? at - longestTarget : 0;
        const std::string_view target = code.substr(from, at - from);
        const std::string_view value = trimmed(code.substr(at + 1, leastCode + 32));
        if (beginsData(value) && isGlobal(target.substr(target.find_last_of(";\n}") + 1)))
            return true;
    }
    return false;
}

bool carriesText(std::string_view attribute) {
    if (attribute.size() < leastAttribute)
        return false;
    const std::string_view value = trimmed(attribute);
    return value.size() >= leastAttribute && (isMarkup(value) || isJson(value));
}

} // namespace article
