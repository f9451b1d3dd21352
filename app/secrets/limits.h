#pragma once

#include "base/limit.h"

#include <chrono>

namespace secrets {

inline constexpr std::chrono::milliseconds answerTime{4'500};
inline constexpr std::chrono::seconds retryAfter{30};

inline constexpr base::Limit limits[] = {
    {"answer of the keychain", answerTime.count(), answerTime.count(), answerTime.count(), "ms",
     "a keychain that waits for somebody to unlock it must not hold up a capture; leaves half a second of the five",
     false},
    {"missing keychain left alone", retryAfter.count(), retryAfter.count(), retryAfter.count(), "s",
     "a missing keychain is not asked again for every page", false},
};

} // namespace secrets
