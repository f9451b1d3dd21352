#include "tests/support/tinyfolder.h"

#include "bench/descriptor.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>

#include <fcntl.h>
#include <sys/mount.h>

namespace support {

namespace {

constexpr char folderVariable[] = "TIDEMARK_TINY_FOLDER";
constexpr int patience = 110'000; // ms: below the limit of a test program

QString fillingOf(const QString& path) {
    return path + QStringLiteral("/filling");
}

bool remount(const QString& path, unsigned long flags, const QByteArray& data = {}) {
    return ::mount("tidemark", QFile::encodeName(path).constData(), "tmpfs", MS_REMOUNT | flags, data.constData()) == 0;
}

} // namespace

TinyFolder::TinyFolder(qint64 bytes)
    : m_path(qEnvironmentVariable(folderVariable)) {
    if (!inside() && mayMount())
        runAgain(bytes);
}

bool TinyFolder::mayMount() {
    QProcess probe;
    probe.start(QStringLiteral("unshare"), {QStringLiteral("-Urm"), QStringLiteral("mount"), QStringLiteral("-t"),
                                            QStringLiteral("tmpfs"), QStringLiteral("probe"), QStringLiteral("/mnt")});
    m_refused = !probe.waitForFinished(patience) || probe.exitCode() != 0;
    if (m_refused)
        m_report = "The kernel lets this user mount nothing: " + probe.readAllStandardError();
    return !m_refused;
}

void TinyFolder::runAgain(qint64 bytes) {
    const QTemporaryDir folder;
    QString function = QString::fromLatin1(QTest::currentTestFunction());
    if (const char* tag = QTest::currentDataTag())
        function += QString(QLatin1Char(':') + QString::fromUtf8(tag));
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(folderVariable), folder.path());
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::MergedChannels);
    child.start(QStringLiteral("unshare"),
                {QStringLiteral("-Urm"), QStringLiteral("sh"), QStringLiteral("-c"),
                 QStringLiteral("mount -t tmpfs -o size=$1 tidemark \"$2\" && shift 2 && exec \"$@\""),
                 QStringLiteral("sh"), QString::number(bytes), folder.path(), QCoreApplication::applicationFilePath(),
                 function});
    if (!child.waitForFinished(patience))
        child.kill();
    m_report = child.readAll();
    m_passed =
        child.state() == QProcess::NotRunning && child.exitStatus() == QProcess::NormalExit && child.exitCode() == 0;
}

bool TinyFolder::resize(qint64 bytes) const {
    return remount(m_path, 0, "size=" + QByteArray::number(bytes));
}

bool TinyFolder::fill() const {
    const bench::Descriptor filling(
        ::open(QFile::encodeName(fillingOf(m_path)).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    const QByteArray piece(4'096, 'x');
    ssize_t written = 0;
    while (filling && (written = ::write(filling.get(), piece.constData(), static_cast<size_t>(piece.size()))) > 0) {
    }
    return written < 0 && errno == ENOSPC;
}

bool TinyFolder::removeFilling() const {
    return QFile::remove(fillingOf(m_path));
}

bool TinyFolder::makeReadOnly() const {
    return remount(m_path, MS_RDONLY);
}

bool TinyFolder::makeWritable() const {
    return remount(m_path, 0);
}

} // namespace support
