#include "archive/limits.h"
#include "archive/settings.h"
#include "base/file.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using archive::CaptureSettings;

class SettingsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString file(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void missingFileGivesTheStandardValues() {
        QCOMPARE(CaptureSettings::load(file("missing.ini")), CaptureSettings());
    }

    void standardValuesAreThoseOfTheLimits() {
        const CaptureSettings standard;
        QCOMPARE(standard.limit, archive::inFlightLimit.standard);
        QCOMPARE(standard.hostLimit, archive::perHostLimit.standard);
        QCOMPARE(standard.maxBodyBytes, archive::bodyLimit.standard);
        QCOMPARE(standard.maxAssetBytes, archive::assetLimit.standard);
        QCOMPARE(standard.maxAssetsBytes, archive::assetsLimit.standard);
        QCOMPARE(standard.memoryBudget, archive::memoryLimit.standard);
        QCOMPARE(standard.connectTimeoutMs, archive::connectLimit.standard);
        QCOMPARE(standard.idleTimeoutMs, archive::idleLimit.standard);
        QCOMPARE(standard.attemptTimeoutMs, archive::attemptLimit.standard);
        QCOMPARE(standard.attempts, archive::attemptsLimit.standard);
    }

    void savedSettingsComeBack() {
        CaptureSettings chosen;
        chosen.limit = 64;
        chosen.hostLimit = 64;
        chosen.maxAssetBytes = archive::assetLimit.minimum;
        chosen.attempts = 1;
        chosen.images = false;
        chosen.userAgent = QStringLiteral("Reader, \"quoted\"; é");
        chosen.proxy = CaptureSettings::Proxy::Chosen;
        chosen.proxyAddress = QStringLiteral("socks5://127.0.0.1:1080");
        QVERIFY(chosen.save(file("new/folder/tidemark.ini")));
        QCOMPARE(CaptureSettings::load(file("new/folder/tidemark.ini")), chosen);
    }

    void valuesOutOfRangeBecomeStandard() {
        QSettings stored(file("range.ini"), QSettings::IniFormat);
        stored.setValue(QStringLiteral("capture/inFlight"), 257);
        stored.setValue(QStringLiteral("capture/perHost"), 0);
        stored.setValue(QStringLiteral("capture/bodyBytes"), QStringLiteral("lots"));
        stored.setValue(QStringLiteral("capture/attempts"), QStringLiteral("99999999999999999999"));
        stored.setValue(QStringLiteral("capture/proxy"), QStringLiteral("elsewhere"));
        stored.sync();
        QCOMPARE(CaptureSettings::load(file("range.ini")), CaptureSettings());
    }

    void anyBytesAreReadWithoutHarm() {
        QVERIFY(base::writeFileAtomically(file("noise.ini"), QByteArray("\0\xff[[[=\n;%%\\x", 13).repeated(50)));
        QCOMPARE(CaptureSettings::load(file("noise.ini")), CaptureSettings());
    }

    void userAgentCannotForgeAHeader() {
        CaptureSettings chosen;
        chosen.userAgent = QStringLiteral("a\r\nCookie: b");
        QVERIFY(chosen.save(file("forged.ini")));
        QCOMPARE(CaptureSettings::load(file("forged.ini")).userAgent, QStringLiteral("a  Cookie: b"));
    }

    void savingKeepsTheKeysOfOthers() {
        QSettings window(file("shared.ini"), QSettings::IniFormat);
        window.setValue(QStringLiteral("window/width"), 900);
        window.sync();
        QVERIFY(CaptureSettings().save(file("shared.ini")));
        const QSettings again(file("shared.ini"), QSettings::IniFormat);
        QCOMPARE(again.value(QStringLiteral("window/width")).toInt(), 900);
    }

    void pauseIsKept() {
        QVERIFY(!archive::loadPaused(file("pause.ini")));
        QVERIFY(archive::savePaused(file("pause.ini"), true));
        QVERIFY(archive::loadPaused(file("pause.ini")));
        QVERIFY(archive::savePaused(file("pause.ini"), false));
        QVERIFY(!archive::loadPaused(file("pause.ini")));
    }

    void unwritableFileIsNamed() {
        const auto saved = CaptureSettings().save(QStringLiteral("/proc/tidemark/tidemark.ini"));
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, QByteArray(base::fileUnwritable));
        QVERIFY(saved.error().message.contains(QStringLiteral("/proc/tidemark")));
    }
};

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
