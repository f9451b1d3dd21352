#pragma once

#include "library/query.h"
#include "library/types.h"

// What a PageQuery means in SQL, for lists and for search.
namespace library {

// The condition on `page`; ?1 is the site and ?2 the tag, both always bound.
QByteArray pageCondition(const PageQuery& query);
// " ORDER BY …" with id as the last word.
QByteArray pageOrder(const PageQuery& query);

} // namespace library
