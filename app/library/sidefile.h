#pragma once

#include <QFile>
#include <QString>

// What is read and noted is nobody else's business: files that the library makes are its owner's alone.
namespace library {

inline constexpr QFile::Permissions ownersAlone = QFile::ReadOwner | QFile::WriteOwner;

// For a file beside a library: as the library's own, whose owner may have opened it to others.
QFile::Permissions permissionsBeside(const QString& libraryFile);
// Makes it, or empties it. False when it cannot be made.
bool openBeside(const QString& libraryFile, QFile& file);
// With all that is missing above it, for the owner alone.
bool makeFolder(const QString& path);

} // namespace library
