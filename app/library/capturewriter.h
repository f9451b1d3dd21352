#pragma once

#include "library/query.h"
#include "library/types.h"

// The rows that a capture leaves, written within the caller's transaction.
namespace library {

// Whose capture it is, with what came along with the link.
struct Subject {
    QString link;
    QString title;
    std::optional<QDateTime> addedAt;
    QStringList tags;
    QString note = {};
};

enum class Origin { Capture, Import };

base::Result<Committed> storeSnapshot(Database& database, const Subject& subject, const CaptureRecord& capture,
                                      const NewSnapshot& snapshot, Origin origin);
base::Result<Committed> storeFailure(Database& database, const Subject& subject, const CaptureRecord& capture);
// The page gets the note, unless it has one.
base::Result<void> giveNote(Database& database, PageId page, const QString& note);
qint64 durationOf(const CaptureRecord& capture); // ms, never negative

} // namespace library
