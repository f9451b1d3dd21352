#include "bench/server/representation.h"

#include <algorithm>
#include <cerrno>

#include <sys/mman.h>
#include <unistd.h>

namespace bench::server {

namespace {

constexpr std::size_t pieceSize = 256 * 1024;
constexpr std::size_t fileFrom = 64 * 1024; // below that, copying is cheaper
constexpr std::uint64_t drips = 100;
constexpr std::chrono::milliseconds dripPause{10};

// A file that became shorter meanwhile goes on in zeros.
Bytes readFrom(int file, std::uint64_t offset, std::size_t size) {
    std::string piece(size, '\0');
    ssize_t count = 0;
    do {
        count = ::pread(file, piece.data(), piece.size(), static_cast<off_t>(offset));
    } while (count < 0 && errno == EINTR);
    if (count > 0)
        piece.resize(static_cast<std::size_t>(count));
    return bytesOf(std::move(piece));
}

// None when it cannot be made.
std::shared_ptr<const Descriptor> unnamedFile(std::string_view bytes) {
    auto file = std::make_shared<Descriptor>(::memfd_create("body", MFD_CLOEXEC));
    while (*file && !bytes.empty()) {
        const ssize_t written = ::write(file->get(), bytes.data(), bytes.size());
        if (written > 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
        else if (written == 0 || errno != EINTR)
            return nullptr;
    }
    return *file ? file : nullptr;
}

// The first `length` bytes, piece by piece.
Produce inPieces(const Representation& content, std::uint64_t length, std::size_t size,
                 std::chrono::milliseconds pause) {
    const auto next = [content, length, size, at = std::uint64_t{0}]() mutable {
        if (at == length)
            return Bytes();
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(length - at, size));
        Bytes piece = content.bytes ? bytesOf(content.bytes->substr(static_cast<std::size_t>(at), wanted))
                                    : readFrom(content.file->get(), at, wanted);
        at += piece->size();
        return piece;
    };
    return Produce(next, pause);
}

} // namespace

Representation representationOf(const std::string& bytes, std::string mediaType) {
    Representation content{.mediaType = std::move(mediaType), .size = bytes.size(), .bytes = {}, .file = {}};
    if (bytes.size() >= fileFrom)
        content.file = unnamedFile(bytes);
    if (!content.file)
        content.bytes = bytesOf(bytes);
    return content;
}

Step wholeOf(const Representation& content) {
    if (content.bytes)
        return Send{content.bytes};
    return SendFile{content.file, 0, content.size};
}

Script answerWith(const Request& request, const Representation& content, const Manner& manner) {
    Response response{.status = 200, .headers = {{"Content-Type", content.mediaType}}, .body = {}};
    response.headers.insert(response.headers.end(), manner.extra.begin(), manner.extra.end());
    Script script{.steps = {Send{bytesOf(head(request, response, {{"Content-Length", std::to_string(content.size)}}))}},
                  .keepAlive = request.keepAlive};
    if (request.method == "HEAD")
        return script;
    const std::uint64_t length = manner.truncated ? content.size / 2 : content.size;
    const auto drip = static_cast<std::size_t>(std::max<std::uint64_t>(content.size / drips, 1));
    if (manner.dripping)
        script.steps.emplace_back(inPieces(content, length, drip, dripPause));
    else if (manner.truncated)
        script.steps.emplace_back(inPieces(content, length, pieceSize, {}));
    else if (length > 0)
        script.steps.push_back(wholeOf(content));
    if (manner.truncated)
        script.steps.push_back(Close{});
    return script;
}

} // namespace bench::server
