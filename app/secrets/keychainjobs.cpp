#include "secrets/keychainjobs.h"

#include <qt6keychain/keychain.h>

namespace secrets {

namespace {

constexpr QLatin1String service("Tidemark");

// QtKeychain 0.13 has no isAvailable(): every error but this one means that there is no keychain for us.
KeychainJobs::Outcome outcomeOf(const QKeychain::Job& job) {
    switch (job.error()) {
    case QKeychain::NoError:
        return KeychainJobs::Outcome::Done;
    case QKeychain::EntryNotFound:
        return KeychainJobs::Outcome::NotFound;
    default:
        return KeychainJobs::Outcome::NoKeychain;
    }
}

class SystemKeychainJobs final : public KeychainJobs {
public:
    void read(const QString& key, std::function<void(Outcome, QByteArray)> done) override {
        auto* job = new QKeychain::ReadPasswordJob(service);
        start(job, key, [job, done = std::move(done)] { done(outcomeOf(*job), job->binaryData()); });
    }
    void write(const QString& key, const QByteArray& value, std::function<void(Outcome)> done) override {
        auto* job = new QKeychain::WritePasswordJob(service);
        job->setBinaryData(value);
        start(job, key, [job, done = std::move(done)] { done(outcomeOf(*job)); });
    }
    void remove(const QString& key, std::function<void(Outcome)> done) override {
        auto* job = new QKeychain::DeletePasswordJob(service);
        start(job, key, [job, done = std::move(done)] { done(outcomeOf(*job)); });
    }

private:
    // The job belongs to QtKeychain's queue and deletes itself when it ends: one that is being worked on must not be
    // deleted, for those behind it would wait for ever.
    template<typename Ended>
    void start(QKeychain::Job* job, const QString& key, Ended ended) {
        job->setInsecureFallback(false);
        job->setKey(key);
        QObject::connect(job, &QKeychain::Job::finished, job, std::move(ended));
        job->start();
    }
};

} // namespace

std::unique_ptr<KeychainJobs> makeSystemKeychainJobs() {
    return std::make_unique<SystemKeychainJobs>();
}

} // namespace secrets
