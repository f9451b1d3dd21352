#pragma once

#include <QString>

#include <string_view>

namespace article {

inline QString stringOf(std::string_view view) {
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}
inline std::string_view viewOf(const QByteArray& bytes) {
    return {bytes.constData(), size_t(bytes.size())};
}

// Character references that were escaped once too often: &amp; &lt; &gt; &quot; &#39; &nbsp; &#8217; &#x2019; …
QString withoutEntities(const QString& text);

// Lower case letters and digits only, for comparing names and titles.
QString essence(const QString& text);

} // namespace article
