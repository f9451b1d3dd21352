#pragma once

#include "base/result.h"
#include "library/types.h"

namespace library {

class Database;

class SnapshotStore {
public:
    explicit SnapshotStore(Database& database);

    // The end of a job in one piece: page (made if new, brought back from the bin), capture, snapshot, blobs, assets,
    // text and index, and the job done. A flagged snapshot (login, challenge) never becomes current over a good one.
    base::Result<Committed> commitCapture(JobId job, const CaptureRecord& capture, const NewSnapshot& snapshot);
    // The same for a capture that failed: a row, the job failed, nothing else.
    base::Result<Committed> commitFailure(JobId job, const CaptureRecord& capture);
    // An import: no job. Does nothing and says so (snapshot 0) when a snapshot of this link with the same body exists.
    base::Result<Committed> importSnapshot(const NewJob& link, const CaptureRecord& capture,
                                           const NewSnapshot& snapshot);

    base::Result<QList<SnapshotRow>> ofPage(PageId page) const; // newest first
    base::Result<SnapshotRow> snapshot(SnapshotId id) const;
    base::Result<SnapshotRow> at(PageId page, const QDateTime& time) const; // the latest not after it
    base::Result<CaptureId> lastCapture() const;                            // 0 when there is none
    base::Result<QList<CaptureRow>> captures(PageId page) const;            // newest first
    base::Result<QList<AssetRow>> assets(SnapshotId id) const;
    base::Result<QString> text(SnapshotId id) const;

private:
    Database& m_database;
};

} // namespace library
