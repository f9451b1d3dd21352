#pragma once

#include "library/query.h"
#include "library/types.h"

// The writing half of search. The index is an FTS5 table over the view search_source: whatever changes what that view
// shows for a page goes through here, first taking the old words out and then putting the new ones in.
namespace library {

// The id of this title and text where they are kept, else 0.
base::Result<qint64> findText(Database& database, const QString& title, const QString& text);
// The same, put there when they are not: kept once however many snapshots have it.
base::Result<qint64> putText(Database& database, const QString& title, const QString& text);
// From now on the page is found by this text. Nothing is written when it was already.
base::Result<void> indexText(Database& database, PageId page, qint64 text);
base::Result<void> unindex(Database& database, PageId page);
// To be called after each change of a page's note or tags, and when the page is gone.
base::Result<void> indexOwnWords(Database& database, PageId page);

} // namespace library
