#pragma once

#include <QtGlobal>

#include <string_view>

// Hashes that stay the same from run to run: some are in the block classifier's table.
namespace article {

// 64-bit FNV-1a, begun with `seed`.
inline constexpr quint64 hashSeed = 0xcbf29ce484222325ULL;
inline quint64 hashOf(std::string_view text, quint64 seed = hashSeed) {
    for (const char c : text)
        seed = (seed ^ quint8(c)) * 0x100000001b3ULL;
    return seed;
}
// Of two hashes one, in which their order counts.
inline quint64 mixed(quint64 a, quint64 b) {
    quint64 x = a ^ (b + 0x9e3779b97f4a7c15ULL + (a << 6) + (a >> 2));
    x ^= x >> 31;
    return x * 0xd6e8feb86659fd93ULL;
}

} // namespace article
