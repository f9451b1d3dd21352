#include "secrets/keychainstore.h"

#include "secrets/limits.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QThread>

namespace secrets {

namespace {

using Outcome = KeychainJobs::Outcome;

QByteArray packed(const Login& login) {
    const QJsonObject object{{QStringLiteral("user"), login.user}, {QStringLiteral("password"), login.password}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<Login> unpacked(const QByteArray& bytes) {
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    const QJsonValue user = object.value(QLatin1String("user"));
    const QJsonValue password = object.value(QLatin1String("password"));
    if (!user.isString() || !password.isString())
        return std::nullopt; // not ours, or damaged
    return Login{user.toString(), password.toString()};
}

bool same(const Login& a, const Login& b) {
    return a.user == b.user && a.password == b.password;
}

} // namespace

KeychainStore::KeychainStore(std::unique_ptr<KeychainJobs> jobs, std::shared_ptr<base::Clock> clock)
    : m_jobs(std::move(jobs))
    , m_clock(std::move(clock)) {}

void KeychainStore::find(const QString& origin, std::function<void(std::optional<Login>)> done) {
    Q_ASSERT(QThread::currentThread() == thread());
    if (const auto login = m_logins.constFind(origin); login != m_logins.constEnd())
        return later([found = *login, done = std::move(done)] { done(found); });
    if (m_removed.contains(origin) || !worthAsking(Eagerness::Patient))
        return later([done = std::move(done)] { done(std::nullopt); });

    const auto bytes = std::make_shared<QByteArray>();
    const auto ended = watched([bytes, done = std::move(done)](Outcome outcome) {
        done(outcome == Outcome::Done ? unpacked(*bytes) : std::nullopt);
    });
    m_jobs->read(origin, [bytes, ended](Outcome outcome, const QByteArray& value) {
        *bytes = value;
        ended(outcome);
    });
}

void KeychainStore::store(const QString& origin, const Login& login, std::function<void(Place)> done) {
    Q_ASSERT(QThread::currentThread() == thread());
    m_logins.insert(origin, login); // also for who asks before the keychain has it
    m_removed.remove(origin);
    const auto kept = [this, done = std::move(done)](Place where) {
        if (where == Place::Session)
            Q_EMIT keptForSession();
        done(where);
    };
    if (!worthAsking(Eagerness::Now))
        return later([kept] { kept(Place::Session); });

    const auto ended =
        watched([kept](Outcome outcome) { kept(outcome == Outcome::Done ? Place::Keychain : Place::Session); });
    m_jobs->write(origin, packed(login), [store = QPointer(this), origin, login, ended](Outcome outcome) {
        // Unless another login was stored meanwhile.
        if (store && outcome == Outcome::Done && same(store->m_logins.value(origin), login))
            store->m_logins.remove(origin);
        ended(outcome);
    });
}

void KeychainStore::remove(const QString& origin, std::function<void()> done) {
    Q_ASSERT(QThread::currentThread() == thread());
    m_logins.remove(origin);
    m_removed.insert(origin);
    if (!worthAsking(Eagerness::Now))
        return later(std::move(done));

    const auto ended = watched([done = std::move(done)](Outcome) { done(); });
    m_jobs->remove(origin, [store = QPointer(this), origin, ended](Outcome outcome) {
        if (store && outcome != Outcome::NoKeychain)
            store->m_removed.remove(origin);
        ended(outcome);
    });
}

bool KeychainStore::worthAsking(Eagerness eagerness) const {
    if (!m_missing)
        return true;
    return m_overdue == 0 && (eagerness == Eagerness::Now || m_clock->monotonic() >= m_askAgainAt);
}

// Wraps what is to be done when a job ends, so that it is done once, in time, and not after this store is gone.
std::function<void(Outcome)> KeychainStore::watched(const std::function<void(Outcome)>& ended) {
    enum class State { Open, Overdue, Over };
    const auto state = std::make_shared<State>(State::Open);
    m_clock->callAfter(answerTime, this, [this, state, ended] {
        if (*state != State::Open)
            return;
        *state = State::Overdue;
        ++m_overdue;
        noteOutcome(Outcome::NoKeychain);
        ended(Outcome::NoKeychain);
    });
    return [store = QPointer(this), state, ended](Outcome outcome) {
        if (!store || *state == State::Over)
            return;
        const bool inTime = *state == State::Open;
        *state = State::Over;
        if (!inTime)
            --store->m_overdue;
        store->noteOutcome(outcome);
        if (inTime)
            ended(outcome);
    };
}

void KeychainStore::noteOutcome(Outcome outcome) {
    const bool missing = outcome == Outcome::NoKeychain;
    if (missing)
        m_askAgainAt = m_clock->monotonic() + retryAfter;
    if (missing == m_missing)
        return;
    m_missing = missing;
    Q_EMIT placeChanged(place());
}

void KeychainStore::later(std::function<void()> action) {
    QMetaObject::invokeMethod(this, std::move(action), Qt::QueuedConnection);
}

std::unique_ptr<CredentialStore> makeKeychainStore() {
    return std::make_unique<KeychainStore>(makeSystemKeychainJobs(), std::make_shared<base::SystemClock>());
}

} // namespace secrets
