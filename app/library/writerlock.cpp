#include "library/writerlock.h"

#include "library/errors.h"
#include "library/sidefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace library {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(library)
};

base::Error held(const QString& file, const QString& holder) {
    const QString name = QDir::toNativeSeparators(file);
    if (holder.isEmpty())
        return {libraryLocked, Words::tr("Another program is writing to the library %1.").arg(name)};
    return {libraryLocked, Words::tr("%1 is writing to the library %2. Close it first.").arg(holder, name)};
}

base::Error unwritable(const QString& file) {
    return {libraryReadOnly,
            Words::tr("The folder of the library %1 cannot be written.").arg(QDir::toNativeSeparators(file))};
}

} // namespace

WriterLock::WriterLock() = default;

#ifdef Q_OS_UNIX

namespace {

QString holderOf(int descriptor) {
    char holder[200];
    const ssize_t read = ::pread(descriptor, holder, sizeof holder, 0);
    return QString::fromUtf8(holder, read > 0 ? read : 0).trimmed();
}

// Why a lock file could not be opened for writing: mostly it is another user's, whose program may be at work.
base::Error refused(const QString& libraryFile, const QByteArray& lockPath) {
    const int descriptor = ::open(lockPath.constData(), O_RDONLY | O_CLOEXEC);
    const bool isHeld = descriptor >= 0 && ::flock(descriptor, LOCK_SH | LOCK_NB) != 0;
    const QString holder = isHeld ? holderOf(descriptor) : QString();
    if (descriptor >= 0)
        ::close(descriptor);
    if (!isHeld)
        return unwritable(libraryFile);
    return {libraryReadOnly,
            Words::tr("%1 of the user “%2” is writing to the library %3, which is not yours to write to.")
                .arg(holder, QFileInfo(QFile::decodeName(lockPath)).owner(), QDir::toNativeSeparators(libraryFile))};
}

} // namespace

base::Result<std::unique_ptr<WriterLock>> WriterLock::take(const QString& libraryFile) {
    const QByteArray path = QFile::encodeName(libraryFile + QStringLiteral(".lock"));
    std::unique_ptr<WriterLock> lock(new WriterLock);
    if (QFile made(QFile::decodeName(path)); !made.exists() && openBeside(libraryFile, made))
        made.close();
    lock->m_descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock->m_descriptor < 0)
        return refused(libraryFile, path);
    if (::flock(lock->m_descriptor, LOCK_EX | LOCK_NB) != 0)
        return held(libraryFile, holderOf(lock->m_descriptor));
    lock->m_holds = true;
    const QByteArray who =
        Words::tr("%1 (process %2)")
            .arg(QFileInfo(QCoreApplication::applicationFilePath()).fileName(), // the programs share one name
                 QString::number(QCoreApplication::applicationPid()))
            .toUtf8();
    // Who holds it is a courtesy: with a full disk the lock holds all the same.
    if (::ftruncate(lock->m_descriptor, 0) == 0)
        (void)!::pwrite(lock->m_descriptor, who.constData(), size_t(who.size()), 0);
    return lock;
}

WriterLock::~WriterLock() {
    if (m_holds)
        (void)!::ftruncate(m_descriptor, 0); // who takes it next is not called by this name
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

#else

base::Result<std::unique_ptr<WriterLock>> WriterLock::take(const QString& libraryFile) {
    std::unique_ptr<WriterLock> lock(new WriterLock);
    lock->m_lockFile = std::make_unique<QLockFile>(libraryFile + QStringLiteral(".lock"));
    lock->m_lockFile->setStaleLockTime(0);
    if (lock->m_lockFile->tryLock(0))
        return lock;
    if (lock->m_lockFile->error() != QLockFile::LockFailedError)
        return unwritable(libraryFile);
    qint64 process = 0;
    QString host;
    QString name;
    lock->m_lockFile->getLockInfo(&process, &host, &name);
    return held(libraryFile, Words::tr("%1 (process %2)").arg(name, QString::number(process)));
}

WriterLock::~WriterLock() = default;

#endif

} // namespace library
