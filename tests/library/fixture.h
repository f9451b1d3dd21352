#pragma once

#include "library/database.h"
#include "library/library.h"

#include <QTemporaryDir>
#include <QTest>

// A library in a folder of its own, and rows to put into it.
namespace fixture {

inline QDateTime at(qint64 seconds) {
    return QDateTime::fromSecsSinceEpoch(1'600'000'000 + seconds, Qt::UTC);
}

inline library::NewJob newJob(const QString& link, const QStringList& tags = {}) {
    return {link, {}, std::nullopt, tags};
}

inline library::CaptureRecord capture(qint64 seconds = 0) {
    library::CaptureRecord record;
    record.startedAt = at(seconds);
    record.finishedAt = at(seconds + 1);
    record.outcome = "stored";
    record.status = 200;
    record.bytes = 1234;
    record.timings = "{}";
    return record;
}

inline library::CaptureRecord failure(const QByteArray& kind, qint64 seconds = 0) {
    library::CaptureRecord record = capture(seconds);
    record.outcome = "failed";
    record.status = 410;
    record.errorKind = kind;
    record.errorText = QStringLiteral("It failed.");
    return record;
}

inline library::NewSnapshot snapshot(const QString& title, const QString& text, qint64 seconds = 0) {
    library::NewSnapshot values;
    values.capturedAt = at(seconds);
    values.mediaType = "text/html";
    values.title = title;
    values.text = text;
    values.wordCount = int(text.size());
    values.body = library::pack("<p>" + text.toUtf8() + "</p>", "text/html");
    values.article = library::pack(text.toUtf8(), "text/html");
    values.head = "HTTP/1.1 200 OK\r\n\r\n";
    return values;
}

// Opens and asserts; without threads, so that here() writes.
inline std::unique_ptr<library::Library> open(const QString& file, bool threads = false) {
    auto opened = library::Library::open({file, library::OpenMode::ReadWrite, threads});
    if (!opened) {
        qWarning("%s", qPrintable(opened.error().message));
        return nullptr;
    }
    return *std::move(opened);
}

// Adds, claims and commits one link; the result says what came of it.
inline library::Committed archive(library::Stores& stores, const QString& link, const library::NewSnapshot& values,
                                  qint64 seconds = 0) {
    const auto added = stores.jobs.add({newJob(link)}, library::IfKept::CaptureAgain);
    const auto claimed = stores.jobs.claim(1, 1, {}, at(seconds), QSet<library::JobId>{added->first});
    const auto stored = stores.snapshots.commitCapture(claimed->value(0).id, capture(seconds), values);
    if (!stored)
        qWarning("%s", qPrintable(stored.error().message));
    return stored ? *stored : library::Committed{};
}

inline library::Committed fail(library::Stores& stores, const QString& link, const QByteArray& kind,
                               qint64 seconds = 0) {
    const auto added = stores.jobs.add({newJob(link)}, library::IfKept::CaptureAgain);
    const auto claimed = stores.jobs.claim(1, 1, {}, at(seconds), QSet<library::JobId>{added->first});
    const auto stored = stores.snapshots.commitFailure(claimed->value(0).id, failure(kind, seconds));
    if (!stored)
        qWarning("%s", qPrintable(stored.error().message));
    return stored ? *stored : library::Committed{};
}

inline void execute(const QString& file, const char* sql) {
    const auto database = library::Database::open(file, library::Database::Access::ReadWrite);
    QVERIFY(database);
    const auto done = (*database)->execute(sql);
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
}

inline QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

// Permissions, without what is true of whoever asks.
inline QFile::Permissions modeOf(const QString& path) {
    constexpr QFile::Permissions asker = QFile::ReadUser | QFile::WriteUser | QFile::ExeUser;
    return QFile::permissions(path) & ~asker;
}

inline QStringList damages(library::Stores& stores) {
    const auto found = library::verify(stores);
    if (!found)
        return {found.error().message};
    QStringList sentences;
    for (const library::Damage& damage : *found)
        sentences.append(QString::fromUtf8(damage.what) + QStringLiteral(": ") + damage.detail);
    return sentences;
}

} // namespace fixture
