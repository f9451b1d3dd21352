#include "library/sidefile.h"

#include <QDir>
#include <QFileInfo>

namespace library {

QFile::Permissions permissionsBeside(const QString& libraryFile) {
    const QFileInfo library(libraryFile);
    if (library.size() == 0) // not there, or not a library yet
        return ownersAlone;
    constexpr QFile::Permissions readOrWrite = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup |
                                               QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    return (library.permissions() & readOrWrite) | ownersAlone;
}

bool openBeside(const QString& libraryFile, QFile& file) {
    const QFile::Permissions permissions = permissionsBeside(libraryFile);
    // What umask takes away at the making is given afterwards, as SQLite does with its own.
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate, ownersAlone))
        return false;
    (void)file.setPermissions(permissions);
    return true;
}

bool makeFolder(const QString& path) {
    const QFileInfo folder(QDir::cleanPath(path));
    if (folder.isDir())
        return true;
    if (folder.absolutePath() == folder.absoluteFilePath() || !makeFolder(folder.absolutePath()))
        return false;
    return QDir().mkdir(folder.absoluteFilePath(), ownersAlone | QFile::ExeOwner) || folder.isDir();
}

} // namespace library
