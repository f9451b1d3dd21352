#include "article/outputtags.h"

#include <algorithm>

namespace article {
namespace {

bool isDigits(std::string_view value) {
    return !value.empty() && value.size() <= 6 &&
           std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isInteger(std::string_view value) {
    return isDigits(value.starts_with('-') ? value.substr(1) : value);
}

// Class and id are words for people's style sheets and for links: no quotes, no markup, no control characters.
bool isPlainName(std::string_view value, bool spaces) {
    return !value.empty() && value.size() <= 256 && std::none_of(value.begin(), value.end(), [&](char c) {
        return quint8(c) < 0x20 || c == '<' || c == '>' || c == '"' || c == '\'' || c == '&' || c == '`' ||
               (!spaces && c == ' ');
    });
}

bool isLanguage(std::string_view value) {
    return !value.empty() && value.size() <= 35 && std::all_of(value.begin(), value.end(), [](char c) {
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-';
    });
}

// What a footnote's links lead to, there and back.
bool isNoteTarget(Tag tag) {
    return tag == Tag::Li || tag == Tag::P || tag == Tag::Dt || tag == Tag::Dd || tag == Tag::Sup || tag == Tag::A ||
           tag == Tag::Td;
}

// No name that a script might ask for.
bool namesNote(std::string_view value) {
    static constexpr std::string_view beginnings[] = {"fn",   "footnote", "cite_note", "cite_ref", "_ftn",
                                                      "_edn", "ref-",     "endnote",   "note-",    "sdfootnote"};
    return std::any_of(std::begin(beginnings), std::end(beginnings),
                       [&](std::string_view beginning) { return value.starts_with(beginning); });
}

} // namespace

Role roleOf(Tag tag) {
    switch (tag) {
    case Tag::A:
    case Tag::Abbr:
    case Tag::Acronym:
    case Tag::B:
    case Tag::Bdi:
    case Tag::Bdo:
    case Tag::Cite:
    case Tag::Code:
    case Tag::Del:
    case Tag::Dfn:
    case Tag::Em:
    case Tag::I:
    case Tag::Ins:
    case Tag::Kbd:
    case Tag::Mark:
    case Tag::Q:
    case Tag::Rp:
    case Tag::Rt:
    case Tag::Ruby:
    case Tag::S:
    case Tag::Samp:
    case Tag::Small:
    case Tag::Span:
    case Tag::Strike:
    case Tag::Strong:
    case Tag::Sub:
    case Tag::Sup:
    case Tag::Time:
    case Tag::Tt:
    case Tag::U:
    case Tag::Var:
        return Role::Inline;
    case Tag::Br:
    case Tag::Hr:
    case Tag::Img:
    case Tag::Wbr:
        return Role::Void;
    case Tag::Address:
    case Tag::Article:
    case Tag::Aside:
    case Tag::Blockquote:
    case Tag::Center:
    case Tag::Details:
    case Tag::Div:
    case Tag::Figure:
    case Tag::Footer:
    case Tag::Header:
    case Tag::Main:
    case Tag::Nav:
    case Tag::Section:
    case Tag::Hgroup:
    case Tag::Fieldset:
    case Tag::Dialog:
        return Role::Container;
    case Tag::P:
    case Tag::H1:
    case Tag::H2:
    case Tag::H3:
    case Tag::H4:
    case Tag::H5:
    case Tag::H6:
    case Tag::Pre:
    case Tag::Figcaption:
    case Tag::Caption:
    case Tag::Summary:
    case Tag::Dt:
    case Tag::Legend:
        return Role::Line;
    case Tag::Ul:
    case Tag::Ol:
    case Tag::Menu:
    case Tag::Dir:
        return Role::List;
    case Tag::Li:
        return Role::Item;
    case Tag::Dl:
        return Role::Terms;
    case Tag::Dd:
        return Role::Definition;
    case Tag::Table:
        return Role::Table;
    case Tag::Tbody:
    case Tag::Thead:
    case Tag::Tfoot:
        return Role::RowGroup;
    case Tag::Tr:
        return Role::Row;
    case Tag::Td:
    case Tag::Th:
        return Role::Cell;
    case Tag::Button:
    case Tag::Input:
    case Tag::Link:
    case Tag::Meta:
    case Tag::Base:
    case Tag::Frame:
    case Tag::Frameset:
    case Tag::Area:
    case Tag::Param:
    case Tag::Source:
    case Tag::Track:
    case Tag::Col:
    case Tag::Colgroup:
    case Tag::Progress:
    case Tag::Meter:
        return Role::Dropped;
    default:
        return isUnread(tag) ? Role::Dropped : Role::Transparent;
    }
}

Tag outputTag(Tag tag) {
    switch (tag) {
    case Tag::Acronym:
        return Tag::Abbr;
    case Tag::Strike:
        return Tag::S;
    case Tag::Tt:
        return Tag::Code;
    case Tag::Menu:
    case Tag::Dir:
        return Tag::Ul;
    case Tag::Legend:
        return Tag::P;
    case Tag::Blockquote:
    case Tag::Details:
    case Tag::Figure:
        return tag;
    default:
        return roleOf(tag) == Role::Container ? Tag::Div : tag;
    }
}

bool holdsSpace(Tag tag) {
    switch (roleOf(tag)) {
    case Role::List:
    case Role::Terms:
    case Role::Table:
    case Role::RowGroup:
    case Role::Row:
        return false;
    default:
        return true;
    }
}

// href and src are not here: they pass through LinkResolver.
bool allows(Tag tag, Attribute attribute, std::string_view value) {
    switch (attribute) {
    case Attribute::Dir:
        return value == "ltr" || value == "rtl" || value == "auto";
    case Attribute::Lang:
        return isLanguage(value);
    case Attribute::Class:
        return (tag == Tag::Code || tag == Tag::Pre || tag == Tag::Span) && isPlainName(value, true);
    case Attribute::DataLang:
        return (tag == Tag::Code || tag == Tag::Pre) && isPlainName(value, false);
    case Attribute::Id:
        return (isHeading(tag) || (isNoteTarget(tag) && namesNote(value))) && isPlainName(value, false);
    case Attribute::Alt:
        return tag == Tag::Img;
    case Attribute::Title:
        return tag == Tag::Abbr || tag == Tag::Dfn || tag == Tag::A || tag == Tag::Img;
    case Attribute::Width:
    case Attribute::Height:
        return tag == Tag::Img && isDigits(value);
    case Attribute::Start:
        return tag == Tag::Ol && isInteger(value);
    case Attribute::Value:
        return tag == Tag::Li && isInteger(value);
    case Attribute::Reversed:
        return tag == Tag::Ol;
    case Attribute::Type:
        return tag == Tag::Ol && (value == "a" || value == "A" || value == "i" || value == "I" || value == "1");
    case Attribute::Colspan:
    case Attribute::Rowspan:
        return (tag == Tag::Td || tag == Tag::Th) && isDigits(value) && value.size() <= 3;
    case Attribute::Scope:
        return tag == Tag::Th && (value == "row" || value == "col" || value == "rowgroup" || value == "colgroup");
    case Attribute::DateTime:
        return (tag == Tag::Time || tag == Tag::Del || tag == Tag::Ins) && isPlainName(value, true);
    case Attribute::Open:
        return tag == Tag::Details;
    default:
        return false;
    }
}

} // namespace article
