#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace archive {

// What a person may change in Settings and both programs read; ranges and reasons are in the modules' limits.h.
// load() never fails: what is missing or out of range takes its standard value.
struct CaptureSettings {
    int limit = 32;                             // captures and assets in flight in all
    int hostLimit = 6;                          // to one host
    qint64 maxBodyBytes = 32LL * 1024 * 1024;   // decoded
    qint64 maxAssetBytes = 16LL * 1024 * 1024;  // each
    qint64 maxAssetsBytes = 64LL * 1024 * 1024; // of one page
    qint64 memoryBudget = 192LL * 1024 * 1024;  // bodies held by all captures
    int connectTimeoutMs = 15'000;
    int idleTimeoutMs = 30'000;
    int attemptTimeoutMs = 120'000;
    int attempts = 3;
    bool images = true;
    QString userAgent; // empty: standardUserAgent()
    enum class Proxy { System, None, Chosen } proxy = Proxy::System;
    QString proxyAddress; // http://host:port or socks5://host:port

    bool operator==(const CaptureSettings&) const = default;

    static CaptureSettings load(const QString& file);
    base::Result<void> save(const QString& file) const; // keeps the other keys of the file (the window's)
};

// Whether the person paused the queue: kept over a restart of the window.
bool loadPaused(const QString& file);
base::Result<void> savePaused(const QString& file, bool paused);

QString standardUserAgent();
// Where Settings keeps the library that a person chose; none: the one in the data folder.
inline constexpr QLatin1StringView libraryFileKey{"library/file"};
QString standardSettingsFile(); // tidemark.ini in the user's configuration folder

} // namespace archive
