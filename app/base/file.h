#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace base {

// Error kinds of file work.
inline constexpr char fileUnreadable[] = "file-unreadable";
inline constexpr char fileTooLarge[] = "file-too-large";
inline constexpr char fileUnwritable[] = "file-unwritable";

// The whole file, or an Error when it cannot be read or holds more than `maxBytes` bytes. Never reads past the limit,
// also for devices and pipes whose size is unknown.
Result<QByteArray> readFile(const QString& path, qint64 maxBytes);

// A device or a pipe is written to as it is. Writes beside `path` and renames over it after the data is on disk:
// readers see the old file or the new one.
Result<void> writeFileAtomically(const QString& path, const QByteArray& bytes);
// The same, and nobody but its owner can read it, not even while it is being written.
Result<void> writePrivateFileAtomically(const QString& path, const QByteArray& bytes);

// Whether it could be written so by now; touches nothing that is there. For who would learn it only after long work.
Result<void> checkWritable(const QString& path);

// Bytes that this user may still write to the file system that holds `folder`; the largest number where nobody can say.
// Asked of the file system itself: QStorageInfo knows only what is mounted by name, and nothing inside a chroot or some
// containers.
qint64 freeBytes(const QString& folder);

} // namespace base
