#include "cli/titleline.h"

#include <algorithm>

namespace cli {

QString withoutTitleLine(const QString& text, const QString& title) {
    const auto isSpace = [](QChar c) { return c.isSpace(); };
    const auto begin = std::find_if_not(text.begin(), text.end(), isSpace);
    const auto end = std::find(begin, text.end(), u'\n');
    if (title.simplified().isEmpty() || QStringView(begin, end).toString().simplified() != title.simplified())
        return text;
    const auto rest = std::find_if_not(end, text.end(), isSpace);
    return text.mid(rest - text.begin());
}

} // namespace cli
