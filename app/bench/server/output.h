#pragma once

#include "bench/server/script.h"
#include "bench/stream.h"

#include <vector>

namespace bench::server {

// What is still to be sent on one connection; bytes and files are shared with all others that send them.
class Output {
public:
    void add(Bytes bytes) { m_pieces.emplace_back(Send{std::move(bytes)}); }
    bool add(const Step& step); // false when it is nothing to send

    // Sends in as few calls as possible until all is out (Done), the stream takes no more (WantsWrite, WantsRead), or
    // `most` bytes and a piece are sent (WantsWrite too). `bytes` is what went out, whatever the status.
    Moved sendTo(Stream& stream, std::size_t most);

private:
    using Piece = std::variant<Send, SendFile>;
    static std::uint64_t sizeOf(const Piece& piece);
    Moved sendBytes(Stream& stream) const;
    Moved sendFile(Stream& stream, std::size_t most) const;
    void drop(std::size_t sent);

    std::vector<Piece> m_pieces;
    std::uint64_t m_offset = 0; // sent of the first
};

} // namespace bench::server
