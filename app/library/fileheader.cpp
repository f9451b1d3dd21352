#include "library/fileheader.h"

#include <memory>
#include <sqlite3.h>

namespace library {

namespace {

struct Closing {
    void operator()(sqlite3_file* file) const {
        if (file->pMethods)
            file->pMethods->xClose(file);
        sqlite3_free(file);
    }
};

} // namespace

QByteArray firstBytes(const QString& file, int count, QString& error) {
    sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
    const std::unique_ptr<const char, decltype(&sqlite3_free_filename)> name(
        sqlite3_create_filename(file.toUtf8().constData(), "", "", 0, nullptr), &sqlite3_free_filename);
    // Declared after the name, which it looks at until it is closed.
    const std::unique_ptr<sqlite3_file, Closing> opened(static_cast<sqlite3_file*>(sqlite3_malloc(vfs->szOsFile)));
    if (!name || !opened) {
        error = QString::fromUtf8(sqlite3_errstr(SQLITE_NOMEM));
        return {};
    }
    opened->pMethods = nullptr;
    int code = vfs->xOpen(vfs, name.get(), opened.get(), SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, nullptr);
    if (code != SQLITE_OK) {
        error = qt_error_string(vfs->xGetLastError(vfs, 0, nullptr));
        return {};
    }
    QByteArray bytes(count, '\0');
    sqlite3_int64 size = 0;
    code = opened->pMethods->xFileSize(opened.get(), &size);
    if (code == SQLITE_OK && size < count)
        bytes.truncate(qsizetype(size));
    if (code == SQLITE_OK)
        code = opened->pMethods->xRead(opened.get(), bytes.data(), int(bytes.size()), 0);
    if (code == SQLITE_OK)
        return bytes;
    error = QString::fromUtf8(sqlite3_errstr(code));
    return {};
}

} // namespace library
