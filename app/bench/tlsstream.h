#pragma once

#include "bench/stream.h"

#include <memory>
#include <string>

struct ssl_ctx_st;
struct ssl_st;

namespace bench {

// A connection over TLS, of either side.
class TlsStream final : public Stream {
public:
    enum class Side { Client, Server };

    TlsStream(Descriptor socket, ssl_ctx_st* context, Side side);
    bool valid() const { return m_tls != nullptr; } // false: no memory

    Moved greet() override;
    Moved read(char* buffer, std::size_t size) override;
    Moved write(const iovec* pieces, int count, bool moreFollows) override;
    Moved writeFile(int file, std::uint64_t offset, std::size_t size) override;
    Moved skip(char* buffer, std::size_t bufferSize, std::uint64_t most) override;
    bool holdsBytes() const override;
    std::string serverName() const override;
    std::string failure() const override { return m_failure; }
    void endWriting() override;

    ssl_st* handle() const { return m_tls.get(); }

private:
    Moved outcome(int result, std::size_t bytes);

    std::unique_ptr<ssl_st, void (*)(ssl_st*)> m_tls;
    const Side m_side;
    std::string m_failure;
};

} // namespace bench
