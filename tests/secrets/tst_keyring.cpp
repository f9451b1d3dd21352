#include "secrets/credentialstore.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using secrets::Login;
using secrets::Place;

// The system's own keyring, unlocked with an empty password on a bus of its own. The test starts itself again there.
class KeyringTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void loginsAreKeptInARealKeyring() {
        if (!qEnvironmentVariableIsSet("TIDEMARK_WITHIN_KEYRING"))
            return runAgainWithKeyring();
        const QString origin = QStringLiteral("https://example.test");
        const Login login{QStringLiteral("ines"), QStringLiteral("p\u00e4ss")};
        std::optional<Place> place;
        secrets::makeKeychainStore().swap(m_store);
        m_store->store(origin, login, [&](Place where) { place = where; });
        QTRY_VERIFY_WITH_TIMEOUT(place, 6'000);
        QCOMPARE(*place, Place::Keychain);

        secrets::makeKeychainStore().swap(m_store); // one that remembers nothing itself
        bool answered = false;
        std::optional<Login> found;
        const auto note = [&](const std::optional<Login>& answer) {
            answered = true;
            found = answer;
        };
        m_store->find(origin, note);
        QTRY_VERIFY(answered);
        QVERIFY(found);
        QCOMPARE(found->user, login.user);
        QCOMPARE(found->password, login.password);

        bool removed = false;
        m_store->remove(origin, [&] { removed = true; });
        QTRY_VERIFY(removed);
        answered = false;
        m_store->find(origin, note);
        QTRY_VERIFY(answered);
        QVERIFY(!found);
        QCOMPARE(m_store->place(), Place::Keychain);
        m_store.reset();
    }

private:
    void runAgainWithKeyring() {
        const QTemporaryDir home;
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TIDEMARK_WITHIN_KEYRING"), QStringLiteral("1"));
        for (const char* name : {"HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"})
            environment.insert(QString::fromLatin1(name), home.path());
        child.setProcessEnvironment(environment);
        child.setProcessChannelMode(QProcess::MergedChannels);
        child.start(QStringLiteral(TIDEMARK_DBUS_RUN_SESSION),
                    {QStringLiteral("--"), QStringLiteral("sh"), QStringLiteral("-c"),
                     QStringLiteral("printf '\\n' | \"$1\" --unlock --components=secrets >/dev/null 2>&1 || exit 77; "
                                    "shift; \"$@\""),
                     QStringLiteral("sh"), QStringLiteral(TIDEMARK_GNOME_KEYRING),
                     QCoreApplication::applicationFilePath()});
        QVERIFY(child.waitForFinished(60'000));
        const QByteArray report = child.readAll();
        if (child.exitCode() == 77)
            QSKIP("No keyring can be unlocked here.");
        QVERIFY2(child.exitCode() == 0, report.constData());
    }

    std::unique_ptr<secrets::CredentialStore> m_store;
};

QTEST_GUILESS_MAIN(KeyringTest)
#include "tst_keyring.moc"
