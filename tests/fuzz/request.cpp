#include "bench/server/knownrequest.h"
#include "bench/server/limits.h"
#include "bench/server/requestreader.h"

#include "require.h"

namespace {

using bench::server::RequestReader;

std::string printed(const RequestReader& reader) {
    const auto& request = reader.request();
    std::string text = std::to_string(int(reader.state())) + '/' + std::to_string(reader.failure());
    if (reader.state() != RequestReader::State::Complete)
        return text;
    text += request.method + '\n' + request.path + '\n' + request.query + '\n' + std::to_string(request.bodySize);
    for (const auto& [name, value] : request.headers)
        text.append("\n").append(name).append("=").append(value);
    return text + '\n' + request.body;
}

// Everything that is read from `bytes` when they come in pieces of `piece`.
std::string reading(std::string_view bytes, std::size_t piece) {
    RequestReader reader;
    std::string all;
    while (!bytes.empty() && reader.state() != RequestReader::State::Failed) {
        const std::size_t taken = reader.consume(bytes.substr(0, piece));
        fuzz::require(taken <= std::min(piece, bytes.size()), "no more is taken than there is");
        fuzz::require(reader.request().headers.size() <= bench::server::maxHeaders, "headers are bounded");
        fuzz::require(reader.request().body.size() <= bench::server::keptRequestBody, "what is kept is bounded");
        bytes.remove_prefix(taken);
        if (reader.state() != RequestReader::State::Complete)
            continue;
        all += printed(reader) + "\n--\n";
        reader.next();
    }
    return all + printed(reader);
}

// What is answered without being read is what the reader would have read.
void recognise(const std::string& bytes) {
    using namespace bench::server;
    const std::string first = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
    RequestReader learning;
    learning.consume(first);
    KnownRequests known;
    known.learn(learning.request(), first);
    for (const std::string& input : {bytes, "GET /" + bytes + " HTTP/1.1\r\nHost: a\r\n\r\n"}) {
        const auto found = known.recognise(input);
        if (!found)
            continue;
        RequestReader reader;
        fuzz::require(reader.consume(input) == found->size, "the same bytes are taken");
        fuzz::require(reader.state() == RequestReader::State::Complete, "they are a request");
        fuzz::require(reader.request().path == found->path, "of the same path");
        fuzz::require(reader.request().keepAlive == found->keepAlive, "that keeps the connection or not");
    }
}

} // namespace

// Bytes from a client: how they are cut never changes what is read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::string whole = reading(bytes, bytes.size() + 1);
    fuzz::require(reading(bytes, 1) == whole, "byte by byte is the same");
    fuzz::require(reading(bytes, 7) == whole, "in sevens is the same");
    recognise(std::string(bytes));
    return 0;
}
