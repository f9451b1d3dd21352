#pragma once

#include "bench/eventloop.h"
#include "bench/server/script.h"

#include <ctime>
#include <string>

namespace bench::server {

// A line for each answered request in the common log format (of NCSA httpd): address, time in UTC, request line,
// status, bytes of the body. Lines are kept until flush(), which the server calls once a round. Lives in the server's
// thread.
class AccessLog {
public:
    explicit AccessLog(int descriptor)
        : m_descriptor(descriptor) {}

    // `script` is what was played and `sent` how much of it went out; nothing of a head is "-", no status.
    void add(std::string_view address, const Request& request, const Script& script, std::uint64_t sent);
    // Waits for a slow reader of the log, but not beyond the loop's quit(): then lines that find no room are dropped.
    void flush(EventLoop& loop);
    int failure() const { return m_failure; } // errno of the first write that failed, 0: none; nothing is written after

private:
    void addTime(std::time_t now);

    const int m_descriptor;
    int m_failure = 0;
    std::string m_lines;
    std::string m_time; // as written, of this second
    std::time_t m_second = -1;
};

} // namespace bench::server
