#include "article/markup.h"

#include "article/outputtags.h"

#include <array>

namespace article {
namespace {

// What stands for the character; null where it stands for itself.
const char* entityOf(char c, bool quoted) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return quoted ? "&quot;" : nullptr;
    case '\0':
        return "";
    case '\r':
        return " ";
    default:
        return nullptr;
    }
}

constexpr std::array<bool, 256> mayNeedEntity = [] {
    std::array<bool, 256> table{};
    for (const char c : {'&', '<', '>', '"', '\0', '\r'})
        table[quint8(c)] = true;
    return table;
}();

void appendEscaped(std::string& out, std::string_view text, bool quoted) {
    size_t from = 0;
    for (size_t at = 0; at < text.size(); ++at) {
        if (!mayNeedEntity[quint8(text[at])])
            continue;
        if (const char* entity = entityOf(text[at], quoted)) {
            out.append(text.substr(from, at - from)).append(entity);
            from = at + 1;
        }
    }
    out.append(text.substr(from));
}

} // namespace

void appendText(std::string& out, std::string_view text) {
    appendEscaped(out, text, false);
}

void appendAttribute(std::string& out, std::string_view name, std::string_view value) {
    out.append(" ").append(name).append("=\"");
    appendEscaped(out, value, true);
    out.push_back('"');
}

void appendAttributes(std::string& out, const Document& document, NodeId id, Tag tag, bool inCode) {
    const Node& node = document.node(id);
    for (quint32 i = 0; i < node.attributes; ++i) {
        const NamedValue& each = document.attributeAt(node.attributesAt + i);
        const std::string_view value = document.view(each.value);
        if (each.name == Attribute::Class && tag == Tag::Span && !inCode)
            continue;
        if (allows(tag, each.name, value))
            appendAttribute(out, attributeName(each.name), value);
    }
}

void appendPostHead(std::string& out, std::string_view author, std::string_view date, std::string_view dateTime) {
    out.append("<b>");
    appendText(out, author);
    out.append("</b> \xC2\xB7 <time");
    if (allows(Tag::Time, Attribute::DateTime, dateTime))
        appendAttribute(out, "datetime", dateTime);
    out.push_back('>');
    appendText(out, date);
    out.append("</time>");
}

} // namespace article
