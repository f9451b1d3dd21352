#include "archive/restinghosts.h"

#include <algorithm>

namespace archive {

void RestingHosts::rest(const QString& host, Time until) {
    static constexpr qsizetype most = 10'000;
    if (m_until.size() >= most && !m_until.contains(host))
        m_until.erase(m_until.begin());
    Time& known = m_until[host];
    known = std::max(known, until);
}

bool RestingHosts::rests(const QString& host, Time now) const {
    const auto found = m_until.constFind(host);
    return found != m_until.cend() && *found > now;
}

QStringList RestingHosts::names(Time now) {
    m_until.removeIf([now](const auto& entry) { return entry.value() <= now; });
    return m_until.keys();
}

} // namespace archive
