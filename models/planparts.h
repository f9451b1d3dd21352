#pragma once

#include "models/resulttables.h"

namespace models {

// The parts of the plans in which one of the runs differs from the first, a row each: "differs" beside the others.
QList<QStringList> planDifferences(const QList<NamedResult>& runs);

} // namespace models
