#include "bench/server/output.h"

#include <algorithm>
#include <array>

namespace bench::server {

namespace {

constexpr std::size_t maxPieces = 8; // in one call

}

Moved Output::sendTo(Stream& stream, std::size_t most) {
    std::size_t sent = 0;
    while (!m_pieces.empty()) {
        if (sent >= most)
            return {Moved::Status::WantsWrite, sent};
        std::array<iovec, maxPieces> pieces;
        const std::size_t count = std::min(m_pieces.size(), pieces.size());
        for (std::size_t index = 0; index < count; ++index) {
            const std::size_t offset = index == 0 ? m_offset : 0;
            // sendmsg() and SSL_write() only read what iov_base points at.
            pieces[index].iov_base = const_cast<char*>(m_pieces[index]->data() + offset);
            pieces[index].iov_len = m_pieces[index]->size() - offset;
        }
        const Moved moved = stream.write(pieces.data(), static_cast<int>(count));
        if (moved.status != Moved::Status::Done)
            return {moved.status, sent};
        sent += moved.bytes;
        m_offset += moved.bytes;
        auto left = m_pieces.begin();
        for (; left != m_pieces.end() && m_offset >= (*left)->size(); ++left)
            m_offset -= (*left)->size();
        m_pieces.erase(m_pieces.begin(), left);
    }
    return {Moved::Status::Done, sent};
}

} // namespace bench::server
