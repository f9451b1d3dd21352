#include "archive/settings.h"

#include "archive/limits.h"
#include "base/file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace archive {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(archive)
};

// Keys of the file; never rename one.
struct Field {
    const char* key;
    const base::Limit& limit;
};

constexpr Field limitField{"capture/inFlight", inFlightLimit};
constexpr Field hostField{"capture/perHost", perHostLimit};
constexpr Field bodyField{"capture/bodyBytes", bodyLimit};
constexpr Field assetField{"capture/assetBytes", assetLimit};
constexpr Field assetsField{"capture/assetsBytes", assetsLimit};
constexpr Field memoryField{"capture/memoryBytes", memoryLimit};
constexpr Field connectField{"capture/connectMs", connectLimit};
constexpr Field idleField{"capture/idleMs", idleLimit};
constexpr Field attemptField{"capture/attemptMs", attemptLimit};
constexpr Field attemptsField{"capture/attempts", attemptsLimit};
constexpr char imagesKey[] = "capture/images";
constexpr char userAgentKey[] = "capture/userAgent";
constexpr char proxyKey[] = "capture/proxy";
constexpr char proxyAddressKey[] = "capture/proxyAddress";
constexpr char pausedKey[] = "capture/paused";
constexpr const char* proxyNames[] = {"system", "none", "chosen"};

QString text(const char* key) {
    return QString::fromLatin1(key);
}

template<typename Integer>
void read(const QSettings& file, const Field& field, Integer& value) {
    bool number = false;
    const qint64 found = file.value(text(field.key)).toLongLong(&number);
    const bool usable = number && found >= field.limit.minimum && found <= field.limit.maximum;
    value = static_cast<Integer>(usable ? found : field.limit.standard);
}

// Header values end at a line break: what follows would be headers of its own.
QString oneLine(QString value) {
    return value.replace(QLatin1Char('\r'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1Char(' ')).trimmed();
}

CaptureSettings::Proxy proxyNamed(const QString& name) {
    for (int index = 0; index < 3; ++index) {
        if (name == QLatin1String(proxyNames[index]))
            return static_cast<CaptureSettings::Proxy>(index);
    }
    return CaptureSettings::Proxy::System;
}

base::Result<void> finish(QSettings& settings, const QString& file) {
    settings.sync();
    if (settings.status() == QSettings::NoError)
        return {};
    return base::Error{
        base::fileUnwritable,
        Words::tr("The settings could not be saved to “%1”. Check that the folder can be written to.").arg(file)};
}

} // namespace

CaptureSettings CaptureSettings::load(const QString& file) {
    const QSettings stored(file, QSettings::IniFormat);
    CaptureSettings settings;
    read(stored, limitField, settings.limit);
    read(stored, hostField, settings.hostLimit);
    read(stored, bodyField, settings.maxBodyBytes);
    read(stored, assetField, settings.maxAssetBytes);
    read(stored, assetsField, settings.maxAssetsBytes);
    read(stored, memoryField, settings.memoryBudget);
    read(stored, connectField, settings.connectTimeoutMs);
    read(stored, idleField, settings.idleTimeoutMs);
    read(stored, attemptField, settings.attemptTimeoutMs);
    read(stored, attemptsField, settings.attempts);
    settings.images = stored.value(text(imagesKey), true).toBool();
    settings.userAgent = oneLine(stored.value(text(userAgentKey)).toString()).left(500);
    settings.proxy = proxyNamed(stored.value(text(proxyKey)).toString());
    settings.proxyAddress = oneLine(stored.value(text(proxyAddressKey)).toString());
    return settings;
}

base::Result<void> CaptureSettings::save(const QString& file) const {
    QDir().mkpath(QFileInfo(file).absolutePath());
    QSettings stored(file, QSettings::IniFormat);
    stored.setValue(text(limitField.key), limit);
    stored.setValue(text(hostField.key), hostLimit);
    stored.setValue(text(bodyField.key), maxBodyBytes);
    stored.setValue(text(assetField.key), maxAssetBytes);
    stored.setValue(text(assetsField.key), maxAssetsBytes);
    stored.setValue(text(memoryField.key), memoryBudget);
    stored.setValue(text(connectField.key), connectTimeoutMs);
    stored.setValue(text(idleField.key), idleTimeoutMs);
    stored.setValue(text(attemptField.key), attemptTimeoutMs);
    stored.setValue(text(attemptsField.key), attempts);
    stored.setValue(text(imagesKey), images);
    stored.setValue(text(userAgentKey), oneLine(userAgent));
    stored.setValue(text(proxyKey), text(proxyNames[static_cast<int>(proxy)]));
    stored.setValue(text(proxyAddressKey), oneLine(proxyAddress));
    return finish(stored, file);
}

bool loadPaused(const QString& file) {
    return QSettings(file, QSettings::IniFormat).value(text(pausedKey), false).toBool();
}

base::Result<void> savePaused(const QString& file, bool paused) {
    QDir().mkpath(QFileInfo(file).absolutePath());
    QSettings stored(file, QSettings::IniFormat);
    stored.setValue(text(pausedKey), paused);
    return finish(stored, file);
}

QString standardUserAgent() {
    return QStringLiteral("Mozilla/5.0 (X11; Linux x86_64) Tidemark/" TIDEMARK_VERSION);
}

QString standardSettingsFile() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    return QString(folder % QStringLiteral("/tidemark/tidemark.ini"));
}

} // namespace archive
