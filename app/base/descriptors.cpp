#include "base/descriptors.h"

#include <QDir>

#include <algorithm>
#include <sys/resource.h>

namespace base {

namespace {

// Programs that loop over every possible descriptor (and select()-users among libraries) suffer from a limit of a
// billion; no one needs more than this many connections.
constexpr rlim_t enough = 65'536;

int asCount(rlim_t limit) {
    return static_cast<int>(std::min<rlim_t>(limit, 1'000'000));
}

} // namespace

int descriptorLimit() {
    rlimit limit{};
    return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? asCount(limit.rlim_cur) : 1'024;
}

int raiseDescriptorLimit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return descriptorLimit();
    const rlim_t wanted = std::min(limit.rlim_max, enough);
    if (wanted > limit.rlim_cur) {
        limit.rlim_cur = wanted;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    return descriptorLimit();
}

int openDescriptors() {
    const QDir folder(QStringLiteral("/proc/self/fd"));
    const qsizetype entries = folder.entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size();
    return std::max(0, static_cast<int>(entries) - 1); // the listing itself holds one
}

} // namespace base
