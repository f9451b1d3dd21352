#include "secrets/credentialstore.h"
#include "secrets/keychainstore.h"
#include "secrets/limits.h"

#include "tests/support/fakeclock.h"

#include <QElapsedTimer>
#include <QHash>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using secrets::KeychainJobs;
using secrets::KeychainStore;
using secrets::Login;
using secrets::Place;

namespace {

const QString site = QStringLiteral("https://example.test:8443");
const QString other = QStringLiteral("https://other.test");
const Login login{QStringLiteral("ines"), QStringLiteral("s3cret-p\u00e4ssword")};
const Login newer{QStringLiteral("ines"), QStringLiteral("another")};

// A keychain that can go away, or answer only when it is told to.
class Keychain {
public:
    QHash<QString, QByteArray> entries;
    bool missing = false;
    bool silent = false;
    int asked = 0;
    QList<std::function<void()>> held;
    QObject context;

    void answer(std::function<void()> job) {
        ++asked;
        if (silent)
            held << std::move(job);
        else
            QMetaObject::invokeMethod(&context, std::move(job), Qt::QueuedConnection);
    }
    void speakAgain() {
        silent = false;
        const auto jobs = std::exchange(held, {});
        for (const auto& job : jobs)
            job();
    }
};

class Jobs final : public KeychainJobs {
public:
    explicit Jobs(Keychain& keychain)
        : m_keychain(keychain) {}
    void read(const QString& key, std::function<void(Outcome, QByteArray)> done) override {
        m_keychain.answer([this, key, done] {
            if (m_keychain.missing)
                done(Outcome::NoKeychain, {});
            else
                done(m_keychain.entries.contains(key) ? Outcome::Done : Outcome::NotFound,
                     m_keychain.entries.value(key));
        });
    }
    void write(const QString& key, const QByteArray& value, std::function<void(Outcome)> done) override {
        m_keychain.answer([this, key, value, done] {
            if (!m_keychain.missing)
                m_keychain.entries.insert(key, value);
            done(m_keychain.missing ? Outcome::NoKeychain : Outcome::Done);
        });
    }
    void remove(const QString& key, std::function<void(Outcome)> done) override {
        m_keychain.answer([this, key, done] {
            if (m_keychain.missing)
                return done(Outcome::NoKeychain);
            done(m_keychain.entries.remove(key) ? Outcome::Done : Outcome::NotFound);
        });
    }

private:
    Keychain& m_keychain;
};

struct Fixture {
    Keychain keychain;
    std::shared_ptr<support::FakeClock> clock = std::make_shared<support::FakeClock>();
    std::unique_ptr<KeychainStore> store = std::make_unique<KeychainStore>(std::make_unique<Jobs>(keychain), clock);
};

struct Found {
    int answers = 0;
    std::optional<Login> login;
};

std::shared_ptr<Found> find(secrets::CredentialStore& store, const QString& origin) {
    auto found = std::make_shared<Found>();
    store.find(origin, [found](const std::optional<Login>& answer) {
        ++found->answers;
        found->login = answer;
    });
    return found;
}

std::shared_ptr<QList<Place>> put(secrets::CredentialStore& store, const QString& origin, const Login& what) {
    auto places = std::make_shared<QList<Place>>();
    store.store(origin, what, [places](Place place) { places->append(place); });
    return places;
}

std::shared_ptr<int> drop(secrets::CredentialStore& store, const QString& origin) {
    auto answers = std::make_shared<int>(0);
    store.remove(origin, [answers] { ++*answers; });
    return answers;
}

bool is(const std::optional<Login>& found, const Login& wanted) {
    return found && found->user == wanted.user && found->password == wanted.password;
}

} // namespace

class CredentialStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        qRegisterMetaType<Place>();
    }

    void theSessionKeepsLoginsByOrigin() {
        const auto store = secrets::makeSessionStore();
        QCOMPARE(store->place(), Place::Session);
        const auto put1 = put(*store, site, login);
        const auto found = find(*store, site);
        const auto elsewhere = find(*store, other);
        QCOMPARE(found->answers, 0); // never from within the call
        QTRY_COMPARE(elsewhere->answers, 1);
        QCOMPARE(*put1, QList<Place>{Place::Session});
        QVERIFY(is(found->login, login));
        QVERIFY(!elsewhere->login);
        const auto dropped = drop(*store, site);
        const auto gone = find(*store, site);
        QTRY_COMPARE(gone->answers, 1);
        QCOMPARE(*dropped, 1);
        QVERIFY(!gone->login);
    }

    void theKeychainKeepsThemBeyondTheStore() {
        Fixture fixture;
        QCOMPARE(fixture.store->place(), Place::Keychain);
        const auto places = put(*fixture.store, site, login);
        QTRY_COMPARE(*places, QList<Place>{Place::Keychain});
        fixture.store = std::make_unique<KeychainStore>(std::make_unique<Jobs>(fixture.keychain), fixture.clock);
        const auto found = find(*fixture.store, site);
        QCOMPARE(found->answers, 0);
        QTRY_COMPARE(found->answers, 1);
        QVERIFY(is(found->login, login));
        const auto dropped = drop(*fixture.store, site);
        QTRY_COMPARE(*dropped, 1);
        QVERIFY(fixture.keychain.entries.isEmpty());
    }

    void aMissingKeychainIsSaidOnceAndTheSessionIsUsed() {
        Fixture fixture;
        fixture.keychain.missing = true;
        QSignalSpy changed(fixture.store.get(), &secrets::CredentialStore::placeChanged);
        const auto places = put(*fixture.store, site, login);
        const auto more = put(*fixture.store, other, newer);
        QTRY_COMPARE(*places, QList<Place>{Place::Session});
        QTRY_COMPARE(*more, QList<Place>{Place::Session});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().value<Place>(), Place::Session);
        const auto found = find(*fixture.store, site);
        QTRY_COMPARE(found->answers, 1);
        QVERIFY(is(found->login, login));
    }

    void aMissingKeychainIsNotAskedForEveryPage() {
        Fixture fixture;
        fixture.keychain.missing = true;
        for (int page = 0; page < 100; ++page) {
            const auto found = find(*fixture.store, other);
            QTRY_COMPARE(found->answers, 1);
        }
        QCOMPARE(fixture.keychain.asked, 1);
        fixture.clock->advance(secrets::retryAfter);
        const auto again = find(*fixture.store, other);
        QTRY_COMPARE(again->answers, 1);
        QCOMPARE(fixture.keychain.asked, 2);
    }

    void aKeychainThatComesBackIsUsedAndSaid() {
        Fixture fixture;
        fixture.keychain.missing = true;
        const auto places = put(*fixture.store, site, login);
        QTRY_COMPARE(places->size(), 1);
        fixture.keychain.missing = false;
        QSignalSpy changed(fixture.store.get(), &secrets::CredentialStore::placeChanged);
        const auto again = put(*fixture.store, site, newer);
        QTRY_COMPARE(*again, QList<Place>{Place::Keychain});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(fixture.store->place(), Place::Keychain);
        const auto found = find(*fixture.store, site);
        QTRY_COMPARE(found->answers, 1);
        QVERIFY(is(found->login, newer));
    }

    void aSilentKeychainIsAnsweredForInTime() {
        QVERIFY(secrets::answerTime < 5s);
        Fixture fixture;
        fixture.keychain.silent = true;
        QSignalSpy changed(fixture.store.get(), &secrets::CredentialStore::placeChanged);
        const auto found = find(*fixture.store, other);
        const auto places = put(*fixture.store, site, login);
        const auto dropped = drop(*fixture.store, other);
        fixture.clock->advance(secrets::answerTime - 1ms);
        QCOMPARE(found->answers, 0);
        fixture.clock->advance(1ms);
        QCOMPARE(found->answers, 1);
        QVERIFY(!found->login);
        QCOMPARE(*places, QList<Place>{Place::Session});
        QCOMPARE(*dropped, 1);
        QCOMPARE(changed.size(), 1);
    }

    void nothingQueuesUpBehindASilentKeychain() {
        Fixture fixture;
        fixture.keychain.silent = true;
        const auto first = find(*fixture.store, other);
        fixture.clock->advance(secrets::answerTime);
        const int asked = fixture.keychain.asked;
        fixture.clock->advance(std::chrono::hours(1));
        const auto found = find(*fixture.store, site);
        const auto places = put(*fixture.store, site, login);
        QTRY_COMPARE(*places, QList<Place>{Place::Session});
        QTRY_COMPARE(found->answers, 1);
        QCOMPARE(fixture.keychain.asked, asked);
    }

    void aLateAnswerIsNotGivenTwiceButBringsTheKeychainBack() {
        Fixture fixture;
        fixture.keychain.silent = true;
        const auto places = put(*fixture.store, site, login);
        fixture.clock->advance(secrets::answerTime);
        QCOMPARE(places->size(), 1);
        QSignalSpy changed(fixture.store.get(), &secrets::CredentialStore::placeChanged);
        fixture.keychain.speakAgain();
        QCOMPARE(places->size(), 1);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(fixture.store->place(), Place::Keychain);
        const auto found = find(*fixture.store, site);
        QTRY_COMPARE(found->answers, 1);
        QVERIFY(is(found->login, login));
    }

    void aNewerLoginIsNotLostToALateWrite() {
        Fixture fixture;
        fixture.keychain.silent = true;
        put(*fixture.store, site, login);
        fixture.clock->advance(secrets::answerTime);
        put(*fixture.store, site, newer); // memory only: the keychain is busy
        fixture.keychain.speakAgain();
        const auto found = find(*fixture.store, site);
        QTRY_COMPARE(found->answers, 1);
        QVERIFY(is(found->login, newer));
    }

    void whatWasRemovedWhileTheKeychainWasAwayStaysAway() {
        Fixture fixture;
        const auto places = put(*fixture.store, site, login);
        QTRY_COMPARE(places->size(), 1);
        fixture.keychain.missing = true;
        const auto dropped = drop(*fixture.store, site);
        QTRY_COMPARE(*dropped, 1);
        fixture.keychain.missing = false;
        fixture.clock->advance(std::chrono::hours(1));
        const auto found = find(*fixture.store, site);
        QTRY_COMPARE(found->answers, 1);
        QVERIFY(!found->login);
    }

    void anEntryThatIsNotOursIsNoLogin() {
        Fixture fixture;
        for (const char* bytes : {"", "{}", "password", "{\"user\":1,\"password\":\"x\"}", "[", "\xff\xfe"}) {
            fixture.keychain.entries.insert(site, bytes);
            const auto found = find(*fixture.store, site);
            QTRY_COMPARE(found->answers, 1);
            QVERIFY(!found->login);
        }
    }

    void nothingIsCalledAfterTheStoreIsGone() {
        Fixture fixture;
        fixture.keychain.silent = true;
        const auto found = find(*fixture.store, site);
        fixture.store.reset();
        fixture.clock->advance(std::chrono::hours(1));
        QCOMPARE(found->answers, 0);
    }

    void withoutABusTheSessionIsUsedSoon() {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        const auto store = secrets::makeKeychainStore();
        QElapsedTimer timer;
        timer.start();
        const auto places = put(*store, site, login);
        QTRY_COMPARE_WITH_TIMEOUT(*places, QList<Place>{Place::Session}, 6'000);
        QVERIFY(timer.elapsed() < 5'000);
        QCOMPARE(store->place(), Place::Session);
        const auto found = find(*store, site);
        QTRY_COMPARE(found->answers, 1);
        QVERIFY(is(found->login, login));
    }

    void secretsAreNeverPrinted() {
        static QString printed;
        printed.clear();
        const auto before = qInstallMessageHandler(
            [](QtMsgType, const QMessageLogContext&, const QString& message) { printed += message; });
        qputenv("QT_LOGGING_RULES", "*.debug=true");
        {
            const auto store = secrets::makeKeychainStore();
            const auto places = put(*store, site, login);
            QTRY_COMPARE(places->size(), 1);
            const auto found = find(*store, site);
            QTRY_COMPARE(found->answers, 1);
            const auto dropped = drop(*store, site);
            QTRY_COMPARE(*dropped, 1);
        }
        qInstallMessageHandler(before);
        QVERIFY(!printed.contains(login.password));
    }
};

QTEST_GUILESS_MAIN(CredentialStoreTest)
#include "tst_credentialstore.moc"
