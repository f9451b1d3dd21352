#pragma once

#include "base/result.h"
#include "library/types.h"

namespace library {

class Database;

// SHA-256 and zstd (level 3; stored as it is where that does not pay, or when the media type is compressed already).
// Pure, for worker threads.
PackedBlob pack(const QByteArray& bytes, const QByteArray& mediaType = {});

class BlobStore {
public:
    explicit BlobStore(Database& database);

    base::Result<void> put(const PackedBlob& blob); // does nothing when it is there
    base::Result<QByteArray> get(const QByteArray& sha256, qint64 maxBytes = 64LL * 1024 * 1024) const;

private:
    Database& m_database;
};

} // namespace library
