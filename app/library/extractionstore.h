#pragma once

#include "base/result.h"
#include "library/types.h"

#include <optional>

namespace library {

class Database;

// Making articles again from the bytes that were kept. Each is replaced in one piece: row, text, search index and the
// list's columns. What was there before is kept beside it until later extractions push it out.
class ExtractionStore {
public:
    explicit ExtractionStore(Database& database);

    // Snapshots whose article can be made again, by id, from after `after` on: HTML and text as it was received, not
    // imports. Only those made by an extractor below `version`, and those whose site is remembered otherwise by now.
    base::Result<QList<SnapshotId>> due(int version, SnapshotId after, int most) const;
    base::Result<qint64> countDue(int version) const;
    base::Result<QList<SnapshotId>> ofPage(PageId page) const; // all of them that can be

    base::Result<ExtractionId> begin(ExtractionKind kind, const QDateTime& now);
    // Whether a reader, a list or a search would see a difference.
    base::Result<bool> differs(SnapshotId snapshot, const NewArticle& article) const;
    // False: it is what it was, and is known to be this version's from now on.
    base::Result<bool> replace(ExtractionId extraction, SnapshotId snapshot, const NewArticle& article);
    base::Result<std::optional<Extraction>> last(ExtractionKind kind) const; // none: nothing to put back
    // Puts up to `most` articles back as they were. Both zero: the extraction is undone and gone.
    base::Result<PutBack> undo(ExtractionId extraction, int most);
    // Forgets, of extractions too long ago for undo, up to `most` articles; how many, 0 when there are none.
    base::Result<int> forgetOld(int most);

private:
    Database& m_database;
};

} // namespace library
