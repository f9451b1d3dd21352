// What libcurl can do at its best: one thread, a multi handle told by epoll which sockets are ready, so many handles
// that keep their connections, bodies dropped. What the engine `direct` is measured against with long bodies. Prints
// requests done and failures.

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include <curl/curl.h>
#include <sys/epoll.h>

namespace {

using Clock = std::chrono::steady_clock;

constexpr long buffer = 100 * 1024; // of each handle; the quickest with 450 KB of 16 to 512 KB

std::size_t drop(char*, std::size_t, std::size_t size, void*) {
    return size;
}

class Loop {
public:
    Loop(const char* link, const char* authorities, int connections)
        : m_epoll(::epoll_create1(0))
        , m_multi(curl_multi_init()) {
        curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, &Loop::watch);
        curl_multi_setopt(m_multi, CURLMOPT_SOCKETDATA, this);
        curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, &Loop::setTimer);
        curl_multi_setopt(m_multi, CURLMOPT_TIMERDATA, this);
        curl_multi_setopt(m_multi, CURLMOPT_MAXCONNECTS, static_cast<long>(connections));
        for (int each = 0; each < connections; ++each) {
            CURL* easy = curl_easy_init();
            curl_easy_setopt(easy, CURLOPT_URL, link);
            curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
            curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &drop);
            curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, buffer);
            curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
            curl_easy_setopt(easy, CURLOPT_PROXY, "");
            if (authorities)
                curl_easy_setopt(easy, CURLOPT_CAINFO, authorities);
            m_handles.push_back(easy);
        }
    }

    ~Loop() {
        for (CURL* easy : m_handles) {
            curl_multi_remove_handle(m_multi, easy);
            curl_easy_cleanup(easy);
        }
        curl_multi_cleanup(m_multi);
    }
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    void run(std::chrono::seconds time) {
        const Clock::time_point end = Clock::now() + time;
        for (CURL* easy : m_handles)
            curl_multi_add_handle(m_multi, easy);
        std::array<epoll_event, 256> events{};
        int running = 0;
        while (Clock::now() < end) {
            const int wait = m_wait < 0 || m_wait > 100 ? 100 : static_cast<int>(m_wait);
            const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), wait);
            for (int event = 0; event < count; ++event) {
                const epoll_event& ready = events[static_cast<std::size_t>(event)];
                const int what = ((ready.events & EPOLLIN) != 0 ? CURL_CSELECT_IN : 0) |
                                 ((ready.events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0) |
                                 ((ready.events & (EPOLLERR | EPOLLHUP)) != 0 ? CURL_CSELECT_ERR : 0);
                curl_multi_socket_action(m_multi, ready.data.fd, what, &running);
            }
            if ((count == 0 && m_wait > 0) || m_wait == 0) {
                m_wait = -1; // it says when to call again
                curl_multi_socket_action(m_multi, CURL_SOCKET_TIMEOUT, 0, &running);
            }
            askAgain();
        }
    }

    long done() const { return m_done; }
    long failed() const { return m_failed; }

private:
    void askAgain() {
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(m_multi, &left)) {
            CURL* easy = message->easy_handle;
            long status = 0;
            curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
            ++m_done;
            m_failed += message->data.result == CURLE_OK && status == 200 ? 0 : 1;
            curl_multi_remove_handle(m_multi, easy);
            curl_multi_add_handle(m_multi, easy);
        }
    }

    static int watch(CURL*, curl_socket_t socket, int what, void* loop, void* known) {
        auto* self = static_cast<Loop*>(loop);
        epoll_event event{};
        event.data.fd = socket;
        event.events = ((what & CURL_POLL_IN) != 0 ? EPOLLIN : 0U) | ((what & CURL_POLL_OUT) != 0 ? EPOLLOUT : 0U);
        if (what == CURL_POLL_REMOVE) {
            ::epoll_ctl(self->m_epoll, EPOLL_CTL_DEL, socket, nullptr);
        } else {
            ::epoll_ctl(self->m_epoll, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event);
            curl_multi_assign(self->m_multi, socket, self);
        }
        return 0;
    }

    static int setTimer(CURLM*, long milliseconds, void* loop) {
        static_cast<Loop*>(loop)->m_wait = milliseconds;
        return 0;
    }

    const int m_epoll;
    CURLM* m_multi;
    std::vector<CURL*> m_handles;
    long m_wait = -1; // ms until libcurl wants to be called; negative: it does not
    long m_done = 0;
    long m_failed = 0;
};

} // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fputs("usage: curlmulti SECONDS CONNECTIONS LINK\n(SSL_CERT_FILE: whom to trust)\n", stderr);
        return 2;
    }
    curl_global_init(CURL_GLOBAL_DEFAULT);
    Loop loop(argv[3], std::getenv("SSL_CERT_FILE"), std::atoi(argv[2]));
    loop.run(std::chrono::seconds(std::atoi(argv[1])));
    std::printf("%ld %ld\n", loop.done(), loop.failed());
    return loop.failed() == 0 ? 0 : 1;
}
