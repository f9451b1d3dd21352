#pragma once

#include "base/clock.h"
#include "secrets/credentialstore.h"
#include "secrets/keychainjobs.h"

#include <QHash>
#include <QSet>

namespace secrets {

// Keeps logins in the system's keychain; while that is missing, refuses, or does not answer in time, in memory. Memory
// goes before the keychain where both have something to say about an origin.
class KeychainStore final : public CredentialStore {
    Q_OBJECT

public:
    KeychainStore(std::unique_ptr<KeychainJobs> jobs, std::shared_ptr<base::Clock> clock);

    void find(const QString& origin, std::function<void(std::optional<Login>)> done) override;
    void store(const QString& origin, const Login& login, std::function<void(Place)> done) override;
    void remove(const QString& origin, std::function<void()> done) override;
    Place place() const override { return m_missing ? Place::Session : Place::Keychain; }

private:
    enum class Eagerness { Patient, Now };

    bool worthAsking(Eagerness eagerness) const;
    std::function<void(KeychainJobs::Outcome)> watched(const std::function<void(KeychainJobs::Outcome)>& ended);
    void noteOutcome(KeychainJobs::Outcome outcome);
    void later(std::function<void()> action);

    const std::unique_ptr<KeychainJobs> m_jobs;
    const std::shared_ptr<base::Clock> m_clock;
    QHash<QString, Login> m_logins; // those the keychain does not have, or not yet
    QSet<QString> m_removed;        // those it has, but should not
    bool m_missing = false;
    int m_overdue = 0; // jobs without an answer in time: everything after them waits behind them
    std::chrono::nanoseconds m_askAgainAt{};
};

} // namespace secrets
