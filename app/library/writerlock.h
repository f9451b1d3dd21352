#pragma once

#include "base/result.h"

#include <QString>

#include <memory>

class QLockFile;

namespace library {

// One writing program at a time: an advisory lock on `<library>.lock`, which says who holds it. The kernel gives it
// back when its holder ends, however that happens; the small file stays.
class WriterLock {
public:
    // libraryLocked when another holds it; libraryReadOnly when the lock file cannot be made there.
    static base::Result<std::unique_ptr<WriterLock>> take(const QString& libraryFile);
    ~WriterLock();
    WriterLock(const WriterLock&) = delete;
    WriterLock& operator=(const WriterLock&) = delete;

private:
    WriterLock();
    int m_descriptor = -1;
    bool m_holds = false;
    std::unique_ptr<QLockFile> m_lockFile; // where there is no flock()
};

} // namespace library
