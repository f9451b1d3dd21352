#include "article/layouttable.h"

#include "article/blocks.h"

#include <algorithm>

namespace article {
namespace {

constexpr quint32 longCell = 60;     // words a cell on average: nobody reads a table of essays
constexpr quint32 longestCell = 100; // words of one that holds nearly all there is: the page, with its menu beside it
constexpr double nearlyAll = 0.75;

} // namespace

bool isLayoutTable(const Document& document, NodeId table) {
    const std::string_view role = document.attribute(table, Attribute::Role);
    if (role == "presentation" || role == "none")
        return true;
    quint32 rows = 0, cells = 0, words = 0, before = 0, most = 0; // before the cell; in the longest one
    for (NodeId id = table + 1; id < document.end(table); ++id) {
        switch (document.tag(id)) {
        case Tag::Th:
        case Tag::Caption:
            return false;
        case Tag::Table:
            return true;
        case Tag::Tr:
            ++rows;
            break;
        case Tag::Td:
            ++cells;
            before = words;
            break;
        case Tag::Text:
            words += countWords(document.text(id)).tokens;
            most = std::max(most, words - before);
            break;
        default:
            break;
        }
    }
    return cells <= rows || words > cells * longCell || (most >= longestCell && most >= nearlyAll * words);
}

} // namespace article
