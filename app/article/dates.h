#pragma once

#include <QString>

namespace article {

// The first date in `text` as ISO 8601 ("2024-05-03" or "2024-05-03T10:15:00Z"), empty when there is none. Understands
// ISO, RFC 2822, written months of a dozen languages, and numbers; `language` decides between 3/4 and 4/3.
QString findDate(QStringView text, QStringView language = {});

} // namespace article
