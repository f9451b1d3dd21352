#pragma once

#include "base/limit.h"

// The one limit that every module has in common.
namespace base {

inline constexpr qint64 linkBytes = 8 * 1024;

inline constexpr Limit limits[] = {
    {"link", linkBytes, linkBytes, linkBytes, "bytes",
     "RFC 9110 §4.1 asks for 8,000 octets; longer ones are attacks or accidents", false},
};

} // namespace base
