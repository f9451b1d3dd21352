#include "article/tags.h"

#include <algorithm>
#include <array>

namespace article {
namespace {

constexpr std::array<std::string_view, size_t(Tag::Count)> tagNames{"", "", "",
#define X(id, name) name,
                                                                    ARTICLE_TAGS(X)
#undef X
};

constexpr std::array<std::string_view, size_t(Attribute::Count)> attributeNames{"",
#define X(id, name) name,
                                                                                ARTICLE_ATTRIBUTES(X)
#undef X
};

// Positions of `names` from `first` on in alphabetical order, for binary search.
template<size_t first, size_t size>
constexpr std::array<quint8, size - first> sorted(const std::array<std::string_view, size>& names) {
    std::array<quint8, size - first> order{};
    for (size_t i = 0; i < order.size(); ++i)
        order[i] = quint8(i + first);
    std::sort(order.begin(), order.end(), [&](quint8 a, quint8 b) { return names[a] < names[b]; });
    return order;
}

template<size_t size, size_t count>
quint8 find(const std::array<std::string_view, size>& names, const std::array<quint8, count>& order,
            std::string_view name) {
    const auto at = std::lower_bound(order.begin(), order.end(), name,
                                     [&](quint8 index, std::string_view wanted) { return names[index] < wanted; });
    return at != order.end() && names[*at] == name ? *at : quint8(0);
}

// For each first character the lengths of the names that begin with it: most names of attributes on a page are none of
// ours, and are told by that.
template<size_t first, size_t size>
constexpr std::array<quint32, 128> lengthsByFirst(const std::array<std::string_view, size>& names) {
    std::array<quint32, 128> lengths{};
    for (size_t i = first; i < size; ++i)
        lengths[quint8(names[i].front())] |= 1U << names[i].size();
    return lengths;
}

constexpr auto attributeLengths = lengthsByFirst<1>(attributeNames);

bool mayBeAttribute(std::string_view name) {
    return !name.empty() && name.size() < 32 && quint8(name[0]) < 128 &&
           (attributeLengths[quint8(name[0])] >> name.size() & 1);
}

constexpr auto tagOrder = sorted<3>(tagNames);
constexpr auto attributeOrder = sorted<1>(attributeNames);

} // namespace

Tag tagFromName(std::string_view lowerCaseName) {
    const quint8 found = find(tagNames, tagOrder, lowerCaseName);
    return found ? Tag(found) : Tag::Unknown;
}

std::string_view tagName(Tag tag) {
    return tagNames[size_t(tag)];
}

Attribute attributeFromName(std::string_view lowerCaseName) {
    return mayBeAttribute(lowerCaseName) ? Attribute(find(attributeNames, attributeOrder, lowerCaseName))
                                         : Attribute::None;
}

std::string_view attributeName(Attribute attribute) {
    return attributeNames[size_t(attribute)];
}

bool isInline(Tag tag) {
    switch (tag) {
    case Tag::A:
    case Tag::Abbr:
    case Tag::Acronym:
    case Tag::B:
    case Tag::Bdi:
    case Tag::Bdo:
    case Tag::Big:
    case Tag::Br:
    case Tag::Cite:
    case Tag::Code:
    case Tag::Data:
    case Tag::Del:
    case Tag::Dfn:
    case Tag::Em:
    case Tag::Font:
    case Tag::I:
    case Tag::Img:
    case Tag::Ins:
    case Tag::Kbd:
    case Tag::Label:
    case Tag::Map:
    case Tag::Mark:
    case Tag::Meter:
    case Tag::Nobr:
    case Tag::Output:
    case Tag::Picture:
    case Tag::Progress:
    case Tag::Q:
    case Tag::Rb:
    case Tag::Rp:
    case Tag::Rt:
    case Tag::Rtc:
    case Tag::Ruby:
    case Tag::S:
    case Tag::Samp:
    case Tag::Slot:
    case Tag::Small:
    case Tag::Source:
    case Tag::Span:
    case Tag::Strike:
    case Tag::Strong:
    case Tag::Sub:
    case Tag::Sup:
    case Tag::Text:
    case Tag::Time:
    case Tag::Tt:
    case Tag::U:
    case Tag::Var:
    case Tag::Wbr:
        return true;
    default:
        return false;
    }
}

bool isVoid(Tag tag) {
    switch (tag) {
    case Tag::Area:
    case Tag::Base:
    case Tag::Br:
    case Tag::Col:
    case Tag::Embed:
    case Tag::Hr:
    case Tag::Img:
    case Tag::Input:
    case Tag::Link:
    case Tag::Meta:
    case Tag::Param:
    case Tag::Source:
    case Tag::Track:
    case Tag::Wbr:
        return true;
    default:
        return false;
    }
}

bool isHeading(Tag tag) {
    return tag >= Tag::H1 && tag <= Tag::H6;
}

bool isUnread(Tag tag) {
    switch (tag) {
    case Tag::Audio:
    case Tag::Canvas:
    case Tag::Datalist:
    case Tag::Embed:
    case Tag::Head:
    case Tag::Iframe:
    case Tag::Input:
    case Tag::Math:
    case Tag::Noframes:
    case Tag::Object:
    case Tag::Script:
    case Tag::Select:
    case Tag::Style:
    case Tag::Svg:
    case Tag::Template:
    case Tag::Textarea:
    case Tag::Title:
    case Tag::Video:
        return true;
    default:
        return false;
    }
}

} // namespace article
