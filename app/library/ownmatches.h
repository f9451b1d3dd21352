#pragma once

#include "base/result.h"
#include "library/types.h"

#include <QList>

namespace library {

class Database;
struct SearchQuery;

struct WeighedPage {
    PageId page;
    double weight; // the lower, the better, as bm25() has it
};

// Of these pages, each of which holds at least one of the wanted words in its note or tags, those that hold the others
// there or in their text, in the same order. What is excluded is not looked at.
base::Result<QList<WeighedPage>> ownMatches(Database& database, const SearchQuery& search,
                                            const QList<PageId>& candidates);

QString jsonList(const QList<PageId>& pages); // for json_each()

} // namespace library
