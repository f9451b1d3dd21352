#pragma once

#include <QString>

namespace cli {

// Text without its first line where that is the title once more, as most articles begin.
QString withoutTitleLine(const QString& text, const QString& title);

} // namespace cli
