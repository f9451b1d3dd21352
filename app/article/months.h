#pragma once

#include <QStringView>

namespace article {

// 1 … 12 for a month's name or its short form in one of some twenty languages, 0 for any other word.
int monthOf(QStringView word);

} // namespace article
