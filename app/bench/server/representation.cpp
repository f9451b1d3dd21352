#include "bench/server/representation.h"

#include <algorithm>
#include <cerrno>

#include <unistd.h>

namespace bench::server {

namespace {

constexpr std::size_t pieceSize = 256 * 1024;
constexpr std::uint64_t drips = 100;
constexpr std::chrono::milliseconds dripPause{10};

// A file that became shorter meanwhile goes on in zeros, so that the length that was promised stays true.
Bytes readFrom(int descriptor, std::size_t size) {
    std::string piece(size, '\0');
    ssize_t count = 0;
    do {
        count = ::read(descriptor, piece.data(), piece.size());
    } while (count < 0 && errno == EINTR);
    if (count > 0)
        piece.resize(static_cast<std::size_t>(count));
    return bytesOf(std::move(piece));
}

// The first `length` bytes, piece by piece.
Produce inPieces(const Representation& content, std::uint64_t length, std::size_t size,
                 std::chrono::milliseconds pause) {
    const auto next = [content, length, size, at = std::uint64_t{0}]() mutable {
        if (at == length)
            return Bytes();
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(length - at, size));
        Bytes piece = content.bytes ? bytesOf(content.bytes->substr(static_cast<std::size_t>(at), wanted))
                                    : readFrom(content.file->get(), wanted);
        at += piece->size();
        return piece;
    };
    return Produce(next, pause);
}

} // namespace

Script answerWith(const Request& request, const Representation& content, const Manner& manner) {
    Response response{.status = 200, .headers = {{"Content-Type", content.mediaType}}, .body = {}};
    response.headers.insert(response.headers.end(), manner.extra.begin(), manner.extra.end());
    Script script{.steps = {Send{bytesOf(head(request, response, {{"Content-Length", std::to_string(content.size)}}))}},
                  .keepAlive = request.keepAlive};
    if (request.method == "HEAD")
        return script;
    const std::uint64_t length = manner.truncated ? content.size / 2 : content.size;
    if (manner.dripping)
        script.steps.push_back(inPieces(
            content, length, static_cast<std::size_t>(std::max<std::uint64_t>(content.size / drips, 1)), dripPause));
    else if (content.bytes && !manner.truncated)
        script.steps.push_back(Send{content.bytes});
    else
        script.steps.push_back(inPieces(content, length, pieceSize, {}));
    if (manner.truncated)
        script.steps.push_back(Close{});
    return script;
}

} // namespace bench::server
