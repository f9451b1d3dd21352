#pragma once

#include <QtGlobal>

namespace base {

// One named limit. Each module lists its own in <module>/limits.h; the README's table is printed from these lists.
struct Limit {
    const char* name;     // as shown in the README's table
    qint64 standard;      // what holds unless the user chose otherwise
    qint64 minimum;       // the range a user may choose from; equal to standard where there is no choice
    qint64 maximum;
    const char* unit;     // bytes, ms, requests …
    const char* reason;   // why there is a limit and why this one
    bool settable;        // in Settings
};

} // namespace base
