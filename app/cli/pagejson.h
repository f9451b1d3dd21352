#pragma once

#include "library/stores.h"

#include <QJsonObject>

namespace cli {

// A page as the command line's JSON has it: times in UTC, null where there is none.
base::Result<QJsonObject> pageJson(library::Stores& stores, const library::PageRow& page);
// Why its last capture failed and what to do, as people are told it; empty when it did not fail.
base::Result<QString> lastFailure(library::Stores& stores, const library::PageRow& page);
QJsonValue timeJson(const QDateTime& time);

} // namespace cli
