#include "library/librarycopy.h"

#include "base/file.h"
#include "library/database.h"
#include "library/errors.h"
#include "library/sidefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <cstdio>
#include <sqlite3.h>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <linux/fs.h>
#include <sys/ioctl.h>
#endif

namespace library {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(library)
};

constexpr int pagesInOneStep = 1024;                  // 4 MiB: how often it can be stopped
constexpr int stepsInOneFlush = 16;                   // the disk keeps up, so that the share is true to the end
constexpr qint64 mostForTheLog = 256LL * 1024 * 1024; // what the change itself is taken to need beside the copy

const QString part = QStringLiteral(".part");

QString shown(const QString& file) {
    return QDir::toNativeSeparators(file);
}

base::Error failed(const QString& copy, const char* kind, const QString& detail) {
    return {kind, Words::tr("The copy %1 that is made before the library is changed could not be written (%2). "
                            "The library is as it was.")
                      .arg(shown(copy), detail)};
}

bool flush(int descriptor) {
#ifdef Q_OS_UNIX
    return ::fsync(descriptor) == 0;
#else
    return descriptor >= 0;
#endif
}

// A new name is as durable as the folder that holds it.
bool flushFolder(const QString& folder) {
#ifdef Q_OS_UNIX
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool flushed = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0)
        ::close(descriptor);
    return flushed;
#else
    return !folder.isEmpty();
#endif
}

// Without what stands in the log the file alone is not the library.
bool isWhole(const QString& file) {
    return QFileInfo(file + QStringLiteral("-wal")).size() == 0;
}

base::Result<void> checkRoom(const QString& file, const QString& copy, qint64 forCopy) {
    const QString folder = QFileInfo(file).absolutePath();
    const qint64 needed = forCopy + std::min(QFileInfo(file).size() / 10, mostForTheLog);
    if (base::freeBytes(folder) >= needed)
        return {};
    // One that an interrupted start left is older than the library, which was just found whole: it makes room.
    if (QFileInfo(copy).isFile() && base::freeBytes(folder) + QFileInfo(copy).size() >= needed)
        QFile::remove(copy);
    const qint64 free = base::freeBytes(folder);
    if (free >= needed)
        return {};
    const QLocale locale;
    return base::Error{libraryFull,
                       Words::tr("The library %1 was made by an older version. To bring it up to date, with a copy "
                                 "of it as it is now, %2 of free disk space are needed; there are %3. Make room there "
                                 "and start again. The library is as it was.")
                           .arg(shown(file), locale.formattedDataSize(needed), locale.formattedDataSize(free))};
}

// SQLite's online backup, from a connection of its own: one that holds the write lock cannot be its source.
class Backup {
public:
    Backup(Database& source, const QString& destination) {
        m_code = sqlite3_open(QFile::encodeName(destination).constData(), &m_copy);
        // The file has no name that counts yet: it is flushed as a whole before it gets one.
        if (m_code == SQLITE_OK)
            m_code = sqlite3_exec(m_copy, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", nullptr, nullptr, nullptr);
        if (m_code == SQLITE_OK)
            m_backup = sqlite3_backup_init(m_copy, "main", source.handle(), "main");
        if (m_code == SQLITE_OK && !m_backup)
            m_code = sqlite3_errcode(m_copy);
    }
    ~Backup() {
        if (m_backup)
            sqlite3_backup_finish(m_backup);
        sqlite3_close(m_copy);
    }
    Backup(const Backup&) = delete;
    Backup& operator=(const Backup&) = delete;

    bool goesOn() const { return m_code == SQLITE_OK; }
    bool isDone() const { return m_code == SQLITE_DONE; }
    bool isFull() const { return (m_code & 0xff) == SQLITE_FULL; }
    void step() { m_code = sqlite3_backup_step(m_backup, pagesInOneStep); }
    double share() const {
        const int pages = sqlite3_backup_pagecount(m_backup);
        return pages == 0 ? 0 : 1 - double(sqlite3_backup_remaining(m_backup)) / pages;
    }
    QString detail() const { return QString::fromUtf8(sqlite3_errstr(m_code)); }

private:
    sqlite3* m_copy = nullptr;
    sqlite3_backup* m_backup = nullptr;
    int m_code = SQLITE_OK;
};

base::Result<void> copyPages(const Database& database, const QFile& unfinished, const QString& copy,
                             const OpeningReport& report) {
    auto source = Database::open(database.file(), Database::Access::ReadOnly);
    if (!source)
        return source.error();
    Backup backup(**source, unfinished.fileName());
    for (int steps = 1; backup.goesOn(); ++steps) {
        backup.step();
        if (report && !report({OpeningStep::Kind::Copying, backup.share()}))
            return base::Error{interrupted, {}};
        if (steps % stepsInOneFlush == 0)
            (void)flush(unfinished.handle());
    }
    if (!backup.isDone())
        return failed(copy, backup.isFull() ? libraryFull : libraryFailed, backup.detail());
    return {};
}

base::Result<void> fill(const Database& database, const CloneSource& source, QFile& unfinished, const QString& copy,
                        const OpeningReport& report) {
    const QString file = database.file();
    if (!openBeside(file, unfinished))
        return failed(copy, libraryFailed, unfinished.errorString());
    const bool cloned = isWhole(file) && source.cloneTo(unfinished.handle());
    if (const auto room = checkRoom(file, copy, cloned ? 0 : QFileInfo(file).size()); !room)
        return room;
    if (!cloned) {
        if (const auto copied = copyPages(database, unfinished, copy, report); !copied)
            return copied;
    }
    if (!flush(unfinished.handle()))
        return failed(copy, libraryFailed, Words::tr("the disk did not take it"));
    return {};
}

} // namespace

