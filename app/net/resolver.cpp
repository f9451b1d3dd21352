#include "net/resolver.h"

#include <QUrl>

#include <cerrno>
#include <condition_variable>
#include <deque>
#include <fcntl.h>
#include <mutex>
#include <netdb.h>
#include <thread>
#include <unistd.h>
#include <unordered_map>

namespace net {

namespace {

// The C library reports a missing descriptor as "try again": ask the kernel.
bool outOfDescriptors() {
    const int probe = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (probe >= 0)
        close(probe);
    return probe < 0 && (errno == EMFILE || errno == ENFILE);
}

ErrorKind kindOf(int status) {
    switch (status) {
    case EAI_NONAME:
#ifdef EAI_NODATA
    case EAI_NODATA: // the name exists and has no address
#endif
        return ErrorKind::NameNotFound;
    default:
        return outOfDescriptors() ? ErrorKind::NoDescriptors : ErrorKind::NameLookupFailed;
    }
}

LookupResult ask(const QByteArray& host) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo* list = nullptr;
    int status = getaddrinfo(host.constData(), nullptr, &hints, &list);
    if (status == EAI_NONAME || status == EAI_ADDRFAMILY || status == EAI_BADFLAGS) {
        // AI_ADDRCONFIG ignores loopback: offline, even "localhost" needs to be asked for without it.
        hints.ai_flags = 0;
        status = getaddrinfo(host.constData(), nullptr, &hints, &list);
    }
    if (status != 0)
        return {{}, kindOf(status)};
    LookupResult result;
    for (const addrinfo* entry = list; entry; entry = entry->ai_next) {
        const QHostAddress address(entry->ai_addr);
        if (!address.isNull() && !result.addresses.contains(address))
            result.addresses.append(address);
    }
    freeaddrinfo(list);
    if (result.addresses.isEmpty())
        result.error = ErrorKind::NameNotFound;
    return result;
}

} // namespace

// Lives in the thread that asks; the threads post into it.
class SystemResolver::Mailbox : public QObject {
public:
    void deliver(quint64 id, const LookupResult& result) {
        auto node = m_waiting.extract(id);
        if (!node.empty())
            node.mapped()(result);
    }
    std::unordered_map<quint64, Found> m_waiting;
    quint64 m_last = 0;
};

struct SystemResolver::State {
    std::mutex mutex;
    std::condition_variable wanted;
    std::deque<std::pair<quint64, QByteArray>> questions;
    Mailbox* mailbox = nullptr; // null: the resolver is gone
    struct Worker {
        std::thread thread;
        bool asking = false;
    };
    std::vector<Worker> workers;

    static void run(const std::shared_ptr<State>& state, std::size_t number) {
        std::unique_lock lock(state->mutex);
        for (;;) {
            state->wanted.wait(lock, [&] { return !state->mailbox || !state->questions.empty(); });
            if (!state->mailbox)
                return;
            const auto [id, host] = state->questions.front();
            state->questions.pop_front();
            state->workers[number].asking = true;
            lock.unlock();
            const LookupResult result = ask(host);
            lock.lock();
            state->workers[number].asking = false;
            if (Mailbox* mailbox = state->mailbox)
                QMetaObject::invokeMethod(
                    mailbox, [mailbox, id = id, result] { mailbox->deliver(id, result); }, Qt::QueuedConnection);
        }
    }
};

SystemResolver::SystemResolver(int threads)
    : m_state(std::make_shared<State>())
    , m_mailbox(std::make_unique<Mailbox>()) {
    const std::lock_guard lock(m_state->mutex);
    m_state->mailbox = m_mailbox.get();
    m_state->workers.resize(static_cast<std::size_t>(threads));
    for (std::size_t number = 0; number < m_state->workers.size(); ++number)
        m_state->workers[number].thread = std::thread([state = m_state, number] { State::run(state, number); });
}

SystemResolver::~SystemResolver() {
    std::vector<std::thread> idle;
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->mailbox = nullptr;
        for (State::Worker& worker : m_state->workers) {
            if (worker.asking)
                worker.thread.detach(); // ends by itself; it owns a share of the state
            else
                idle.push_back(std::move(worker.thread));
        }
    }
    m_state->wanted.notify_all();
    for (std::thread& thread : idle)
        thread.join();
}

void SystemResolver::lookup(const QString& host, Found found) {
    const quint64 id = ++m_mailbox->m_last;
    m_mailbox->m_waiting.emplace(id, std::move(found));
    const std::lock_guard lock(m_state->mutex);
    m_state->questions.emplace_back(id, QUrl::toAce(host).isEmpty() ? host.toUtf8() : QUrl::toAce(host));
    m_state->wanted.notify_one();
}

} // namespace net
