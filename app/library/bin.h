#pragma once

#include "base/result.h"

#include <QDateTime>

namespace library {

struct Stores;

struct EmptiedBin {
    bool clockBelieved = false; // else nothing is emptied, and nothing is lost
    int gone = 0;               // pages, for good
};

// Takes pages out of the bin, for good, that have lain in it for 30 days: `most` of them, and every run. `now` is
// believed when it is at most two days from when the bin was looked through last; or when it is later by two days, and
// by a year at most, than the first of the times since then that were not. So a wrong year at boot empties no bin,
// whether it is set right within two days or the program ends; after a holiday the bin is emptied two days late. Days
// that a clock which stood wrong has written to the bin count from now.
base::Result<EmptiedBin> emptyBin(Stores& stores, const QDateTime& now, int most = 200);

} // namespace library
