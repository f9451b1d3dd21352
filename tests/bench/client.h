#pragma once

#include "bench/descriptor.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

// A client that says byte for byte what a test wants to say, and blocks for at most ten seconds.
class Client {
public:
    explicit Client(std::uint16_t port, const std::string& address = "127.0.0.1");

    struct Answer {
        int status = 0;
        std::map<std::string, std::string> headers; // names in lower case
        std::string body;
        bool whole = false; // as long as was promised
    };

    bool send(std::string_view bytes);
    void endWriting(); // nothing more will be said, but still listened to
    Answer ask(const std::string& path, const std::string& headers = {}); // GET, keeping the connection
    Answer answer(bool withoutBody = false);                              // the next one on this connection
    std::string untilClosed(std::size_t most = 100'000'000);              // everything that comes
    std::string atMost(std::size_t size);                                 // so many bytes, fewer when it ends
    bool closed();                                                        // whether the server has ended it
    int lastError() const { return m_error; } // errno of the last read, 0 when it ended well

private:
    bool more();

    bench::Descriptor m_socket;
    std::string m_buffer;
    int m_error = 0;
};