bool sharedBytes(int from, int to) {
#ifdef FICLONE
    return ::ioctl(to, FICLONE, from) == 0;
#else
    return from == to;
#endif
}

CloneSource::CloneSource(const QString& file, Clone clone)
    : m_clone(std::move(clone)) {
#ifdef Q_OS_UNIX
    m_descriptor = ::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC);
#else
    (void)file;
#endif
}

CloneSource::~CloneSource() {
#ifdef Q_OS_UNIX
    if (m_descriptor >= 0)
        ::close(m_descriptor);
#endif
}

bool CloneSource::cloneTo(int descriptor) const {
    return m_descriptor >= 0 && m_clone(m_descriptor, descriptor);
}

QString copyName(const QString& file, int version) {
    return QString(file % QStringLiteral(".version-") % QString::number(version));
}

base::Result<void> copyLibrary(const Database& database, const CloneSource& source, int version,
                               const OpeningReport& report) {
    const QString copy = copyName(database.file(), version);
    QFile unfinished(copy + part);
    const auto filled = fill(database, source, unfinished, copy, report);
    unfinished.close();
    // rename() of the C library takes the place of what is there, in one step.
    const bool named = filled && std::rename(QFile::encodeName(unfinished.fileName()).constData(),
                                             QFile::encodeName(copy).constData()) == 0;
    if (named && flushFolder(QFileInfo(copy).absolutePath()))
        return {};
    unfinished.remove();
    return filled ? failed(copy, libraryFailed, Words::tr("the disk did not take it")) : filled;
}

QStringList copiesBefore(const QString& file, int version) {
    const QFileInfo library(file);
    const QRegularExpression name(QRegularExpression::anchoredPattern(
        QString(QRegularExpression::escape(library.fileName()) % QStringLiteral("\\.version-([0-9]{1,9})"))));
    QStringList copies;
    const QStringList files = library.dir().entryList(QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDir::Name);
    for (const QString& beside : files) {
        const auto match = name.match(beside);
        if (match.hasMatch() && match.captured(1).toInt() < version)
            copies.append(library.dir().filePath(beside));
    }
    return copies;
}

void removeUnfinishedCopies(const QString& file) {
    const QFileInfo library(file);
    const QString beginning = QString(library.fileName() % QStringLiteral(".version-"));
    const QStringList files = library.dir().entryList(QDir::Files | QDir::Hidden | QDir::NoSymLinks);
    for (const QString& beside : files) {
        if (beside.startsWith(beginning) && beside.endsWith(part))
            QFile::remove(library.dir().filePath(beside));
    }
}

} // namespace library
