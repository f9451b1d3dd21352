#pragma once

#include "bench/descriptor.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include <sys/uio.h>

namespace bench {

// What came of an attempt to move bytes.
struct Moved {
    enum class Status { Done, WantsRead, WantsWrite, Ended, Failed };
    Status status = Status::Done;
    std::size_t bytes = 0; // with Done
};

// One connection, plain or TLS, of either side; never blocks. Status Failed leaves errno as the kernel set it.
class Stream {
public:
    explicit Stream(Descriptor socket)
        : m_socket(std::move(socket)) {}
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    virtual ~Stream() = default;

    virtual Moved greet() { return {}; } // the TLS handshake, until Done
    virtual Moved read(char* buffer, std::size_t size);
    virtual Moved write(const iovec* pieces, int count, bool moreFollows);
    virtual Moved writeFile(int file, std::uint64_t offset, std::size_t size); // Failed too when the file is shorter
    // Drops up to `most` bytes of what comes, without copying them where the kernel can; `buffer` is for where it
    // cannot.
    virtual Moved skip(char* buffer, std::size_t bufferSize, std::uint64_t most);
    virtual bool holdsBytes() const { return false; }     // that were read from the socket, and not from here
    virtual std::string failure() const { return {}; }    // of TLS, in OpenSSL's words
    virtual std::string serverName() const { return {}; } // SNI
    virtual void endWriting();                            // FIN
    void makeAbortive();                                  // closing now sends RST and drops what was not sent

    int descriptor() const { return m_socket.get(); }

private:
    Descriptor m_socket;
};

} // namespace bench
