#pragma once

#include <QTest>

// Every test program is compiled with this header first (tidemark_test in packaging/cmake/Tidemark.cmake). A wait ends
// with what it waits for; Qt's 5 s are too few for a busy machine that is five times slower than a developer's.

namespace support {

inline constexpr int patience = 30'000; // ms

}

#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expression) QTRY_VERIFY_WITH_TIMEOUT(expression, support::patience)
#define QTRY_VERIFY2(expression, message) QTRY_VERIFY2_WITH_TIMEOUT(expression, message, support::patience)
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, support::patience)
