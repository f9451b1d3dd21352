#include "article/links.h"

#include "article/document.h"

#include <algorithm>

namespace article {
namespace {

constexpr size_t longestLink = 8192;

// HTML: strip leading and trailing C0 control and space; URL: remove tab and newline anywhere.
std::string cleaned(std::string_view address) {
    const auto isEdge = [](char c) { return quint8(c) <= 0x20; };
    while (!address.empty() && isEdge(address.front()))
        address.remove_prefix(1);
    while (!address.empty() && isEdge(address.back()))
        address.remove_suffix(1);
    std::string out;
    out.reserve(address.size());
    for (const char c : address) {
        if (c != '\t' && c != '\n' && c != '\r')
            out.push_back(c);
    }
    return out;
}

// "scheme" of "scheme:rest", lower case; empty when there is none.
std::string schemeOf(std::string_view address) {
    std::string scheme;
    for (const char c : address) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
        if (c == ':')
            return scheme;
        if (!letter && (!other || scheme.empty()))
            return {};
        scheme.push_back(letter ? char(c | 0x20) : c);
    }
    return {};
}

bool isWeb(const QString& scheme) {
    return scheme == QLatin1String("http") || scheme == QLatin1String("https");
}

} // namespace

LinkResolver::LinkResolver(const QUrl& base)
    : m_base(base) {}

QByteArray LinkResolver::link(std::string_view href) const {
    return resolved(href, true);
}

QByteArray LinkResolver::image(std::string_view src) const {
    const QByteArray found = resolved(src, false);
    return found.startsWith('#') ? QByteArray() : found;
}

QByteArray LinkResolver::resolved(std::string_view address, bool mail) const {
    if (address.size() > longestLink)
        return {};
    const std::string clean = cleaned(address);
    if (clean.empty())
        return {};
    if (clean[0] == '#')
        return clean.size() > 1 ? QUrl(QString::fromUtf8(clean)).toEncoded() : QByteArray();
    const std::string scheme = schemeOf(clean);
    if (scheme == "mailto")
        return mail ? QUrl(QString::fromUtf8(clean)).toEncoded() : QByteArray();
    if (!scheme.empty() && scheme != "http" && scheme != "https")
        return {};
    QUrl url(QString::fromUtf8(clean));
    if (url.isRelative())
        url = m_base.isValid() ? m_base.resolved(url) : QUrl();
    if (!url.isValid() || !isWeb(url.scheme()) || url.host().isEmpty())
        return {};
    url.setUserInfo(QString());
    return url.toEncoded();
}

} // namespace article
