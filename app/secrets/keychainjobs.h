#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>

namespace secrets {

// What the system's keychain is asked to do, one job behind another. An answer comes from the event loop, or never.
class KeychainJobs {
public:
    enum class Outcome {
        Done,
        NotFound,   // the keychain is there, the entry is not
        NoKeychain, // locked, refused, not installed: all the same to who needs it
    };

    KeychainJobs() = default;
    KeychainJobs(const KeychainJobs&) = delete;
    KeychainJobs& operator=(const KeychainJobs&) = delete;
    virtual ~KeychainJobs() = default;

    virtual void read(const QString& key, std::function<void(Outcome, QByteArray)> done) = 0;
    virtual void write(const QString& key, const QByteArray& value, std::function<void(Outcome)> done) = 0;
    virtual void remove(const QString& key, std::function<void(Outcome)> done) = 0;
};

std::unique_ptr<KeychainJobs> makeSystemKeychainJobs();

} // namespace secrets
