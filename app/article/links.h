#pragma once

#include <QByteArray>
#include <QUrl>

#include <string_view>

namespace article {

// Resolves what stands in href or src against the page. Empty when it may not be followed or shown: only http, https
// and (for links) mailto and #fragment pass; control characters, tabs and line breaks that hide a scheme are removed
// first, as browsers do.
class LinkResolver {
public:
    explicit LinkResolver(const QUrl& base);

    QByteArray link(std::string_view href) const;
    QByteArray image(std::string_view src) const;

private:
    QUrl m_base;
    QByteArray m_origin; // what stands before "/path" and before "path": what QUrl makes of plain addresses is known
    QByteArray m_folder; // without asking it, and most addresses are plain

    QByteArray resolved(std::string_view address, bool mail) const;
    QByteArray resolvedPlain(std::string_view address) const;
    QByteArray resolvedByUrl(std::string_view address, bool mail) const;
};

} // namespace article
