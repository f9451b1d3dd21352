#include "measure/breakdown.h"

namespace measure {

void Breakdown::merge(const Breakdown& other) {
    lookUp.merge(other.lookUp);
    connect.merge(other.connect);
    tls.merge(other.tls);
    firstByte.merge(other.firstByte);
    body.merge(other.body);
    service.merge(other.service);
    waited.merge(other.waited);
}

} // namespace measure
