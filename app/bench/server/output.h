#pragma once

#include "bench/server/script.h"
#include "bench/server/stream.h"

#include <vector>

namespace bench::server {

// What is still to be sent on one connection, shared with all others that send it.
class Output {
public:
    void add(Bytes bytes) { m_pieces.push_back(std::move(bytes)); }

    // Sends in as few calls as possible until all is out (Done), the stream takes no more (WantsWrite, WantsRead), or
    // `most` bytes and a piece are sent (WantsWrite too). `bytes` is what went out, whatever the status.
    Moved sendTo(Stream& stream, std::size_t most);

private:
    std::vector<Bytes> m_pieces;
    std::size_t m_offset = 0; // sent of the first
};

} // namespace bench::server
