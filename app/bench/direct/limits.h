#pragma once

#include "base/limit.h"

#include <cstddef>

namespace bench::direct {

inline constexpr std::size_t maxHead = 64 * 1024;
inline constexpr std::uint32_t maxFields = 500;
inline constexpr std::size_t maxChunkLine = 4 * 1024;
inline constexpr int maxInterim = 20;

inline constexpr base::Limit limits[] = {
    {"direct engine: head of a response", maxHead, maxHead, maxHead, "bytes",
     "with its trailers; a server cannot fill this computer's memory", false},
    {"direct engine: fields of a response", maxFields, maxFields, maxFields, "fields", "as for the head", false},
    {"direct engine: line of a chunk", maxChunkLine, maxChunkLine, maxChunkLine, "bytes",
     "its size, with extensions that nobody reads", false},
    {"direct engine: interim responses", maxInterim, maxInterim, maxInterim, "responses",
     "100 Continue without end would be no answer", false},
};

} // namespace bench::direct
