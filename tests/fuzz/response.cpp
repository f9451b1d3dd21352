#include "bench/direct/responsereader.h"

#include "require.h"

#include <algorithm>
#include <string>

namespace {

using bench::direct::ResponseReader;
using State = ResponseReader::State;

std::string printed(const ResponseReader& reader) {
    return std::to_string(int(reader.state())) + ' ' + bench::direct::faultName(reader.fault()) + ' ' +
           std::to_string(reader.status()) + ' ' + std::to_string(reader.bodyBytes()) + ' ' +
           std::to_string(reader.keepAlive()) + ' ' +
           std::to_string(reader.delay().value_or(std::chrono::milliseconds(-1)).count()) + ' ' +
           std::string(reader.location());
}

// Everything that is read from `bytes` in pieces of `piece`, bodies dropped unread or not.
std::string reading(std::string_view bytes, std::size_t piece, bool head, bool skip) {
    ResponseReader reader;
    reader.next(head);
    std::string all;
    while (!bytes.empty() && reader.state() != State::Failed) {
        const std::size_t most = std::min(piece, bytes.size());
        std::size_t taken = skip ? std::size_t(std::min<std::uint64_t>(most, reader.skippable())) : 0;
        if (taken > 0)
            reader.dropped(taken);
        else
            taken = reader.consume(bytes.substr(0, most));
        fuzz::require(taken > 0 && taken <= most, "something is taken, and no more than there is");
        bytes.remove_prefix(taken);
        if (reader.state() != State::Complete)
            continue;
        all += printed(reader) + '\n';
        reader.next(head);
    }
    all += printed(reader) + '\n';
    reader.end();
    fuzz::require(reader.state() == State::Complete || reader.state() == State::Failed, "the end ends it");
    fuzz::require(!reader.keepAlive(), "a connection that ended is not used again");
    return all + printed(reader);
}

} // namespace

// Bytes from a server: how they are cut never changes what is read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const bool head : {false, true}) {
        const std::string whole = reading(bytes, bytes.size() + 1, head, false);
        fuzz::require(reading(bytes, 1, head, false) == whole, "byte by byte is the same");
        fuzz::require(reading(bytes, 7, head, true) == whole, "in sevens, bodies dropped, is the same");
    }
    return 0;
}
