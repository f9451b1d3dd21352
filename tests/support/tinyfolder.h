#pragma once

#include <QByteArray>
#include <QString>

namespace support {

// A folder on a file system of its own of a few bytes, which can be filled, enlarged and made read-only, also where the
// tests run as root. The running test function is called once more in a child process that may mount (user and mount
// namespaces); what it does there is what counts:
//
//     void fullDiskIsReported() {
//         support::TinyFolder folder(1'000'000);
//         if (!folder.inside()) {
//             if (folder.refused())
//                 QSKIP(folder.report().constData());
//             QVERIFY2(folder.passed(), folder.report().constData());
//             return;
//         }
//         … folder.path() …
//     }
class TinyFolder {
public:
    explicit TinyFolder(qint64 bytes);

    bool inside() const { return !m_path.isEmpty(); } // in the child
    QString path() const { return m_path; }
    bool resize(qint64 bytes) const; // more room, or less than is used: then nothing more can be written
    bool fill() const;               // until nothing more can be written; removeFilling() gives the room back
    bool removeFilling() const;
    bool makeReadOnly() const;
    bool makeWritable() const;

    bool refused() const { return m_refused; } // in the parent: the kernel allows no such mounts
    bool passed() const { return m_passed; }   // in the parent: the child's test function passed
    QByteArray report() const { return m_report; }

private:
    bool mayMount();
    void runAgain(qint64 bytes);

    QString m_path;
    bool m_refused = false;
    bool m_passed = false;
    QByteArray m_report;
};

} // namespace support
