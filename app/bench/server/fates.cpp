#include "bench/server/fates.h"

namespace bench::server {

Fates::Fates(const Content& content)
    : m_faults(content.faults)
    , m_faultDraws(content.seed, 1) {
    if (content.delay)
        m_delays.emplace(*content.delay, content.seed);
}

Fate Fates::next() {
    Fate fate;
    if (m_delays)
        fate.delay = m_delays->next();
    if (m_faults.any())
        drawFault(fate);
    return fate;
}

// One draw from 0 to 1, of which each fault has its share.
void Fates::drawFault(Fate& fate) {
    double drawn = m_faultDraws.share();
    const auto falls = [&drawn](double share) { return (drawn -= share) < 0; };
    for (const Faults::Status& status : m_faults.statuses) {
        if (falls(status.share)) {
            fate.fault = Fate::Fault::Status;
            fate.status = status.code;
            return;
        }
    }
    if (falls(m_faults.reset))
        fate.fault = Fate::Fault::Reset;
    else if (falls(m_faults.truncate))
        fate.fault = Fate::Fault::Truncate;
}

} // namespace bench::server
