#pragma once

#include <QString>

#include <string_view>

namespace article {

// How a page orders the numbers of a date such as 3/4/2024.
enum class DayOrder { Unknown, DayFirst, MonthFirst };

// The first date in `text` as ISO 8601 ("2024-05-03" or "2024-05-03T10:15:00Z"), empty when there is none. Understands
// ISO, RFC 2822, written months of some twenty languages, and numbers. With DayOrder::Unknown a date that may be read
// both ways is none.
QString findDate(QStringView text, DayOrder order = DayOrder::MonthFirst);

// What a date with a number over twelve says of the order, in UTF-8 text.
DayOrder orderShownBy(std::string_view text);

// What people in the language's or the site's country write.
DayOrder orderOf(QStringView language, QStringView host);

} // namespace article
