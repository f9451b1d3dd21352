#pragma once

#include "library/query.h"
#include "library/types.h"

// How a job stands in its table.
namespace library {

// The columns that jobFrom() reads, in order.
#define LIBRARY_JOB_COLUMNS                                                                                            \
    "id, link, host, state, attempts, not_before, added_at, finished_at, title, page, status, error_kind, "            \
    "error_text, bytes, duration_ms, tags, link_added_at, note"

Job jobFrom(const Query& query);
QString tagsToText(const QStringList& tags); // JSON array, empty when there is none
QStringList tagsFromText(const QString& text);

// The page gets the tags, each made when it is new, and is found by them.
base::Result<void> giveTags(Database& database, PageId page, const QStringList& tags);

} // namespace library
