#pragma once

#include "base/file.h"
#include "formats/cachedarticles.h"
#include "formats/transfer.h"
#include "library/library.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

// A library of its own and what goes in and out of it, for tests.
struct Ended {
    formats::TransferSummary summary;
    QList<formats::EntryResult> results;
    QList<formats::FoundLink> logins;
    double lastShare = 0;
};

class Exchange {
public:
    Exchange() {
        auto opened = library::Library::open({.file = path(QStringLiteral("x.tidemark"))});
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        m_library = *std::move(opened);
    }

    library::Library& library() { return *m_library; }
    library::Stores& stores() { return m_library->here(); }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    bool put(const QString& name, const QByteArray& bytes) const {
        const QString file = path(name);
        return QDir().mkpath(QFileInfo(file).path()) && base::writeFileAtomically(file, bytes);
    }

    static Ended run(formats::Transfer& transfer, const std::function<void()>& start) {
        Ended ended;
        QSignalSpy finished(&transfer, &formats::Transfer::finished);
        QObject::connect(&transfer, &formats::Transfer::entriesEnded, &transfer,
                         [&](const QList<formats::EntryResult>& results) { ended.results += results; });
        QObject::connect(&transfer, &formats::Transfer::loginsFound, &transfer,
                         [&](const QList<formats::FoundLink>& logins) { ended.logins += logins; });
        QObject::connect(&transfer, &formats::Transfer::progressed, &transfer,
                         [&](double share) { ended.lastShare = share; });
        start();
        if (finished.isEmpty() && !finished.wait(30'000))
            qFatal("a transfer ends");
        ended.summary = finished.first().first().value<formats::TransferSummary>();
        return ended;
    }
    Ended import(const formats::ImportOptions& options) {
        formats::Transfer transfer(*m_library);
        return run(transfer, [&] { transfer.startImport(options); });
    }
    Ended exportTo(const formats::ExportOptions& options) {
        formats::Transfer transfer(*m_library);
        return run(transfer, [&] { transfer.startExport(options); });
    }

    // What the library does on its writing thread.
    void write(const std::function<base::Result<void>(library::Stores&)>& work) {
        std::optional<base::Result<void>> done;
        QObject context;
        m_library->write(&context, work, [&](const base::Result<void>& result) { done = result; });
        if (!QTest::qWaitFor([&] { return done.has_value(); }, 30'000) || !*done)
            qFatal("%s", done ? qPrintable(done->error().message) : "nothing was written");
    }

    library::Page page(const QString& link) {
        const auto id = stores().pages.find(link);
        const auto page = id ? stores().pages.page(*id) : base::Result<library::Page>(id.error());
        if (!page)
            qFatal("%s is not kept", qPrintable(link));
        return *page;
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<library::Library> m_library;
};

// The index.md of this link below `folder`.
inline QString indexOf(const QString& folder, const QString& link) {
    return QString(folder % u'/' % QString::fromLatin1(formats::hashOfLink(link)) % u"/index.md");
}

inline QByteArray bytesOf(const QString& path) {
    return base::readFile(path, 1 << 26).valueOr({});
}
