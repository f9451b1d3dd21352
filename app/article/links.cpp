#include "article/links.h"

#include "article/document.h"

#include <algorithm>
#include <array>

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

// Behind the host QUrl leaves these as they are.
constexpr std::array<bool, 256> plainCharacters = [] {
    std::array<bool, 256> table{};
    for (quint8 c = 'a'; c <= 'z'; ++c)
        table[c] = table[c & ~0x20U] = true;
    for (quint8 c = '0'; c <= '9'; ++c)
        table[c] = true;
    for (const char c : std::string_view("/?#-._~=&+,;:@!*()$"))
        table[quint8(c)] = true;
    return table;
}();

// A path, query and fragment that QUrl neither encodes, decodes nor takes dots from.
bool isPlain(std::string_view address) {
    return std::all_of(address.begin(), address.end(), [](char c) { return plainCharacters[quint8(c)]; }) &&
           address.find("/.") == std::string_view::npos && std::count(address.begin(), address.end(), '#') <= 1;
}

// Lower case, a name (not 0x7f.1), each of its parts one that every rule allows.
bool isPlainHost(std::string_view host) {
    const auto isPlainHostCharacter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    };
    if (host.empty() || host.size() > 63 || !std::all_of(host.begin(), host.end(), isPlainHostCharacter))
        return false;
    for (size_t at = 0; at < host.size(); ++at) {
        const bool mark = host[at] == '-' || host[at] == '.';
        if (mark && (at == 0 || at + 1 == host.size() || host[at - 1] == '-' || host[at - 1] == '.'))
            return false;
    }
    const size_t last = host.rfind('.') + 1;
    return host[last] >= 'a';
}

bool isPlainWeb(std::string_view address) {
    const std::string_view scheme = address.starts_with("https://")  ? "https://"
                                    : address.starts_with("http://") ? "http://"
                                                                     : "";
    if (scheme.empty())
        return false;
    const std::string_view rest = address.substr(scheme.size());
    const size_t end = std::min(rest.find_first_of("/?#"), rest.size());
    return isPlainHost(rest.substr(0, end)) && isPlain(rest.substr(end));
}

QByteArray withoutLast(const QByteArray& address) {
    return address.first(std::max<qsizetype>(address.size() - 1, 0));
}

QByteArray joined(const QByteArray& start, std::string_view end) {
    return start + QByteArray(end.data(), qsizetype(end.size()));
}

bool isWeb(const QString& scheme) {
    return scheme == QLatin1String("http") || scheme == QLatin1String("https");
}

} // namespace

LinkResolver::LinkResolver(const QUrl& base)
    : m_base(base)
    , m_origin(withoutLast(resolvedByUrl("/x", false)))
    , m_folder(withoutLast(resolvedByUrl("x", false))) {}

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
    const QByteArray plain = resolvedPlain(address);
    return plain.isEmpty() ? resolvedByUrl(address, mail) : plain;
}

// Empty when it is not as plain as that.
QByteArray LinkResolver::resolvedPlain(std::string_view address) const {
    if (isPlainWeb(address))
        return joined({}, address);
    if (m_origin.isEmpty() || address.empty() || !isPlain(address))
        return {};
    if (address[0] == '/')
        return address.starts_with("//") ? QByteArray() : joined(m_origin, address.substr(1));
    const std::string_view path = address.substr(0, address.find_first_of("?#"));
    const bool asItIs = !path.empty() && path[0] != '.' && path.find(':') == std::string_view::npos;
    return asItIs ? joined(m_folder, address) : QByteArray();
}

QByteArray LinkResolver::resolvedByUrl(std::string_view address, bool mail) const {
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
