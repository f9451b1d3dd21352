#pragma once

#include <QByteArray>
#include <QString>

namespace library {

// The first `count` bytes of a file; fewer where it is shorter. Read through SQLite's layer of files and not another:
// closing any other descriptor of a file takes away the locks that connections of this program hold on it (POSIX).
// Says in `error` why the file cannot be read, else leaves that empty.
QByteArray firstBytes(const QString& file, int count, QString& error);

} // namespace library
