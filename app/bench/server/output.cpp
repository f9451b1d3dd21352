#include "bench/server/output.h"

#include <algorithm>
#include <array>

namespace bench::server {

namespace {

constexpr std::size_t maxPieces = 8; // in one call

}

bool Output::add(const Step& step) {
    if (const auto* bytes = std::get_if<Send>(&step))
        m_pieces.emplace_back(*bytes);
    else if (const auto* part = std::get_if<SendFile>(&step))
        m_pieces.emplace_back(*part);
    else
        return false;
    return true;
}

std::uint64_t Output::sizeOf(const Piece& piece) {
    const auto* bytes = std::get_if<Send>(&piece);
    return bytes ? bytes->bytes->size() : std::get<SendFile>(piece).size;
}

Moved Output::sendTo(Stream& stream, std::size_t most) {
    std::size_t sent = 0;
    while (!m_pieces.empty()) {
        if (sent >= most)
            return {Moved::Status::WantsWrite, sent};
        const bool isFile = std::holds_alternative<SendFile>(m_pieces.front());
        const Moved moved = isFile ? sendFile(stream, most) : sendBytes(stream);
        if (moved.status != Moved::Status::Done)
            return {moved.status, sent};
        sent += moved.bytes;
        drop(moved.bytes);
    }
    return {Moved::Status::Done, sent};
}

// All bytes up to the next file.
Moved Output::sendBytes(Stream& stream) const {
    std::array<iovec, maxPieces> vectors;
    std::size_t count = 0;
    for (; count < std::min(m_pieces.size(), maxPieces); ++count) {
        const auto* piece = std::get_if<Send>(&m_pieces[count]);
        if (!piece)
            break;
        const std::size_t offset = count == 0 ? static_cast<std::size_t>(m_offset) : 0;
        // sendmsg() and SSL_write() only read what iov_base points at.
        vectors[count].iov_base = const_cast<char*>(piece->bytes->data() + offset);
        vectors[count].iov_len = piece->bytes->size() - offset;
    }
    return stream.write(vectors.data(), static_cast<int>(count), count < m_pieces.size());
}

Moved Output::sendFile(Stream& stream, std::size_t most) const {
    const auto& part = std::get<SendFile>(m_pieces.front());
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(part.size - m_offset, most));
    if (size == 0)
        return {};
    return stream.writeFile(part.file->get(), part.offset + m_offset, size);
}

void Output::drop(std::size_t sent) {
    m_offset += sent;
    auto left = m_pieces.begin();
    for (; left != m_pieces.end() && m_offset >= sizeOf(*left); ++left)
        m_offset -= sizeOf(*left);
    m_pieces.erase(m_pieces.begin(), left);
}

} // namespace bench::server
