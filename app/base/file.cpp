#include "base/file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QSaveFile>

#include <filesystem>
#include <limits>
#include <optional>

namespace base {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(base)
};

Error unreadable(const QFile& file) {
    return {fileUnreadable,
            Words::tr("%1 cannot be read: %2").arg(QDir::toNativeSeparators(file.fileName()), file.errorString())};
}

Error unwritable(const QFileDevice& file) {
    return {fileUnwritable,
            Words::tr("%1 cannot be written: %2").arg(QDir::toNativeSeparators(file.fileName()), file.errorString())};
}

Result<void> writeDevice(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) || file.write(bytes) != bytes.size())
        return unwritable(file);
    return {};
}

Result<void> writeBeside(const QString& path, const QByteArray& bytes,
                         const std::optional<QFileDevice::Permissions>& permissions) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || (permissions && !file.setPermissions(*permissions)))
        return unwritable(file);
    // commit() does not see what goes wrong when it writes its buffer out, and would put an empty file in place.
    if (file.write(bytes) != bytes.size() || !file.flush() || !file.commit())
        return unwritable(file);
    return {};
}

} // namespace

Result<QByteArray> readFile(const QString& path, qint64 maxBytes) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(file);
    QByteArray bytes = file.read(maxBytes + 1);
    while (bytes.size() <= maxBytes) {
        const QByteArray more = file.read(maxBytes + 1 - bytes.size());
        if (more.isEmpty())
            break;
        bytes += more;
    }
    if (file.error() != QFileDevice::NoError)
        return unreadable(file);
    if (bytes.size() > maxBytes)
        return Error{fileTooLarge, Words::tr("%1 is larger than %2 bytes, the most that is read.")
                                       .arg(QDir::toNativeSeparators(path), QLocale().toString(maxBytes))};
    return bytes;
}

Result<void> writeFileAtomically(const QString& path, const QByteArray& bytes) {
    const QFileInfo there(path);
    if (there.exists() && !there.isFile() && !there.isDir()) // /dev/null, a pipe: to be written to, not replaced
        return writeDevice(path, bytes);
    return writeBeside(path, bytes, std::nullopt);
}

Result<void> writePrivateFileAtomically(const QString& path, const QByteArray& bytes) {
    return writeBeside(path, bytes, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

Result<void> checkWritable(const QString& path) {
    const QFileInfo there(path);
    if (there.exists() && !there.isFile() && !there.isDir()) { // opening a pipe would wait for its reader
        if (there.isWritable())
            return {};
        return Error{fileUnwritable, Words::tr("%1 cannot be written.").arg(QDir::toNativeSeparators(path))};
    }
    QSaveFile file(path); // beside it, and gone again
    if (!file.open(QIODevice::WriteOnly))
        return unwritable(file);
    file.cancelWriting();
    return {};
}

qint64 freeBytes(const QString& folder) {
    std::error_code failure;
    const auto space = std::filesystem::space(QFile::encodeName(folder).toStdString(), failure);
    constexpr auto most = std::numeric_limits<qint64>::max();
    return failure || space.available > std::uintmax_t(most) ? most : qint64(space.available);
}

} // namespace base
