#pragma once

#include "base/result.h"
#include "formats/format.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

namespace formats {

enum class FolderLayout { Flat, ByYear };

// Writes one cached article: its pictures first, its index.md last, each in one piece. Until finish() the folder is
// none for who reads it, or still the one that was there; what was begun and not finished is taken away again. Symbolic
// links are never written through.
class ArticleFolder {
public:
    ArticleFolder(const QString& root, FolderLayout layout, const QString& link, const QDateTime& captured);
    ~ArticleFolder();
    ArticleFolder(const ArticleFolder&) = delete;
    ArticleFolder& operator=(const ArticleFolder&) = delete;

    base::Result<void> addPicture(const QByteArray& name, const QByteArray& bytes);
    // Unchanged when the very bytes are there and no picture was new. The file's time becomes `captured`.
    base::Result<Outcome> finish(const QByteArray& file);

private:
    base::Result<void> make(const QString& path);

    QString m_path;
    QStringList m_steps; // folders from below the root to the entry
    QDateTime m_captured;
    QStringList m_written;
    bool m_finished = false;
};

} // namespace formats
