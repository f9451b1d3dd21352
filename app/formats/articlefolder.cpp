#include "formats/articlefolder.h"

#include "base/file.h"
#include "formats/cachedarticles.h"
#include "formats/frontmatter.h"
#include "formats/pictures.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace formats {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(formats)
};

base::Error notPlain(const QString& path) {
    return {
        notAFile,
        Words::tr("%1 is a symbolic link or no plain file, and is not followed.").arg(QDir::toNativeSeparators(path))};
}

bool isPlainOrMissing(const QString& path) {
    const QFileInfo info(path);
    return !info.isSymLink() && (!info.exists() || info.isFile());
}

bool holds(const QString& path, const QByteArray& bytes) {
    if (QFileInfo(path).size() != bytes.size())
        return false;
    const auto there = base::readFile(path, bytes.size());
    return there && *there == bytes;
}

} // namespace

ArticleFolder::ArticleFolder(const QString& root, FolderLayout layout, const QString& link, const QDateTime& captured)
    : m_captured(captured.toUTC()) {
    const QString hash = QString::fromLatin1(hashOfLink(link));
    const QString year = QStringLiteral("%1").arg(m_captured.date().year(), 4, 10, QLatin1Char('0'));
    if (layout == FolderLayout::ByYear)
        m_steps << QString(root % u'/' % year);
    m_path = QString((m_steps.isEmpty() ? root : m_steps.last()) % u'/' % hash);
    m_steps << m_path;
}

// What was there before stays; folders go only when they are empty.
ArticleFolder::~ArticleFolder() {
    if (m_finished)
        return;
    for (const QString& path : std::as_const(m_written))
        QFile::remove(path);
    QDir().rmdir(QDir(m_path).filePath(QLatin1String(picturesFolder)));
    for (qsizetype step = m_steps.size(); step-- > 0;)
        QDir().rmdir(m_steps[step]);
}

base::Result<void> ArticleFolder::make(const QString& path) {
    QStringList steps = m_steps;
    steps << path;
    for (const QString& step : std::as_const(steps)) {
        if (QFileInfo(step).isSymLink())
            return notPlain(step);
    }
    if (!QDir().mkpath(path))
        return base::Error{base::fileUnwritable, Words::tr("%1 cannot be made.").arg(QDir::toNativeSeparators(path))};
    return {};
}

base::Result<void> ArticleFolder::addPicture(const QByteArray& name, const QByteArray& bytes) {
    const QString folder = QDir(m_path).filePath(QLatin1String(picturesFolder));
    const QString path = QDir(folder).filePath(QString::fromLatin1(name));
    if (const auto made = make(folder); !made)
        return made;
    if (!isPlainOrMissing(path))
        return notPlain(path);
    if (holds(path, bytes))
        return {};
    const bool isNew = !QFileInfo::exists(path);
    if (const auto written = base::writeFileAtomically(path, bytes); !written)
        return written;
    if (isNew)
        m_written << path;
    return {};
}

base::Result<Outcome> ArticleFolder::finish(const QByteArray& file) {
    const QString path = QDir(m_path).filePath(QStringLiteral("index.md"));
    if (const auto made = make(m_path); !made)
        return made.error();
    if (!isPlainOrMissing(path))
        return notPlain(path);
    if (QFileInfo::exists(path) && holds(path, file)) {
        m_finished = true;
        return m_written.isEmpty() ? Outcome::Unchanged : Outcome::Done;
    }
    if (const auto written = base::writeFileAtomically(path, file); !written)
        return written.error();
    m_finished = true;
    QFile stamped(path);
    if (stamped.open(QIODevice::ReadWrite))
        stamped.setFileTime(m_captured, QFileDevice::FileModificationTime);
    return Outcome::Done;
}

} // namespace formats
