#pragma once

#include "library/types.h"

#include <QString>

namespace models {

// Why a job waits for another attempt, in a word or two: "Busy (503)". Empty when it has not tried yet.
QString setbackWord(const library::Job& job);

// The same with the time that is left: "Busy (503), tries again in 12 s". Empty for what does not wait so.
QString waitText(const library::Job& job, const QDateTime& now);

} // namespace models
