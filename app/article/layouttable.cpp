#include "article/layouttable.h"

#include "article/blocks.h"

namespace article {
namespace {

constexpr quint32 longCell = 60; // words a cell on average: nobody reads a table of essays

} // namespace

bool isLayoutTable(const Document& document, NodeId table) {
    const std::string_view role = document.attribute(table, Attribute::Role);
    if (role == "presentation" || role == "none")
        return true;
    quint32 rows = 0, cells = 0, words = 0;
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
            break;
        case Tag::Text:
            words += countWords(document.text(id)).tokens;
            break;
        default:
            break;
        }
    }
    return cells <= rows || words > cells * longCell;
}

} // namespace article
