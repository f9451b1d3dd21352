#pragma once

#include "library/types.h"

#include <QJsonObject>

namespace cli {

// A page as the command line's JSON has it: times in UTC, null where there is none.
QJsonObject pageJson(const library::PageRow& page);
QJsonValue timeJson(const QDateTime& time);

} // namespace cli
