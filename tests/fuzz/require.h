#pragma once

#include <cstdio>
#include <cstdlib>

namespace fuzz {

// What must hold for every input; libFuzzer keeps the input that breaks it.
inline void require(bool holds, const char* what) {
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

} // namespace fuzz
