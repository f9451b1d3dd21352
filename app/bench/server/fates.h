#pragma once

#include "bench/server/options.h"

namespace bench::server {

// What is drawn for one request.
struct Fate {
    enum class Fault { None, Status, Reset, Truncate };

    std::optional<std::chrono::milliseconds> delay; // also of 0 ms, where delays are drawn
    Fault fault = Fault::None;
    int status = 0; // of Status
};

// Draws them in order of arrival. Delays and faults have a stream each, so that the same seed gives the same delays
// (bench::drawnDelays) with faults and without.
class Fates {
public:
    explicit Fates(const Content& content);
    Fate next();

private:
    void drawFault(Fate& fate);

    Faults m_faults;
    std::optional<DelayDraws> m_delays;
    Draws m_faultDraws;
};

} // namespace bench::server
