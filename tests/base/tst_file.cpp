#include "base/file.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

class FileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsBackWhatWasWritten() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("note"));
        const QByteArray bytes("a\0b\n", 4);
        QVERIFY(base::writeFileAtomically(path, bytes));
        const auto read = base::readFile(path, 4);
        QVERIFY(read);
        QCOMPARE(*read, bytes);
    }

    void refusesAFileOverTheLimit() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("big"));
        QVERIFY(base::writeFileAtomically(path, QByteArray(5, 'x')));
        const auto read = base::readFile(path, 4);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, QByteArray(base::fileTooLarge));
    }

    void endlessDeviceStopsAtTheLimit() {
        const auto read = base::readFile(QStringLiteral("/dev/zero"), 100'000);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, QByteArray(base::fileTooLarge));
    }

    void missingFileIsNamed() {
        const auto read = base::readFile(QStringLiteral("/nowhere/at/all"), 10);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, QByteArray(base::fileUnreadable));
        QVERIFY(read.error().message.contains(QStringLiteral("/nowhere/at/all")));
    }

    void pipeIsWrittenToAndNotReplaced() {
        QTemporaryDir folder;
        const QByteArray path = folder.filePath(QStringLiteral("pipe")).toLocal8Bit();
        QCOMPARE(mkfifo(path.constData(), 0600), 0);
        const int reader = open(path.constData(), O_RDONLY | O_NONBLOCK);
        QVERIFY(base::writeFileAtomically(QString::fromLocal8Bit(path), "tide"));
        char bytes[8];
        QCOMPARE(read(reader, bytes, sizeof bytes), 4);
        close(reader);
        struct stat status {};
        QCOMPARE(stat(path.constData(), &status), 0);
        QVERIFY(S_ISFIFO(status.st_mode));
    }

    void failedWriteKeepsTheOldFile() {
        const auto written = base::writeFileAtomically(QStringLiteral("/proc/version"), QByteArray("x"));
        QVERIFY(!written);
        QCOMPARE(written.error().kind, QByteArray(base::fileUnwritable));
    }

    void freeBytesAreThoseOfTheFileSystem() {
        struct statvfs asked {};
        const QTemporaryDir folder;
        QCOMPARE(statvfs(folder.path().toLocal8Bit().constData(), &asked), 0);
        const auto available = double(asked.f_bavail) * double(asked.f_frsize);
        QVERIFY(available > 0);
        QVERIFY(qAbs(double(base::freeBytes(folder.path())) - available) < 0.2 * available); // others write too
        QCOMPARE(base::freeBytes(QStringLiteral("/proc")), 0);
        QVERIFY(base::freeBytes(QStringLiteral("/nowhere/at/all")) > 1'000'000'000'000'000);
    }
};

QTEST_GUILESS_MAIN(FileTest)
#include "tst_file.moc"
